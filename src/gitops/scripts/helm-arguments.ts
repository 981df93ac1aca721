import type { ShellWord } from './words.ts';

/** A command of Helm that installs or upgrades a release, sorted into positions and flags. */
export interface HelmArguments {
  readonly action: 'install' | 'upgrade';
  /** The release's name; null where Helm makes one up. */
  readonly name: ShellWord | null;
  readonly chart: ShellWord;
  readonly flags: readonly HelmFlag[];
  /** Words that may be any number of flags, and set any value. */
  readonly loose: readonly ShellWord[];
}

export interface HelmFlag {
  readonly name: string;
  /** What is given to it; for a switch the word itself. */
  readonly value: ShellWord;
}

const short: Readonly<Record<string, string>> = {
  f: 'values',
  n: 'namespace',
  i: 'install',
  g: 'generate-name',
  l: 'labels',
  o: 'output',
  h: 'help',
};

const valued = new Set(
  (
    'values namespace labels output set set-string set-file set-json set-literal version repo timeout description ' +
    'kube-context kubeconfig kube-apiserver kube-as-group kube-as-user kube-ca-file kube-tls-server-name kube-token ' +
    'registry-config repository-cache repository-config content-cache burst-limit qps ca-file cert-file key-file ' +
    'keyring username password post-renderer post-renderer-args name-template history-max color colour name'
  ).split(' '),
);

const switches = new Set(
  (
    'install generate-name help debug atomic create-namespace dependency-update devel disable-openapi-validation dry-run ' +
    'enable-dns force force-conflicts force-replace hide-notes hide-secret insecure-skip-tls-verify no-hooks pass-credentials ' +
    'plain-http render-subchart-notes replace skip-crds skip-schema-validation take-ownership verify wait wait-for-jobs ' +
    'cleanup-on-fail reset-then-reuse-values reset-values reuse-values rollback-on-failure server-side ' +
    'kube-insecure-skip-tls-verify recreate-pods'
  ).split(' '),
);

/** The arguments as Helm reads them; null for another command of Helm, and for words that it would refuse. */
export function helmArguments(words: readonly ShellWord[]): HelmArguments | null {
  const flags: HelmFlag[] = [];
  const positional: ShellWord[] = [];
  for (let i = 0; i < words.length; i++) {
    const word = words[i];
    if (word === undefined) break;
    if (word.text === '--') {
      positional.push(...words.slice(i + 1));
      break;
    }
    const flag = flagOf(word);
    if (flag === 'unknown') return null;
    if (flag === null) positional.push(word);
    else if (flag.value !== null) flags.push({ name: flag.name, value: flag.value });
    else {
      const value = switches.has(flag.name) ? word : words[++i];
      if (value === undefined) return null;
      flags.push({ name: flag.name, value });
    }
  }
  return sorted(positional, flags);
}

/** The flag that a word is, with what is given to it in the same word; null for a word that is none. */
function flagOf(word: ShellWord): { readonly name: string; readonly value: ShellWord | null } | 'unknown' | null {
  const [first] = word.pieces;
  if (typeof first !== 'string' || !first.startsWith('-') || first === '-') return null;
  const [, name = '', given] = /^--?([A-Za-z][\w-]*)(=.*)?$/s.exec(first) ?? [];
  const rest = (from: number): ShellWord => ({
    ...word,
    text: word.text === null ? null : word.text.slice(from),
    pieces: [first.slice(from), ...word.pieces.slice(1)],
  });
  if (first.startsWith('--')) {
    if (name === '' || (word.pieces.length > 1 && given === undefined)) return 'unknown';
    if (!valued.has(name) && !switches.has(name)) return 'unknown';
    return { name, value: given === undefined ? null : rest(first.indexOf('=') + 1) };
  }
  return shortFlag(first, word.pieces.length > 1, rest);
}

/** `-f`, `-fvalues.yaml`, `-if`: letters of switches may stand before one that takes a value. */
function shortFlag(text: string, goesOn: boolean, rest: (from: number) => ShellWord): ReturnType<typeof flagOf> {
  for (let at = 1; at < text.length; at++) {
    const name = short[text[at] ?? ''];
    if (name === undefined) return 'unknown';
    if (!valued.has(name)) continue;
    const from = text[at + 1] === '=' ? at + 2 : at + 1;
    return { name, value: from < text.length || goesOn ? rest(from) : null };
  }
  if (goesOn) return 'unknown';
  return { name: short[text.at(-1) ?? ''] ?? '', value: null };
}

function sorted(positional: readonly ShellWord[], flags: readonly HelmFlag[]): HelmArguments | null {
  const at = positional.findIndex(({ text }) => text !== null);
  const action = positional[at]?.text;
  if (action !== 'install' && action !== 'upgrade') return null;
  const loose = positional.slice(0, at);
  const rest = positional.slice(at + 1);
  const wanted = flags.some(({ name }) => name === 'generate-name' || name === 'name-template') ? 1 : 2;
  // Of more words than Helm takes, those that may be flags are.
  while (rest.length > wanted) {
    const extra = rest.findLastIndex(({ several }) => several);
    if (extra < 0) return null;
    loose.push(...rest.splice(extra, 1));
  }
  const chart = rest.at(-1);
  if (chart === undefined || rest.length < wanted) return null;
  const name = wanted === 2 ? (rest[0] ?? null) : null;
  loose.push(...rest.filter(({ several }) => several));
  return { action, name, chart, flags, loose };
}
