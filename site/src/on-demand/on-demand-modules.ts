import { fileURLToPath } from 'node:url';

interface Plugin {
  readonly name: string;
  readonly enforce: 'pre';
  resolveId(source: string, importer: string | undefined): string | null;
}

const fileOf = (name: string): string => fileURLToPath(new URL(name, import.meta.url));

/** What the engine imports, and what it gets in the page: the same, loaded when files need it. */
const onDemand: readonly (readonly [source: RegExp, file: string])[] = [
  [/^unbash$/, fileOf('./shell.ts')],
  [/\/helm-release-resource\.ts$/, fileOf('./terraform.ts')],
  [/\/loaded-expressions\.ts$/, fileOf('./expressions.ts')],
  [/^\.\/plugin-schemas\.ts$|\/kong\/plugins\/plugin-schemas\.ts$/, fileOf('./plugin-schemas.ts')],
];

/** A seventh of the engine is for scripts, Terraform, plugins and rules of unknown definitions, which few repositories hold. */
export function onDemandModules(): Plugin {
  return {
    name: 'on-demand-modules',
    enforce: 'pre',
    resolveId: (source, importer) => {
      const file = onDemand.find(([pattern]) => pattern.test(source))?.[1];
      // The one that loads it gets it.
      return file === undefined || importer === undefined || importer.split('?')[0] === file ? null : file;
    },
  };
}
