import { type Doubt, doubtOf, joinDoubts } from '../../source/doubt.ts';
import { lineIndex } from '../../source/line-index.ts';
import { baseName, directoryOf } from '../../source/paths.ts';
import type { Unverified } from '../model/cluster.ts';
import type { Unrendered } from '../model/unrendered.ts';
import { type Candidate, type Unit, unitAt } from '../deployed/unit.ts';
import type { TreeIndex } from '../tree/tree-index.ts';
import { appliedBundles } from './applied-bundles.ts';
import { appliedContent } from './applied-manifests.ts';
import { type ScriptContext, helmCommand, repositoryOf } from './helm-commands.ts';
import { justRecipesOf } from './justfile.ts';
import { recipesOf } from './makefile.ts';
import type { Run, Start } from './command-run.ts';
import { runScript } from './run-script.ts';
import { type ScriptPlace, anywhere } from './script-paths.ts';
import { reserved, type ShellText } from './shell-text.ts';
import { WrittenFiles } from './written-files.ts';
import { gitLabJobs, workflowJobs } from './workflow-steps.ts';

/** One run of a shell. */
interface Piece {
  readonly shell: ShellText;
  readonly start: Start;
  /** What is run as a whole: a script, the recipe of one target. */
  readonly act: string;
}

/** Files that hold far more commands are no scripts of people. */
const mostCommands = 200;

/** What the commands of a script, Makefile or workflow bring: candidates of one unit, as nobody knows whether they are run. */
export function scriptUnits(path: string, index: TreeIndex): readonly Unit[] {
  const text = index.sources.text(path) ?? '';
  const { runs, place, doubts } = commandsOf(path, index);
  const units = doubts.map((doubt) => unread(path, doubt));
  if (runs.length > mostCommands) return [unread(path, doubtOf('limit', `it runs more than ${mostCommands} commands`))];
  const repositories = new Map(runs.map(({ run }) => repositoryOf(run)).filter((found) => found !== null));
  const context: ScriptContext = { index, place, repositories, choosesNamespace: choosing.test(text) };
  const changed = runs.some(({ run }) => changesObjects(run));
  const candidates = runs
    .flatMap(({ run, act }) => candidateOf(run, act, context) ?? [])
    .map((candidate) => (changed ? withChangedObjects(candidate) : candidate));
  const unrendered = runs.flatMap(({ run }) => chartOfTree(run, context));
  const bundles = runs.flatMap(({ run }) => appliedBundles(run));
  const isEmpty = candidates.length + unrendered.length + bundles.length === 0;
  return isEmpty ? units : [...units, unitAt(path, { candidates, unrendered, bundles })];
}

/** The commands of a file that concern a cluster, and why some of it is not followed. */
export interface Commands {
  readonly runs: readonly { readonly run: Run; readonly act: string }[];
  readonly place: ScriptPlace;
  readonly doubts: readonly Doubt[];
}

/** Follows all that a script, a Makefile or a workflow runs. */
export function commandsOf(path: string, index: TreeIndex): Commands {
  const text = index.sources.text(path);
  if (text === undefined) return { runs: [], place: anywhere(path), doubts: [] };
  if (reserved.test(text))
    return { runs: [], place: anywhere(path), doubts: [doubtOf('unsupported', 'it holds characters for private use')] };
  const { pieces, place } = piecesOf(path, text, index);
  const runs: { readonly run: Run; readonly act: string }[] = [];
  const doubts: Doubt[] = [];
  // Steps of one job find the files as those before them left them.
  const written = new WrittenFiles();
  for (const { shell, start, act } of pieces) {
    if (!mayDeploy.test(shell.text)) continue;
    const found = runScript(shell, start, written);
    if ('reason' in found) doubts.push(found);
    else runs.push(...found.map((run) => ({ run, act })));
  }
  return { runs, place, doubts };
}

/** Text without which no command of a script brings anything that is read. */
const mayDeploy = /helm|kubectl|\boc\b/i;
const choosing = /HELM_NAMESPACE|set-context|kubens\b|\boc project\b/;

/** Whether a command changes objects in the cluster that may be those of a release. */
function changesObjects({ program, words }: Run): boolean {
  if (program !== 'kubectl' && program !== 'oc') return false;
  const texts = words.map(({ text }) => text ?? 'svc');
  const changes = texts.some((text) => /^(patch|edit|set)$/.test(text)) && !texts.includes('config');
  return changes && texts.some((text) => /^(svc|services?|deploy|deployments?|ds|daemonsets?)(\/|$)/i.test(text));
}

const changedObjects = doubtOf('unsupported', 'the script changes objects with kubectl as well');

function withChangedObjects(candidate: Candidate): Candidate {
  const releases = candidate.releases.map((release) => ({
    ...release,
    unverified: joinDoubts(release.unverified, changedObjects),
  }));
  return { ...candidate, releases };
}

function candidateOf(run: Run, act: string, context: ScriptContext): Candidate | null {
  const { path } = context.place;
  const common = { path, act, conditional: run.conditional };
  if (run.program === 'kubectl' || run.program === 'oc') {
    const applied = appliedContent(run, context.index, path);
    return applied === null ? null : { kind: 'applied', releases: [], ...common, ...applied };
  }
  const command = helmCommand(run, context);
  if (command === null || command.content.releases.length === 0) return null;
  const { objects, releases, unverified, charts } = command.content;
  return { kind: 'command', objects, releases, unverified, charts, ...common, files: command.files };
}

/** What a chart of the tree makes that a command installs. */
function chartOfTree(run: Run, context: ScriptContext): readonly Unrendered[] {
  if (run.program !== 'helm' || context.index.templates.bringing.size === 0) return [];
  return helmCommand(run, context)?.content.unrendered ?? [];
}

function unread(path: string, { cause, reason }: Doubt): Unit {
  const unverified: Unverified = { about: path, cause, reason, hidesObjects: true };
  return unitAt(path, { unread: [{ path, cause, reason }], unverified: [unverified] });
}

function piecesOf(
  path: string,
  text: string,
  { sources }: TreeIndex,
): { readonly pieces: readonly Piece[]; readonly place: ScriptPlace } {
  const name = baseName(path);
  if (/\.ya?ml$/.test(name)) {
    const jobs = path.startsWith('.github/') ? workflowJobs(path, sources) : gitLabJobs(path, sources);
    return { pieces: jobs.flat().map((script) => ({ ...script, act: path })), place: { path, startedIn: [''] } };
  }
  const isMake = /makefile$|\.mk$/i.test(name);
  if (!isMake && !/^justfile$/i.test(name)) {
    const lines = lineIndex(path, text);
    const shell: ShellText = { text, at: (start, end) => lines.location(start, end) };
    return { pieces: [{ shell, start: {}, act: path }], place: anywhere(path) };
  }
  const recipes = isMake ? recipesOf(path, text) : justRecipesOf(path, text);
  const pieces = recipes.flatMap((recipe, i) =>
    recipe.map(({ shell, conditional }) => ({ shell, start: { conditional, ownFile: false }, act: `${path} ${i}` })),
  );
  // What is included runs where the Makefile lies that includes it.
  const place = name.endsWith('.mk') ? anywhere(path) : { path, startedIn: [directoryOf(path)] };
  return { pieces, place };
}
