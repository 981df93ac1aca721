import { shortened } from '../source/shortened.ts';
import type { KubeObject } from '../kubernetes/object.ts';
import { get, stringAt, type Node } from '../source/node.ts';
import type { Located } from '../source/location.ts';

/** What each of them begins with: most texts hold none. */
const mark = /[$<]|\{\{|ref\+|^\{/;

/**
 * Why a text is not what the cluster will see: it holds something that a tool fills in on the way
 * there (Flux, envsubst, Helm, kustomize, a vault plugin), or null.
 */
export function placeholderIn(text: string): string | null {
  if (!mark.test(text)) return null;
  const [found] = [
    enclosed(text, '${', '}'),
    // Variables of envsubst without braces are told from other dollars by their capitals.
    /\$(?:\([A-Za-z_]\w*\)|[A-Z_]{2}[A-Z0-9_]*\b)|\{\{|\bref\+[a-z]+:\/\/|^\{[\w.-]+\}$/.exec(text),
    enclosed(text, '<path:', '>'),
  ]
    .filter((each) => each !== null)
    .toSorted((a, b) => a.index - b.index);
  return found === undefined ? null : `it holds ${shortened(found[0])}, which is filled in elsewhere`;
}

/** The first stretch between two marks, as a pattern would find it; where nothing closes, every opening would be tried. */
function enclosed(text: string, open: string, close: string): { readonly 0: string; readonly index: number } | null {
  const index = text.indexOf(open);
  const end = index < 0 ? -1 : text.indexOf(close, index + open.length);
  return end < 0 ? null : { 0: text.slice(index, end + close.length), index };
}

/** What a reader is told to replace: `<your-token>`, `__HOST__`, `REPLACE_ME`; `ReplacePrefixMatch` is a value of Gateway API. */
const toReplace =
  /<[^<>]{1,100}>|^__.{1,100}__$|REPLACE(?!PrefixMatch|FullPath)|CHANGE[_-]?ME|\bTODO\b|\bYOUR[_-]|PLACEHOLDER|^\{.*\}$|^@.*@$|%[A-Z_]{2,}%/i;

/** Whether a text is filled in on the way to the cluster. */
export function isFilledIn(text: string): boolean {
  return placeholderIn(text) !== null || toReplace.test(text);
}

/** Whether the name or the namespace of an object is filled in on the way to the cluster, so that it may be any of its kind. */
export function isCalledLater({ name, namespace }: Pick<KubeObject, 'name' | 'namespace'>): boolean {
  return [name.value, namespace ?? ''].some((text) => placeholderIn(text) !== null);
}

/** The string at a path, or why it is not known; undefined when absent or not a string. */
export function textAt(node: Node | undefined, ...path: readonly string[]): Located<string> | string | undefined {
  const found = get(node, ...path);
  if (found?.kind === 'unknown') return found.reason;
  const text = stringAt(found);
  return text === undefined ? undefined : (placeholderIn(text.value) ?? text);
}
