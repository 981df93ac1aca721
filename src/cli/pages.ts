import { existsSync, readFileSync } from 'node:fs';

/** The page of a rule as Markdown; undefined when there is none. The build puts a module in place of this one that holds every page. */
export function pageOf(id: string): string | undefined {
  const page = new URL(`../rules/${encodeURIComponent(id)}.md`, import.meta.url);
  return existsSync(page) ? readFileSync(page, 'utf8') : undefined;
}
