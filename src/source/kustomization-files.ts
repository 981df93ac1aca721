import { baseName } from './paths.ts';

/** What kustomize looks for in a directory. */
export const kustomizationNames: readonly string[] = ['kustomization.yaml', 'kustomization.yml', 'Kustomization'];

/** Whether kustomize takes a file for the kustomization of its directory. */
export function isKustomizationName(path: string): boolean {
  return kustomizationNames.includes(baseName(path));
}

/** Fields that name files which hold objects, patches or values; kustomize reads them whatever they are called. */
const fields: ReadonlySet<string> = new Set([
  'resources',
  'bases',
  'components',
  'crds',
  'configurations',
  'generators',
  'transformers',
  'validators',
  'patchesStrategicMerge',
  'patches',
  'patchesJson6902',
  'replacements',
  'helmCharts',
]);

/**
 * The words that stand in such fields of a kustomization; names of files are among them. The text is not parsed: who
 * loads a tree does nothing that a text could make long. Where it does not begin a line with each field, all words count.
 */
export function* wordsInKustomization(text: string): Generator<string> {
  let counts = true;
  for (const line of text.split('\n')) {
    const [, field] = /^["']?([A-Za-z]\w*)["']?[ \t]*:/.exec(line) ?? [];
    if (field !== undefined) counts = fields.has(field);
    if (counts) for (const [word] of line.matchAll(/[^\s'"[\],{}]+/g)) yield word;
  }
}

/** What applies files that a line of a script, a pipeline or a configuration names, or reads them for that. */
const command = /\b(?:kubectl|oc|kapp)\b|\bfile\(/;
const commandMarks = ['kubectl', 'oc ', 'kapp', 'file('];

/** Words of lines with a program that applies files; names of files are among them, whatever they are called. */
export function* wordsInCommands(text: string): Generator<string> {
  if (!commandMarks.some((mark) => text.includes(mark))) return;
  for (const line of text.replaceAll(/\\\r?\n/g, ' ').split('\n'))
    if (command.test(line)) for (const [word] of line.matchAll(/[^\s'"`;|&()<>=[\]{},]+/g)) yield word;
}
