import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { licencesOf } from '../build/licences.ts';

export const functions = ['receiver', 'worker', 'sweeper'] as const;
export type FunctionName = (typeof functions)[number];

const root = join(import.meta.dirname, '../..');

/** Where functions are packaged from. */
export const bundles = join(root, 'dist/lambda');

/** Bundles each function into one minified module; gives their sizes in bytes. */
export async function bundleFunctions(folder = bundles): Promise<Readonly<Record<string, number>>> {
  const { metafile } = await build({
    absWorkingDir: root,
    // The thread in which the worker reviews lies beside it.
    entryPoints: [...functions.map((name) => `src/lambda/${name}.ts`), 'src/review-thread.ts'],
    entryNames: '[name]',
    outdir: folder,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node24',
    minify: true,
    // A stack trace names files and lines of the sources; the functions run with --enable-source-maps.
    sourcemap: 'linked',
    sourcesContent: false,
    // The ES modules of packages that have both: what is not used falls away.
    mainFields: ['module', 'main'],
    legalComments: 'none',
    banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" },
    // The same parser without Node's `process`, whose environment the other build asks once for every token.
    alias: { yaml: './node_modules/yaml/browser/index.js' },
    metafile: true,
    logLevel: 'warning',
  });
  // Minified code carries no comments, and licences ask that their texts come along.
  writeFileSync(join(folder, 'THIRD-PARTY-LICENSES.txt'), licencesOf([metafile], root));
  return Object.fromEntries(
    Object.entries(metafile.outputs)
      .filter(([file]) => file.endsWith('.mjs'))
      .map(([file, { bytes }]) => [file.replace(/^.*\/|\.mjs$/g, ''), bytes]),
  );
}
