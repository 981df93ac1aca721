import { directoryOf, resolvePath } from '../../source/paths.ts';
import type { TreeIndex } from '../tree/tree-index.ts';

/** The file that names a path, or a folder around it as something to apply; by path. */
export interface Named {
  /** Paths that any of their words may mean. */
  readonly words: ReadonlyMap<string, string>;
  /** What they apply as a whole: folders, and those of a glob. */
  readonly folders: ReadonlyMap<string, string>;
}

/** A word of a script, without quotes. */
const word = /[^\s'"`;|&()<>=[\]{},]+/g;
const option = /^(?:-f|-k|--filename|--kustomize)$/;
const command = /\b(?:kubectl|kustomize|oc|kapp)\b/;

/** Characters of a word that may be a path. */
const mostOfPath = 300;

/** What the commands of scripts, Makefiles and workflows name: only lines with a program that applies files. */
export function namedByCommands({ sources, isToolFile }: TreeIndex): Named {
  const scripts = sources.paths.filter(
    (path) => isToolFile(path) && sources.contains(path, 'kubectl', 'kustomize', 'oc ', 'kapp'),
  );
  return namedIn(scripts, (path) => linesOf(sources.text(path) ?? '').filter((line) => command.test(line)));
}

/** How texts speak that let other programs apply files: of scripts, pipelines, Skaffold, Terraform, Ansible, kapp. */
const marks = [
  'kubectl',
  'kustomize',
  'oc apply',
  'kapp',
  'skaffold/',
  'kubernetes_manifest',
  'yamldecode',
  'kubernetes.core',
  'KubernetesManifest',
];

/**
 * What any text names that lets a program apply files, whether or not that program is read here: enough to tell a
 * reader, and too little to judge by.
 */
export function namedByAnyone({ sources, kustomizations }: TreeIndex): Named {
  const built = new Set(kustomizations.values());
  const texts = sources.paths.filter((path) => !built.has(path) && sources.contains(path, ...marks));
  return namedIn(texts, (path) => linesOf(sources.text(path) ?? ''));
}

function namedIn(files: readonly string[], linesIn: (path: string) => readonly string[]): Named {
  const words = new Map<string, string>();
  const folders = new Map<string, string>();
  for (const file of files) {
    for (const [text, before] of wordsOf(linesIn(file))) {
      // Who runs the script is in its folder or at the root.
      for (const from of ['', directoryOf(file)]) {
        const [literal = ''] = text.split('*', 1);
        const path = text.length > mostOfPath ? null : resolvePath(from, literal);
        if (path === null || path === file) continue;
        const isGlob = literal !== text && path !== '';
        if (!isGlob && !words.has(path)) words.set(path, file);
        if ((isGlob || option.test(before)) && !folders.has(path)) folders.set(path, file);
      }
    }
  }
  return { words, folders };
}

function linesOf(text: string): readonly string[] {
  return text.replaceAll(/\\\r?\n/g, ' ').split('\n');
}

/** The words of lines, each with the one before. */
function* wordsOf(lines: readonly string[]): Generator<readonly [string, string]> {
  for (const line of lines) {
    let before = '';
    for (const [text] of line.matchAll(word)) {
      yield [text, before];
      before = text;
    }
  }
}
