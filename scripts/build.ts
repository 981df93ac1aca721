/** Bundles the command line into dist/: `npm run build`, and `prepare` after every install from a checkout. */
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { basename } from 'node:path';
import type { Plugin } from 'esbuild';

const root = new URL('../', import.meta.url);

/** The module that reads rule pages from disk becomes one that holds them, so that `explain` needs no files beside the bundle. */
const embedRulePages: Plugin = {
  name: 'embed-rule-pages',
  setup(bundle) {
    bundle.onLoad({ filter: /[\\/]src[\\/]cli[\\/]pages\.ts$/ }, () => {
      const folder = new URL('src/rules/', root);
      const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.md'));
      const pages = paths
        .filter((path) => path !== 'README.md')
        .map((path) => [basename(path, '.md'), readFileSync(new URL(path, folder), 'utf8')]);
      return {
        contents: `const pages = new Map(${JSON.stringify(pages)});\nexport const pageOf = ({ id }) => pages.get(id);\n`,
      };
    });
  },
};

// `npm ci --omit=dev` runs `prepare` as well, without esbuild: what is installed then serves the app, or holds a built dist.
const esbuild = await import('esbuild').catch(() => undefined);
if (!esbuild) {
  console.error('portcullis: esbuild is not installed, so the command line is not built');
  process.exit(0);
}

const { metafile } = await esbuild.build({
  absWorkingDir: import.meta.dirname + '/..',
  entryPoints: ['src/cli.ts', 'src/review-thread.ts'],
  outdir: 'dist',
  outExtension: { '.js': '.mjs' },
  chunkNames: 'chunks/[name]-[hash]',
  bundle: true,
  // Commands and formats are imported when they are asked for; each becomes a chunk, and `--help` loads none of them.
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node22.20',
  minifySyntax: true,
  minifyWhitespace: true,
  // Stack traces of a bug keep their names.
  keepNames: false,
  legalComments: 'none',
  // CommonJS packages inside an ES module need a `require`.
  banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" },
  // The same parser without Node's `process`, whose environment the other build asks once for every token.
  alias: { yaml: './node_modules/yaml/browser/dist/index.js' },
  plugins: [embedRulePages],
  metafile: true,
  logLevel: 'warning',
});

// Chunks are named by their content, so those of earlier builds stay behind; a build that fails leaves the last one whole.
for (const name of readdirSync(new URL('dist/chunks/', root))) {
  if (!(`dist/chunks/${name}` in metafile.outputs)) rmSync(new URL(`dist/chunks/${name}`, root));
}
