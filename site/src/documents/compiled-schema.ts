import { createRequire } from 'node:module';
import { Ajv } from 'ajv';
import schema from '../../../schema/portcullis.schema.json' with { type: 'json' };

/** The name that no file has: a module that this build makes. */
const compiled = '\0compiled-schema';

interface Plugin {
  readonly name: string;
  readonly enforce: 'pre';
  resolveId(source: string): string | null;
  load(id: string): string | null;
}

/**
 * The configuration's schema compiled ahead, in place of the compiler: that is a tenth of the engine, and it would make
 * code out of text in the page. The engine asks for a compiler and gets one that knows this schema alone.
 */
export function compiledSchema(): Plugin {
  return {
    name: 'compiled-schema',
    enforce: 'pre',
    resolveId: (source) => (source === 'ajv' ? compiled : null),
    load: (id) => (id === compiled ? `${validator()}\nexport class Ajv { compile() { return validate; } }\n` : null),
  };
}

function validator(): string {
  const { default: standalone } = createRequire(import.meta.url)('ajv/dist/standalone') as {
    readonly default: (ajv: Ajv, validate: ReturnType<Ajv['compile']>) => string;
  };
  const ajv = new Ajv({ allErrors: true, strict: true, verbose: true, code: { source: true, esm: true } });
  // What is common to all schemas is required, and a module imports.
  return standalone(ajv, ajv.compile(schema)).replaceAll(
    /const (\w+) = require\("([^"]+)"\)\.default;/g,
    'import $1_module from "$2.js"; const $1 = $1_module.default ?? $1_module;',
  );
}
