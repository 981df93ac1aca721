import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseRulePage, sidesOf } from '../../../scripts/rule-page.ts';
import { pagePath } from '../../../src/rules/rule-pages.ts';
import { rules } from '../../../src/rules/index.ts';
import { repositoryRoot } from './address.ts';
import type { Example } from '../playground/examples.ts';
import type { Files } from '../playground/repository.ts';

/** Every example of the playground by its name in the address: the demo, a set-up that works, and each rule's mistakes. */
export function playgroundExamples(): ReadonlyMap<string, Example> {
  const base = filesBelow('examples/base');
  const demo = { base, head: { ...base, ...filesBelow('examples/head') } };
  return new Map([
    [
      'demo',
      {
        title: 'The demo: a change that breaks three listeners',
        repository: demo,
        open: 'clusters/prod/kong/release.yaml',
      },
    ],
    ['documentation', documentedSetUp()],
    ...rules.flatMap(mistakesOf),
  ]);
}

function documentedSetUp(): Example {
  const head = filesBelow('site/examples/documentation');
  return { title: 'Five listeners as Kong documents them', repository: { base: null, head }, open: 'gateway.yaml' };
}

function mistakesOf(rule: (typeof rules)[number]): readonly (readonly [string, Example])[] {
  const { wrong } = parseRulePage(readFileSync(join(repositoryRoot, pagePath(rule)), 'utf8'));
  return wrong.map(({ files, output }, index) => {
    const name = index === 0 ? rule.id : `${rule.id}-${index + 1}`;
    const title = `${rule.id}${index === 0 ? '' : ` (${index + 1})`}: ${rule.title}`;
    const repository = sidesOf(files);
    const paths = Object.keys(repository.head);
    const told = paths.find((path) => output.startsWith(`${path}:`));
    return [name, { title, repository, open: told ?? paths[0] ?? '' }] as const;
  });
}

function filesBelow(folder: string): Files {
  const entries = readdirSync(join(repositoryRoot, folder), { recursive: true, withFileTypes: true });
  const paths = entries.filter((entry) => entry.isFile()).map(({ parentPath, name }) => join(parentPath, name));
  const named = paths.map(
    (path) => [path.slice(join(repositoryRoot, folder).length + 1), readFileSync(path, 'utf8')] as const,
  );
  return Object.fromEntries(named.toSorted(([a], [b]) => (a < b ? -1 : 1)));
}
