import { basename, dirname, isAbsolute, normalize, resolve, sep } from 'node:path';
import { configPath } from '../config/config.ts';
import { readGiven } from '../disk/read-given.ts';
import type { ValuesLayer } from '../helm/values-layer.ts';
import { reviewFiles } from '../review/in-memory.ts';
import type { Document } from '../source/document.ts';
import { limits } from '../source/limits.ts';
import { get, stringAt, type MapNode } from '../source/node.ts';
import { parseYaml } from '../source/parse.ts';
import type { Io } from './io.ts';
import { reasonOf } from './system-refusals.ts';
import { UsageError } from './usage-error.ts';

/**
 * The values that a file gives a chart: the file itself, or what the one release of Kong in it states.
 * @throws UsageError where it holds no values, or none that are certain.
 */
export function valuesLayersOf(file: string, io: Io): readonly ValuesLayer[] {
  const text = textOf(file, io);
  const { documents, problems, unread } = parseYaml(file, text);
  if (unread) throw new UsageError(`${file}: ${unread.reason}`);
  const problem = problems.find(({ kind }) => kind === 'syntax');
  if (problem) throw new UsageError(`${file}:${problem.at.line}:${problem.at.column}: ${problem.message}`);
  const other = documents.map(otherThanValues).find((each) => each !== null);
  return other === undefined
    ? [{ label: file, root: valuesOf(file, documents[0]) }]
    : releasedValues(file, text, other);
}

function valuesOf(file: string, document: Document | undefined): MapNode {
  const at = { path: file, start: 0, end: 0, line: 1, column: 1, endLine: 1, endColumn: 1 };
  const root = document?.root ?? { kind: 'map', flow: false, entries: new Map(), at };
  if (root.kind === 'scalar' && root.value === null) return { kind: 'map', flow: false, entries: new Map(), at };
  if (root.kind !== 'map') throw new UsageError(`${file} does not hold a map, as a values file must`);
  return root;
}

/** What a document is that certainly holds no values of a chart at its root, as its author would call it; null for all others. */
function otherThanValues({ root }: Document): string | null {
  const apiVersion = stringAt(root, 'apiVersion')?.value;
  if (apiVersion !== undefined) {
    const kind = stringAt(root, 'kind')?.value;
    if (kind !== undefined) return kind.slice(0, 100);
    if (get(root, 'name') && get(root, 'version')) return 'the metadata of a chart';
  }
  // Each is a map for Kong's charts, where they know it at all.
  if (get(root, 'resources')?.kind === 'list') return 'a kustomization';
  return get(root, 'releases')?.kind === 'list' ? 'a list of releases' : null;
}

/** The values of the one release in a file that a GitOps tool reads, as a review of it would take them. */
function releasedValues(file: string, text: string, what: string): readonly ValuesLayer[] {
  const path = pathInTree(file);
  // Named as a whole, so that no folder sets it aside.
  const folder = JSON.stringify(`${dirname(path)}/**`);
  const files = { [path]: text, [configPath]: `clusters: [{ name: default, paths: [${folder}] }]\n` };
  const [release, another] = reviewFiles(files, null, []).clusters.flatMap(({ releases }) => releases);
  if (release === undefined)
    throw new UsageError(`${file} holds ${what}, in which no values of Kong's chart stand; give a values file`);
  if (another !== undefined) throw new UsageError(`${file} holds several releases of Kong; give the values of one`);
  const { layers, unverified } = release.release;
  if (unverified !== null)
    throw new UsageError(`the values of ${what} in ${file} are not known in full: ${unverified.reason}`);
  if (layers.length === 0) throw new UsageError(`${what} in ${file} states no values; give a values file`);
  return layers;
}

/** The path by which places in it are told. */
function pathInTree(file: string): string {
  const path = normalize(file).replaceAll(sep, '/');
  // Outside of the directory, or with signs that a pattern takes for its own.
  return isAbsolute(path) || path.startsWith('..') || /[^\w./ -]/.test(path) ? basename(path) : path;
}

function textOf(file: string, io: Io): string {
  try {
    return readGiven(resolve(io.cwd, file), limits.fileBytes);
  } catch (cause) {
    throw new UsageError(`${file} cannot be read: ${reasonOf(cause)}`, { cause });
  }
}
