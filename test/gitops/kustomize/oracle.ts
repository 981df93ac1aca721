import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { buildKustomization } from '../../../src/kustomize/build.ts';
import { toJson } from '../../../src/source/json.ts';
import { sourcesOf } from '../../../src/source/memory-sources.ts';
import type { Json } from '../../../src/source/node.ts';
import { parseYaml } from '../../../src/source/parse.ts';
import { realBinary } from '../../real-binaries.ts';

/** Files of a tree, text by path. */
export type Files = Readonly<Record<string, string>>;

/** A build's objects as plain data, or the first line of what stopped it. */
export type Outcome = { readonly objects: readonly Json[] } | { readonly failure: string };

export const kubectl = realBinary('kubectl');

/** What the real kustomize makes of a directory of the tree. */
export function realBuild(files: Files, directory: string): Outcome {
  const root = mkdtempSync(join(tmpdir(), 'kustomize-oracle-'));
  try {
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), text);
    }
    return realBuildIn(join(root, directory));
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

/** What the real kustomize makes of a directory on disk. */
export function realBuildIn(directory: string): Outcome {
  if (kubectl === null) throw new Error('kubectl does not run here');
  const run = spawnSync(kubectl, ['kustomize', directory], { encoding: 'utf8', maxBuffer: 1 << 28 });
  if (run.status !== 0) return { failure: run.stderr.trim().split('\n').at(-1) ?? '' };
  const file = parseYaml('output.yaml', run.stdout);
  if (file.unread !== null) return { failure: `output: ${file.unread.reason}` };
  return { objects: file.documents.map((document) => plain(toJson(document.root))).filter((json) => json !== null) };
}

/** What we make of it. */
export function ourBuild(files: Files, directory: string): Outcome & { readonly complete: boolean } {
  const build = buildKustomization(sourcesOf(files), directory);
  const [problem] = build.problems.slice(-1);
  const failed = build.objects.length === 0 && build.helmCharts.length === 0 && !build.complete;
  if (failed) return { failure: `${problem?.path ?? ''}: ${problem?.reason ?? ''}`, complete: false };
  return { objects: build.objects.map(({ root }) => plain(toJson(root))), complete: build.complete };
}

/** Two outcomes in a form that compares: why kustomize fails is said in other words than ours. */
export function comparison(real: Outcome, ours: Outcome & { readonly complete: boolean }) {
  const shown = (outcome: Outcome) =>
    'failure' in outcome ? { builds: false, objects: [] } : { builds: true, objects: outcome.objects };
  return {
    real: { ...shown(real), complete: !('failure' in real) },
    ours: { ...shown(ours), complete: ours.complete },
  };
}

/** Keys in one order, so that two objects compare as text. */
export function plain(json: Json): Json {
  if (Array.isArray(json)) return json.map(plain);
  if (json === null || typeof json !== 'object') return json;
  const entries = Object.entries(json).map(([key, value]): [string, Json] => [key, plain(value)]);
  return Object.fromEntries(entries.toSorted(([left], [right]) => (left < right ? -1 : 1)));
}
