import { spawnSync } from 'node:child_process';
import { copyFileSync, cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import packageJson from '../../package.json' with { type: 'json' };
import { common, embedRulePages } from '../build/bundle.ts';
import { licencesOf } from '../build/licences.ts';
import { builtinsAsImports } from './builtins-as-imports.ts';

const root = join(import.meta.dirname, '../..');

/** Writes the files of the published package into a folder, whatever was there. */
export async function writePackage(folder: string): Promise<void> {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(join(folder, 'dist'), { recursive: true });
  const { metafile } = await build({
    ...common,
    // One package for Node and for bundlers: what they share is in it once.
    entryPoints: { cli: 'src/cli.ts', 'review-thread': 'src/review-thread.ts', index: 'src/library.ts' },
    outdir: join(folder, 'dist'),
    outExtension: { '.js': '.mjs' },
    chunkNames: 'chunks/[name]-[hash]',
    splitting: true,
    format: 'esm',
    // Packages that look at `process` find that there is none in a browser.
    define: { process: 'globalThis.process' },
    plugins: [embedRulePages, builtinsAsImports],
    metafile: true,
  });
  writeTypes(join(folder, 'dist'));
  writeFileSync(join(folder, 'THIRD-PARTY-LICENSES.txt'), licencesOf([metafile], root));
  writeFileSync(join(folder, 'package.json'), `${JSON.stringify(manifest, null, 2)}\n`);
  cpSync(join(root, 'schema'), join(folder, 'schema'), { recursive: true });
  copyFileSync(join(root, 'LICENSE'), join(folder, 'LICENSE'));
  copyFileSync(join(root, 'docs/npm.md'), join(folder, 'README.md'));
}

const { name, version, description, license, engines } = packageJson;

const manifest = {
  name,
  version,
  description,
  license,
  homepage: 'https://github.com/portcullis-app/portcullis',
  repository: { type: 'git', url: 'git+https://github.com/portcullis-app/portcullis.git' },
  keywords: ['kong', 'gateway-api', 'gitops', 'kubernetes', 'lint', 'argo-cd', 'flux', 'helm'],
  type: 'module',
  engines,
  bin: packageJson.bin,
  exports: {
    '.': { types: './dist/index.d.ts', default: './dist/index.mjs' },
    './schema/*': './schema/*',
    './package.json': './package.json',
  },
  types: 'dist/index.d.ts',
  // Nothing here acts when it is loaded but the command line and its thread.
  sideEffects: ['./dist/cli.mjs', './dist/review-thread.mjs'],
  publishConfig: { access: 'public', provenance: true },
};

/** The declarations of the library: all that it exports is declared in that one file. */
function writeTypes(dist: string): void {
  const folder = join(dist, 'types');
  const compiler = join(root, 'node_modules/typescript/bin/tsc');
  const options = ['--noEmit', 'false', '--declaration', '--emitDeclarationOnly', '--outDir', folder];
  const { status, stdout } = spawnSync(
    process.execPath,
    [compiler, '-p', join(root, 'tsconfig.library.json'), ...options],
    { encoding: 'utf8' },
  );
  if (status !== 0) throw new Error(`the declarations cannot be made: ${stdout}`);
  const text = readFileSync(join(folder, 'src/library.d.ts'), 'utf8');
  if (/^import |from '/m.test(text)) throw new Error('src/library.ts declares something by another file');
  writeFileSync(join(dist, 'index.d.ts'), text);
  rmSync(folder, { recursive: true });
}
