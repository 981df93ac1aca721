import { readFileSync } from 'node:fs';
import { toJson } from '../../src/source/json.ts';
import { parseYaml } from '../../src/source/parse.ts';

/** A step of the action that runs a script. */
export interface ScriptStep {
  readonly id: string;
  readonly run: string;
  readonly env: Readonly<Record<string, string>>;
  readonly 'working-directory': string;
}

export interface Action {
  /** Of the inputs. */
  readonly defaults: Readonly<Record<string, string>>;
  /** Expressions. */
  readonly outputs: Readonly<Record<string, string>>;
  readonly steps: readonly ScriptStep[];
  /** The actions that it uses, with the commit. */
  readonly uses: readonly string[];
}

interface ActionFile {
  readonly inputs: Readonly<Record<string, { readonly default: string | number }>>;
  readonly outputs: Readonly<Record<string, { readonly value: string }>>;
  readonly runs: { readonly steps: readonly (Partial<ScriptStep> & { readonly uses?: string })[] };
}

function read(path: string): unknown {
  const text = readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');
  const [document] = parseYaml(path, text).documents;
  if (!document?.root) throw new Error(`${path} is empty`);
  return toJson(document.root);
}

/** The action of this repository. */
export function readAction(): Action {
  const { inputs, outputs, runs } = read('action.yml') as ActionFile;
  return {
    defaults: Object.fromEntries(Object.entries(inputs).map(([name, input]) => [name, String(input.default)])),
    outputs: Object.fromEntries(Object.entries(outputs).map(([name, { value }]) => [name, value])),
    steps: runs.steps.filter((step): step is ScriptStep => step.run !== undefined),
    uses: runs.steps.flatMap(({ uses }) => uses ?? []),
  };
}

/** The hooks of pre-commit. */
export function readHooks(): readonly { readonly id: string; readonly entry: string }[] {
  return read('.pre-commit-hooks.yaml') as readonly { readonly id: string; readonly entry: string }[];
}
