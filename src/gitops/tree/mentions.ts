import { ancestorsOf, directoryOf, resolvePath } from './paths.ts';

/** One file that may deploy others, and the words of its text that look like paths. */
export interface Mentioning {
  readonly path: string;
  readonly text: string;
  /** kustomize resolves against its own directory and includes exactly; Argo CD and Flux name directories from the root. */
  readonly tool: 'kustomize' | 'controller';
}

/** A word of a text, without quotes and punctuation. */
const word = /[^\s'"[\],{}:=]+(?:\{\{[^}]*\}\}[^\s'"[\],{}:=]*)*/g;

/** What stands before a value that is a path. */
const pathKey = /(path|file|files|directory|chart|-)["']?\s*:?\s*["']?(\.\/)?$/i;

/**
 * Which of the mentioning files reach a relevant file through any chain of mentions. Only the text
 * is looked at, so a comment counts too: the answer may be too large, never too small.
 */
export function reaching(mentioning: readonly Mentioning[], relevant: ReadonlySet<string>): ReadonlySet<string> {
  const reached = new Set<string>();
  const inside = new Set<string>(relevant);
  for (const path of relevant) for (const directory of ancestorsOf(path)) inside.add(directory);
  const targets = mentioning.map((file) => ({ file, mentions: mentionsOf(file) }));
  // Charts of charts of charts: what a pass finds may be what another file mentions.
  for (let grown = true; grown;) {
    grown = false;
    for (const { file, mentions } of targets) {
      if (reached.has(file.path) || !mentions.some((mention) => inside.has(mention))) continue;
      reached.add(file.path);
      inside.add(file.path);
      for (const directory of ancestorsOf(file.path)) inside.add(directory);
      grown = true;
    }
  }
  return reached;
}

/**
 * The paths a text may mean, seen from where its tool resolves them. Without templates, a word with no
 * slash is a path only as the value of a key that holds one: `namespace: argocd` is not the directory.
 */
function mentionsOf({ path, text, tool }: Mentioning): readonly string[] {
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
