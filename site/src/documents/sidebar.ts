import type { StarlightUserConfig } from '@astrojs/starlight/types';
import { rules } from '../../../src/rules/index.ts';
import type { RepositoryPage } from './repository-pages.ts';

type Sidebar = NonNullable<StarlightUserConfig['sidebar']>;

/** What the folders of rules are called. */
const subjects: Readonly<Record<string, string>> = {
  'gateway-class': 'GatewayClasses',
  gateway: 'Gateways',
  listener: 'Listeners',
  route: 'Routes',
  service: 'Services',
  'data-plane': 'Kong',
  controller: 'Controllers',
  plugin: 'Plugins and what Kong takes',
  object: 'Objects',
  values: 'Helm values',
  deployment: 'Deployments',
  files: 'Files',
  migration: 'Migrations',
};

/** Every page of the repository, in groups; a page that no group names is an inside matter. */
export function sidebarOf(pages: readonly RepositoryPage[]): Sidebar {
  const ways = ['ways-in', 'npx', 'github-action', 'pre-commit', 'gitlab', 'other-pipelines', 'container', 'library'];
  const use = ['command-line', 'configuration', 'upgrade'];
  const run = ['app', 'operations', 'aws', 'kubernetes', 'data', 'security', 'threat-model'];
  const having = (slugs: readonly string[]): Sidebar =>
    slugs.flatMap((slug) => pages.filter((page) => page.slug === slug).map(({ title }) => ({ label: title, slug })));
  const below = (folder: string): Sidebar =>
    pages.filter(({ slug }) => slug.startsWith(`${folder}/`)).map(({ slug, title }) => ({ label: title, slug }));
  const grouped = new Set([...ways, ...use, ...run, '', 'rules', 'changelog']);
  const rest = pages.filter(({ slug }) => !grouped.has(slug) && !slug.includes('/')).map(({ slug }) => slug);
  return [
    {
      label: 'Start',
      items: [
        { label: 'What it is', link: '/' },
        { label: 'Playground', link: '/playground/' },
      ],
    },
    { label: 'Ways in', items: having(ways) },
    { label: 'Use it', items: having(use) },
    { label: 'Run the GitHub App', items: having(run) },
    { label: 'Rules', items: [{ label: 'All rules', slug: 'rules' }, ...rulesBySubject()] },
    { label: 'Conditions and reasons', collapsed: true, items: below('conditions') },
    { label: 'Versions', collapsed: true, items: below('versions') },
    {
      label: 'Inside',
      collapsed: true,
      items: [...having([...rest, 'changelog']), { label: 'Decisions', collapsed: true, items: below('decisions') }],
    },
  ].filter(({ items }) => items.length > 0);
}

function rulesBySubject(): Sidebar {
  return [...Map.groupBy(rules, ({ about }) => about)].map(([about, those]) => ({
    label: subjects[about] ?? about,
    collapsed: true,
    items: those.map(({ id }) => ({ label: id, slug: `rules/${id}` })),
  }));
}
