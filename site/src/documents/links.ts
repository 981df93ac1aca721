import { posix } from 'node:path';
import { fromMarkdown } from 'mdast-util-from-markdown';
import type { Nodes } from 'mdast';

export interface Addresses {
  /** The address of a path of the repository that is a page of the site; undefined for any other. */
  pageAt(path: string): string | undefined;
  /** The address of any other path of the repository. */
  fileAt(path: string): string;
}

/** A page with each relative link, which leads to a file of the repository, leading to where that file can be read. */
export function withLinks(markdown: string, source: string, addresses: Addresses): string {
  let rewritten = markdown;
  for (const { url, start, end } of linksIn(fromMarkdown(markdown)).toReversed()) {
    if (/^[a-z]+:|^#/i.test(url)) continue;
    const written = markdown.slice(start, end);
    const at = written.lastIndexOf(`(${url}`);
    if (at < 0) throw new Error(`${source}: the link ${url} is not written in parentheses`);
    const target = addressOf(url, source, addresses);
    rewritten =
      rewritten.slice(0, start) +
      written.slice(0, at + 1) +
      target +
      written.slice(at + 1 + url.length) +
      rewritten.slice(end);
  }
  return rewritten;
}

function addressOf(url: string, source: string, { pageAt, fileAt }: Addresses): string {
  const [path = '', anchor] = url.split('#');
  const target = posix.join(posix.dirname(source), path);
  return `${pageAt(target) ?? fileAt(target)}${anchor === undefined ? '' : `#${anchor}`}`;
}

interface Link {
  readonly url: string;
  readonly start: number;
  readonly end: number;
}

function linksIn(node: Nodes): readonly Link[] {
  const inside = 'children' in node ? node.children.flatMap(linksIn) : [];
  if (node.type !== 'link' || !node.position) return inside;
  const { start, end } = node.position;
  return [{ url: node.url, start: start.offset ?? 0, end: end.offset ?? 0 }];
}
