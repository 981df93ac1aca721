import { linesOf } from '../../source/embedded.ts';
import { innerText } from '../../source/inner-text.ts';
import { isLocation } from '../../source/location.ts';
import { type Node, type ScalarNode, get, listAt, mapAt, stringAt } from '../../source/node.ts';
import type { Sources } from '../../source/sources.ts';
import type { Start } from './command-run.ts';
import { filledInLater, joined, rootDirectory, type ShellText, withReplaced } from './shell-text.ts';

/** A script within a file of a CI system, and how it begins. */
export interface EmbeddedScript {
  readonly shell: ShellText;
  readonly start: Start;
}

/** Scripts that follow each other in one job. */
export type Job = readonly EmbeddedScript[];

/** The `run:` steps of a workflow of GitHub Actions, job by job. */
export function workflowJobs(path: string, sources: Sources): readonly Job[] {
  return rootsOf(path, sources).flatMap((root) => {
    const jobs = mapAt(root, 'jobs');
    return [...(jobs?.entries.values() ?? [])].map(({ value: job }) => {
      // A variable that a step sets for the next ones may be any.
      const fixed = sources.contains(path, 'GITHUB_ENV') ? [] : [root, job];
      return listAt(job, 'steps').flatMap((step) => {
        const run = get(step, 'run');
        if (run?.kind !== 'scalar' || !isShell(step, job, root) || isNever(step) || isNever(job)) return [];
        const start: Start = {
          ownFile: false,
          variables: environmentOf([...fixed, step]),
          directory: directoryOf(step, job, root),
          conditional:
            get(step, 'if') !== undefined || get(job, 'if') !== undefined || get(job, 'strategy') !== undefined,
        };
        return scriptOf(run, sources, path, start);
      });
    });
  });
}

/** The `script:` of each job of GitLab CI, behind what runs before it. Variables may be set in the project, over those of the file. */
export function gitLabJobs(path: string, sources: Sources): readonly Job[] {
  return rootsOf(path, sources).flatMap((root) => {
    if (root.kind !== 'map') return [];
    return [...root.entries].flatMap(([name, { value: job }]) => {
      const scripts = ['before_script', 'script'].flatMap((key) => {
        const commands = get(job, key);
        return commands?.kind === 'list' ? commands.items : commands === undefined ? [] : [commands];
      });
      if (scripts.length === 0 || name === 'default') return [];
      const conditional = ['rules', 'only', 'except', 'when', 'parallel'].some((key) => get(job, key) !== undefined);
      const start: Start = {
        ownFile: false,
        directory: rootDirectory,
        conditional: conditional || name.startsWith('.'),
      };
      const shells = scripts.flatMap((command) =>
        command.kind === 'scalar' ? scriptOf(command, sources, path, start).map(({ shell }) => shell) : [],
      );
      return [[{ shell: joined(shells), start }]];
    });
  });
}

function rootsOf(path: string, sources: Sources): readonly Node[] {
  return sources.file(path)?.documents.map(({ root }) => root) ?? [];
}

function isShell(step: Node, job: Node, root: Node): boolean {
  const shell =
    stringAt(step, 'shell') ?? stringAt(job, 'defaults', 'run', 'shell') ?? stringAt(root, 'defaults', 'run', 'shell');
  const system = get(job, 'runs-on');
  const windows = system?.kind === 'scalar' && String(system.value).startsWith('windows');
  return shell === undefined ? !windows : /^(ba|da)?sh\b/.test(shell.value);
}

function isNever(node: Node): boolean {
  const condition = get(node, 'if');
  return condition?.kind === 'scalar' && /^(\$\{\{\s*)?false(\s*\}\})?$/.test(String(condition.value));
}

/** Variables of a workflow, its job and its step that are plain text; the nearest counts. */
function environmentOf(nodes: readonly Node[]): ReadonlyMap<string, string> {
  const variables = new Map<string, string>([['GITHUB_WORKSPACE', rootDirectory]]);
  for (const node of nodes)
    for (const [name, { value }] of mapAt(node, 'env')?.entries ?? []) {
      const text = value.kind === 'scalar' && value.value !== null ? String(value.value) : null;
      if (text === null || text.includes('${{')) variables.delete(name);
      else variables.set(name, text);
    }
  return variables;
}

/** Where a step starts, from the root of the repository; null where an expression says so. */
function directoryOf(step: Node, job: Node, root: Node): string | null {
  const stated =
    stringAt(step, 'working-directory') ??
    stringAt(job, 'defaults', 'run', 'working-directory') ??
    stringAt(root, 'defaults', 'run', 'working-directory');
  if (stated === undefined) return rootDirectory;
  return /[$]|^\//.test(stated.value) ? null : `${rootDirectory}/${stated.value}`;
}

/** The text of a scalar as a shell gets it: `${{ … }}` is filled in before. */
function scriptOf(node: ScalarNode, sources: Sources, path: string, start: Start): readonly EmbeddedScript[] {
  if (typeof node.value !== 'string' || !isLocation(node.at)) return [];
  const { at, value } = node;
  const lines = linesOf(sources, path);
  const inner = innerText(node, lines.text);
  const shell: ShellText = {
    text: value,
    at: (from, to) => (inner === null ? at : lines.location(inner.outerStart(from), inner.outerEnd(to))),
  };
  const replacements = [...value.matchAll(/\$\{\{[^{}]*\}\}/g)].map(({ 0: whole, index }) => ({
    start: index,
    end: index + whole.length,
    by: valueOf(whole, start),
  }));
  return [{ shell: withReplaced(shell, replacements), start }];
}

function valueOf(expression: string, { variables }: Start): string {
  const inner = expression.slice(3, -2).trim();
  if (inner === 'github.workspace') return rootDirectory;
  const [, name] = /^env\.(\w+)$/.exec(inner) ?? [];
  return name === undefined ? filledInLater : (variables?.get(name) ?? filledInLater);
}
