import { isBuiltin } from 'node:module';
import type { Plugin } from 'esbuild';

/**
 * What CommonJS packages require of Node becomes an import of the module that needs it. A `require` made at the top of
 * every chunk would keep the chunks that need nothing of Node out of a browser.
 */
export const builtinsAsImports: Plugin = {
  name: 'builtins-as-imports',
  setup(bundle) {
    const namespace = 'builtin-as-import';
    bundle.onResolve({ filter: /./ }, ({ path, kind, namespace: from }) => {
      if (kind !== 'require-call' || from === namespace || !isBuiltin(path)) return undefined;
      return { path, namespace };
    });
    bundle.onLoad({ filter: /./, namespace }, ({ path }) => ({
      contents: `import builtin from ${JSON.stringify(path)};\nmodule.exports = builtin;\n`,
    }));
  },
};
