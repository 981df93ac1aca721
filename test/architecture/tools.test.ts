import { expect, test } from 'vitest';
import { toolFiles } from '../../src/gitops/discover/tool-files.ts';
import { gitOpsTools } from '../../src/gitops/discover/tools.ts';
import type { FilePattern } from '../../src/gitops/tree/tool-patterns.ts';
import { readSourceFiles } from './source-files.ts';

const list = 'gitops/discover/tools.ts';
const lists = [list, 'gitops/discover/tool-files.ts'];
const files = readSourceFiles();
const folders = (files.find(({ file }) => file === list)?.imports ?? [])
  .filter((name) => name.endsWith('/tool.ts'))
  .map((name) => name.slice(0, name.lastIndexOf('/') + 1));

/** What another project calls something is no name of ours. */
const generated = 'kong/plugins/data/';

/** A chart may install a tool, and is called like it. */
const charts = ['gitops/charts/argo-cd.ts', 'gitops/charts/recognise-routing-chart.ts'];

const isOutside = (file: string): boolean =>
  !file.startsWith(generated) &&
  !charts.includes(file) &&
  !lists.includes(file) &&
  !folders.some((folder) => file.startsWith(folder));
const withoutComments = (text: string): string => text.replaceAll(/\/\*[^]*?\*\/|(?<=^|\s)\/\/.*$/gm, '');

/** How code may spell a tool: `argo-cd`, `argoCd`, and the group of its objects. An id that is a word of English counts in quotes. */
const spellings = gitOpsTools.flatMap(({ id, objects }) => [
  id === 'script' ? /['"`]script['"`]/ : new RegExp(id.replace('-', '-?'), 'i'),
  ...(objects === undefined ? [] : [new RegExp(objects.mark.replaceAll('.', '\\\\?\\.'))]),
]);
const namesIn = (text: string): readonly string[] =>
  spellings.flatMap((spelling) => spelling.exec(withoutComments(text))?.[0] ?? []);

test('the files that are read for a tool are those that it knows by name', () => {
  const names = (known: Partial<FilePattern>): unknown[] => [known.matches, known.needs, known.releaseMarks];
  expect(toolFiles.map(names)).toEqual(gitOpsTools.flatMap((tool) => (tool.files ? [names(tool.files)] : [])));
});

test('each tool has a folder with its value', () => {
  expect(folders.length).toBe(gitOpsTools.length);
});

test('no file outside a tool’s folder and the list imports of it', () => {
  const importers = files.filter(({ file }) => isOutside(file));
  const found = importers.flatMap(({ file, imports }) =>
    imports.filter((name) => folders.some((folder) => name.startsWith(folder))).map((name) => `${file} → ${name}`),
  );
  expect(found).toEqual([]);
});

test('no file outside a tool’s folder and the list names it', () => {
  const found = files
    .filter(({ file }) => isOutside(file))
    .flatMap(({ file, text }) => namesIn(text).map((name) => `${file}: ${name}`));
  expect(found).toEqual([]);
});

test.each<[string, readonly string[]]>([
  ["if (tool === 'argo-cd') argoCd();", ['argo-cd']],
  ['const group = /^argoproj\\.io$/;', ['argoproj\\.io']],
  ["readonly kind: 'script' | 'chart';", ["'script'"]],
  ['index.terraform.map(fluxDirectory)', ['flux', 'terraform']],
  ['/** As Argo CD and Flux do. */\nconst a = 1; // argo-cd\nconst scripts = description;', []],
])('this test sees the names in %s', (text, names) => {
  expect(namesIn(text)).toEqual(names);
});
