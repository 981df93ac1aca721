import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What a page of a built site leads to, and what of it can be led to. */
export interface HtmlPage {
  /** Its address below the base: `rules/yaml-syntax/`; empty for the first page. */
  readonly address: string;
  /** The targets of its links and of what it loads, as written. */
  readonly targets: readonly string[];
  readonly ids: ReadonlySet<string>;
}

export function pagesBelow(folder: string): readonly HtmlPage[] {
  const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.html'));
  return paths.toSorted().map((path) => {
    const text = readFileSync(join(folder, path), 'utf8');
    return {
      address: path.replace(/index\.html$/, ''),
      targets: [...text.matchAll(/\s(?:href|src|data-examples)="([^"]*)"/g)].map(([, target = '']) =>
        target.replaceAll('&amp;', '&'),
      ),
      ids: new Set([...text.matchAll(/\sid="([^"]*)"/g)].map(([, id = '']) => id)),
    };
  });
}

/** The links of all pages that lead nowhere: `page -> target`. */
export function brokenLinks(
  pages: readonly HtmlPage[],
  base: string,
  isFile: (below: string) => boolean,
): readonly string[] {
  const known = new Map(pages.map((page) => [page.address, page]));
  return pages.flatMap(({ address, targets }) =>
    targets
      .filter((target) => !/^(https?:|mailto:|data:)/.test(target) && !leadsSomewhere(target, address))
      .map((target) => `${address} -> ${target}`),
  );

  function leadsSomewhere(target: string, from: string): boolean {
    const { pathname, hash } = new URL(target, `http://host${base}${from}`);
    if (!pathname.startsWith(base)) return false;
    const below = pathname.slice(base.length);
    const page = known.get(below);
    if (!page) return hash === '' && (isFile(below) || below === 'examples/');
    const id = decodeURIComponent(hash.slice(1));
    return id === '' || page.ids.has(id) || below === 'playground/';
  }
}
