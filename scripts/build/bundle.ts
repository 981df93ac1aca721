import { readdirSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { BuildOptions, Plugin } from 'esbuild';

const root = new URL('../../', import.meta.url);

/** The module that reads rule pages from disk becomes one that holds them, so that `explain` needs no files beside the bundle. */
export const embedRulePages: Plugin = {
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

/** How every bundle of ours is made. */
export const common = {
  absWorkingDir: fileURLToPath(root),
  bundle: true,
  platform: 'node',
  target: 'node22.20',
  minifySyntax: true,
  minifyWhitespace: true,
  // Stack traces of a bug keep their names.
  keepNames: false,
  legalComments: 'none',
  // The same parser without Node's `process`, whose environment the other build asks once for every token.
  alias: { yaml: './node_modules/yaml/browser/dist/index.js' },
  logLevel: 'warning',
} as const satisfies BuildOptions;
