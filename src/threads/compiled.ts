import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { Script } from 'node:vm';

type Require = (id: string) => unknown;

/** A CommonJS module as a function of its `require`, not run yet. */
export interface CompiledModule {
  readonly script: Script;
  run(require: Require): void;
}

/** @param compiled what V8 made of the same text in another process; it is ignored, and the script says so, where that was another V8 */
export function compiledModule(file: URL, compiled?: Buffer): CompiledModule {
  // Builds escape what is not ASCII, so that every byte is a character.
  const text = `(function (require, module, exports) {${readFileSync(file, 'latin1')}\n})`;
  const script = new Script(text, { filename: file.href, ...(compiled && { cachedData: compiled }) });
  return {
    script,
    run: (require) => {
      const whole = script.runInThisContext() as (require: Require, module: object, exports: object) => void;
      whole(require, { exports: {} }, {});
    },
  };
}

/** Where a build keeps what V8 made of a module. */
export const compiledBeside = (file: URL): URL => new URL(`${file.href}.compiled`);

/**
 * Runs a CommonJS module for which V8 has nothing to compile any more.
 * Returns false, and runs nothing, where there is no such module or another V8 compiled it.
 */
export function runCompiled(file: URL): boolean {
  let compiled: Buffer;
  try {
    compiled = readFileSync(compiledBeside(file));
  } catch {
    return false;
  }
  const { script, run } = compiledModule(file, compiled);
  if (script.cachedDataRejected !== false) return false;
  run(createRequire(file));
  return true;
}
