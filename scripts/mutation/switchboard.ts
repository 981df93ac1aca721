/** The global object that instrumented code asks which mutant is on, and where it counts what it executes. */
import type { Hits } from './protocol.ts';

export interface Switchboard {
  readonly activeMutant: string | undefined;
  /** Under which name hits are counted; under `static` while there is none. */
  currentTestId: string | undefined;
  readonly mutantCoverage: { readonly static: Hits; readonly perTest: Record<string, Hits> };
  readonly hitCount: number;
  /** Above it an executed mutant throws. */
  hitLimit: number;
}

/** What is executed while a module is loaded, also when a test loads it; its effect outlives the test. */
export const loadingId = 'loading';
/** What is executed between tests. */
export const hooksId = 'hooks';

const name = '__stryker__';
const globals = globalThis as unknown as Record<typeof name, Switchboard | undefined>;

export const currentSwitchboard = (): Switchboard | undefined => globals[name];

/** Modules that are loaded from now on keep to this switchboard for ever. */
export function installSwitchboard(activeMutant: string | null, hitLimit: number): Switchboard {
  const switchboard: Switchboard = {
    activeMutant: activeMutant ?? undefined,
    currentTestId: undefined,
    mutantCoverage: { static: {}, perTest: {} },
    hitCount: 0,
    hitLimit,
  };
  globals[name] = switchboard;
  return switchboard;
}

/** Instrumented code that counts apart what is executed while it is loaded. */
export function countingLoads(code: string): string {
  const id = `globalThis.${name}.currentTestId`;
  return `const idBeforeLoading = ${id}; ${id} = '${loadingId}';\n${code}\n${id} = idBeforeLoading;\n`;
}
