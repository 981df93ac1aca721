import type { Loader } from 'astro/loaders';
import { rules } from '../../../src/rules/index.ts';
import { siteUrl } from '../../../src/rules/rule-pages.ts';
import { base, repositoryUrl } from './address.ts';
import { withLinks, type Addresses } from './links.ts';
import { repositoryPages, type RepositoryPage } from './repository-pages.ts';

/** The Markdown of the repository, where it stands, as the pages of the site. */
export function repositoryLoader(): Loader {
  return {
    name: 'repository-pages',
    load: async ({ store, parseData, renderMarkdown, generateDigest }) => {
      store.clear();
      const pages = repositoryPages();
      const addresses = addressesOf(pages);
      for (const page of pages) {
        // A generated page names the pages of rules where the release publishes them.
        const body = openingOf(page) + withLinks(page.markdown, page.source, addresses).replaceAll(siteUrl, base);
        const id = page.slug === '' ? 'index' : page.slug;
        const data = await parseData({ id, data: frontmatterOf(page) });
        const rendered = await renderMarkdown(body);
        const html = withReachableTables(rendered.html);
        store.set({ id, data, body, digest: generateDigest(body), rendered: { ...rendered, html } });
      }
    },
  };
}

/** A table that is wider than the screen scrolls: without a place in the order of the tab key, only a mouse moves it. */
function withReachableTables(html: string): string {
  return html.replaceAll('<table>', '<table tabindex="0">');
}

function addressesOf(pages: readonly RepositoryPage[]): Addresses {
  const slugs = new Map(pages.map(({ source, slug }) => [source, slug]));
  return {
    pageAt: (path) => {
      const slug = slugs.get(path);
      return slug === undefined ? undefined : slug === '' ? base : `${base}${slug}/`;
    },
    fileAt: (path) => `${repositoryUrl}/${/\.\w+$|LICENSE$/.test(path) ? 'blob' : 'tree'}/main/${path}`,
  };
}

/** Where the example of a rule's page can be tried. */
function openingOf({ rule: id }: RepositoryPage): string {
  const rule = rules.find((each) => each.id === id);
  if (!rule) return '';
  const playground = `${base}playground/#example=${rule.id}`;
  return `[Try the example in the playground](${playground}).\n\n`;
}

function frontmatterOf({ slug, title, source, rule }: RepositoryPage): Record<string, unknown> {
  const editUrl = `${repositoryUrl}/edit/main/${source}`;
  if (slug !== '') return { title, editUrl, ...(rule ? { description: `Rule ${rule}: ${title}` } : {}) };
  const actions = [
    { text: 'Try it in the playground', link: `${base}playground/`, icon: 'right-arrow' },
    { text: 'Command line', link: `${base}command-line/`, variant: 'minimal' },
    { text: 'Rules', link: `${base}rules/`, variant: 'minimal' },
  ];
  const tagline =
    'What the API server, the controller and Kong will do with this pull request, on the line, before the merge.';
  return { title, editUrl, template: 'splash', hero: { title, tagline, actions } };
}
