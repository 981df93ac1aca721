import { ancestorsOf, directoryOf, resolvePath } from '../../source/paths.ts';

/** A word of a text, without quotes and punctuation. */
const word = /[^\s'"[\],{}:=]+(?:\{\{[^}]*\}\}[^\s'"[\],{}:=]*)*/g;

/** What stands before a value that is a path. */
const pathKey = /(path|file|files|directory|chart|-)["']?\s*:?\s*["']?(\.\/)?$/i;

/**
 * Which of the mentioning files reach a relevant file through any chain of mentions. Only the text
 * is looked at, so a comment counts too: the answer may be too large, never too small.
 */
export function reaching(
  mentioning: ReadonlyMap<string, readonly string[]>,
  relevant: ReadonlySet<string>,
): ReadonlySet<string> {
  const reached = new Set<string>();
  const inside = new Set<string>(relevant);
  for (const path of relevant) for (const directory of ancestorsOf(path)) inside.add(directory);
  // Charts of charts of charts: what a pass finds may be what another file mentions.
  for (let grown = true; grown;) {
    grown = false;
    for (const [path, mentions] of mentioning) {
      if (reached.has(path) || !mentions.some((mention) => inside.has(mention))) continue;
      reached.add(path);
      inside.add(path);
      for (const directory of ancestorsOf(path)) inside.add(directory);
      grown = true;
    }
  }
  return reached;
}

/**
 * The paths a text may mean, seen from where its tool resolves them: kustomize from its own
 * directory, controllers from the root. Without templates, a word with no
 * slash is a path only as the value of a key that holds one: `namespace: argocd` is not the directory.
 */
export function mentionsOf(path: string, text: string, tool: 'kustomize' | 'controller'): readonly string[] {
  const from = tool === 'kustomize' ? directoryOf(path) : '';
  const anyWord = tool === 'kustomize' || text.includes('{{');
  const mentions = new Set<string>();
  for (const { 0: token, index } of text.matchAll(word)) {
    if (!anyWord && !token.includes('/') && !pathKey.test(text.slice(Math.max(0, index - 40), index))) continue;
    // A glob or a template in a path: what lies before it has to exist.
    const literal = token.replace(/[*{].*$/, '').replace(/^\$[\w-]+\//, '');
    if (!/[\w.]/.test(literal) || literal.length > 300) continue;
    const resolved = resolvePath(from, tool === 'kustomize' ? literal : literal.replace(/^\/+/, ''));
    if (resolved !== null) mentions.add(resolved);
  }
  return [...mentions];
}
