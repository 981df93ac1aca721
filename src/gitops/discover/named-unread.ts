import type { Cause } from '../../source/doubt.ts';
import { ancestorsOf, directoryOf, resolvePath } from '../../source/paths.ts';
import type { TreeIndex } from '../tree/tree-index.ts';

/** Files of which a tool can read what we cannot. */
const readByOthers: ReadonlySet<Cause> = new Set(['too-large', 'limit', 'unavailable']);

/**
 * Tells paths that others can read and a review cannot, and that something applies by their name: whatever they are
 * called, as kustomize and kubectl take any file. Scripts are searched once, when somebody asks.
 */
export function namedUnread(index: TreeIndex): (path: string) => boolean {
  const { sources, isMentionedItself } = index;
  let applied: Applied | null = null;
  return (path) => {
    const unread = sources.unread(path);
    if (unread === undefined || !readByOthers.has(unread.cause)) return false;
    if (isMentionedItself(path)) return true;
    applied ??= appliedByScripts(index);
    const { words, folders } = applied;
    return words.has(path) || [...ancestorsOf(path)].some((folder) => folders.has(folder));
  };
}

/** What the commands of scripts name. */
interface Applied {
  /** Paths that any of their words may mean. */
  readonly words: ReadonlySet<string>;
  /** What they apply as a whole. */
  readonly folders: ReadonlySet<string>;
}

/** A word of a script, without quotes. */
const word = /[^\s'"`;|&()<>=]+/g;
const option = /^(?:-f|-k|--filename|--kustomize)$/;
const command = /\b(?:kubectl|kustomize)\b/;

function appliedByScripts({ sources, isToolFile }: TreeIndex): Applied {
  const words = new Set<string>();
  const folders = new Set<string>();
  for (const script of sources.paths) {
    if (!isToolFile(script) || !sources.contains(script, 'kubectl', 'kustomize')) continue;
    for (const [text, before] of wordsOf(sources.text(script) ?? '')) {
      // Who runs the script is in its folder or at the root.
      for (const from of ['', directoryOf(script)]) {
        const path = text.length > mostOfPath ? null : resolvePath(from, text);
        if (path === null) continue;
        words.add(path);
        if (option.test(before)) folders.add(path);
      }
    }
  }
  return { words, folders };
}

/** Characters of a word that may be a path. */
const mostOfPath = 300;

/** The words of lines with a command that applies files, each with the one before. */
function* wordsOf(script: string): Generator<readonly [string, string]> {
  const lines = script.replaceAll(/\\\r?\n/g, ' ').split('\n');
  for (const line of lines) {
    if (!command.test(line)) continue;
    let before = '';
    for (const [text] of line.matchAll(word)) {
      yield [text, before];
      before = text;
    }
  }
}
