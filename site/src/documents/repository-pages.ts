import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pagePath } from '../../../src/rules/rule-pages.ts';
import { conditionNames, conditionPage } from '../../../src/rules/conditions/write-page.ts';
import { rules } from '../../../src/rules/index.ts';
import { repositoryRoot } from './address.ts';

/** A Markdown file of the repository, as a page of the site. */
export interface RepositoryPage {
  /** The address below the base, without slashes at its ends; empty for the first page. */
  readonly slug: string;
  /** Path in the repository. */
  readonly source: string;
  readonly title: string;
  /** Without its first heading, which is the title. */
  readonly markdown: string;
  /** The rule that the page is about. */
  readonly rule?: string;
}

/** Every page that the repository holds, in the order of the table of rules and of the file names. */
export function repositoryPages(): readonly RepositoryPage[] {
  const rulePages = rules.map((rule) => ({ slug: `rules/${rule.id}`, source: pagePath(rule), rule: rule.id }));
  const documents = [...markdownIn('docs'), ...markdownIn('docs/decisions'), ...markdownIn('docs/versions')].map(
    (source) => ({ slug: source.slice('docs/'.length, -'.md'.length), source }),
  );
  return [
    { slug: '', source: 'README.md' },
    { slug: 'rules', source: 'src/rules/README.md' },
    ...rulePages,
    ...documents,
    { slug: 'changelog', source: 'CHANGELOG.md' },
    { slug: 'contributing', source: 'CONTRIBUTING.md' },
    { slug: 'security', source: 'SECURITY.md' },
  ]
    .map((page) => ({ ...page, ...titled(readFileSync(join(repositoryRoot, page.source), 'utf8')) }))
    .concat(conditionNames.map(pageOfCondition));
}

/** What `portcullis explain PortUnavailable` prints: people search for what they see in a cluster. */
function pageOfCondition(name: string): RepositoryPage {
  const source = 'src/rules/conditions/reasons.ts';
  return { slug: `conditions/${name.toLowerCase()}`, source, ...titled(conditionPage(name) ?? '') };
}

function markdownIn(folder: string): readonly string[] {
  if (!existsSync(join(repositoryRoot, folder))) return [];
  const names = readdirSync(join(repositoryRoot, folder), { withFileTypes: true }).filter((entry) => entry.isFile());
  return names
    .map(({ name }) => `${folder}/${name}`)
    .filter((path) => path.endsWith('.md'))
    .toSorted();
}

function titled(text: string): Pick<RepositoryPage, 'title' | 'markdown'> {
  const heading = /^# (.+)\n/m.exec(text);
  if (!heading) throw new Error('a page begins with a heading');
  return { title: (heading[1] ?? '').replaceAll('`', ''), markdown: text.replace(heading[0], '') };
}
