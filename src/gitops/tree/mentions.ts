import { addAncestors, directoryOf, resolvePath } from '../../source/paths.ts';

/** A word of a text, without quotes and punctuation. */
const word = /[^\s'"[\],{}:=]+(?:\{\{[^}]*\}\}[^\s'"[\],{}:=]*)*/g;

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
  for (const path of relevant) addAncestors(path, inside);
  // Charts of charts of charts: what a pass finds may be what another file mentions.
  for (let grown = true; grown;) {
    grown = false;
    for (const [path, mentions] of mentioning) {
      if (reached.has(path) || !mentions.some((mention) => inside.has(mention))) continue;
      reached.add(path);
      inside.add(path);
      addAncestors(path, inside);
      grown = true;
    }
  }
  return reached;
}

/**
 * The paths a text may mean, seen from where its tool resolves them: kustomize from its own
 * directory, controllers from the root. Without templates, a word with no
 * slash is a path only as the value of a key that holds one: `namespace: argocd` is not the directory.
 * @param beforePath what stands before a value that is a path; null for a kustomization, of which every word may be one
 */
export function mentionsOf(path: string, text: string, beforePath: RegExp | null): readonly string[] {
  const from = beforePath === null ? directoryOf(path) : '';
  const anyWord = beforePath === null || text.includes('{{');
  const mentions = new Set<string>();
  for (const token of anyWord ? (text.match(word) ?? []) : pathsIn(text, beforePath)) {
    // A glob or a template in a path: what lies before it has to exist.
    const literal = /[*{$]/.test(token) ? (token.split(/[*{]/, 1)[0] ?? '').replace(/^\$[\w-]+\//, '') : token;
    if (!/[\w.]/.test(literal) || literal.length > 300) continue;
    const resolved = resolvePath(from, beforePath === null ? literal : literal.replace(/^\/+/, ''));
    if (resolved !== null) mentions.add(resolved);
  }
  return [...mentions];
}

/** The words with a slash, and those that stand behind a key that holds a path. */
function* pathsIn(text: string, beforePath: RegExp): Generator<string> {
  for (const { 0: token, index } of text.matchAll(word))
    if (token.includes('/') || beforePath.test(text.slice(Math.max(0, index - 40), index))) yield token;
}
