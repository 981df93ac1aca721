/** Bundles the command line into dist/: `npm run build`, and `prepare` after every install from a checkout. */
import { readdirSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Plugin } from 'esbuild';
import { compiledBeside } from '../src/threads/compiled.ts';
import { common, embedRulePages } from './build/bundle.ts';
import { licencesOf } from './build/licences.ts';
import { compileReviewThread } from './build/compile-review-thread.ts';

const root = new URL('../', import.meta.url);

/** What a thread runs is a script of its own, which V8 can keep compiled; the modules around it do not hold it once more. */
const threadApart: Plugin = {
  name: 'thread-apart',
  setup(bundle) {
    bundle.onResolve({ filter: /[\\/]threads[\\/]serve-reviews\.ts$/ }, () => ({
      path: './review-thread.cjs',
      external: true,
    }));
  },
};

// `npm ci --omit=dev` runs `prepare` as well, without esbuild: what is installed then serves the app, or holds a built dist.
const esbuild = await import('esbuild').catch(() => undefined);
if (!esbuild) {
  console.error('portcullis: esbuild is not installed, so the command line is not built');
  process.exit(0);
}

const { metafile } = await esbuild.build({
  ...common,
  entryPoints: ['src/cli.ts', 'src/review-thread.ts'],
  outdir: 'dist',
  outExtension: { '.js': '.mjs' },
  chunkNames: 'chunks/[name]-[hash]',
  // Commands and formats are imported when they are asked for; each becomes a chunk, and `--help` loads none of them.
  splitting: true,
  format: 'esm',
  // CommonJS packages inside an ES module need a `require`.
  banner: {
    js: "import { createRequire as requireFrom } from 'node:module'; const require = requireFrom(import.meta.url);",
  },
  plugins: [embedRulePages, threadApart],
  metafile: true,
});

// V8 keeps what it compiled of a script, not of modules.
const thread = new URL('dist/review-thread.cjs', root);
// It knows a text by its length alone: what is kept of an earlier build goes before there is another one.
rmSync(compiledBeside(thread), { force: true });
const { metafile: ofThread } = await esbuild.build({
  ...common,
  entryPoints: ['src/threads/serve-reviews.ts'],
  outfile: fileURLToPath(thread),
  format: 'cjs',
  metafile: true,
});
writeFileSync(new URL('dist/THIRD-PARTY-LICENSES.txt', root), licencesOf([metafile, ofThread], fileURLToPath(root)));
await compileReviewThread(thread);

// Chunks are named by their content, so those of earlier builds stay behind; a build that fails leaves the last one whole.
for (const name of readdirSync(new URL('dist/chunks/', root))) {
  if (!(`dist/chunks/${name}` in metafile.outputs)) rmSync(new URL(`dist/chunks/${name}`, root));
}
