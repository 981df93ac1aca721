import { type Doubt, doubtOf, joinDoubts } from '../../source/doubt.ts';
import { type Fact, type Located, factAt, unknown } from '../../source/location.ts';
import { chartDirectoryContent } from '../deployed/chart-directory.ts';
import { type Content, nothing } from '../deployed/content.ts';
import { releaseOf } from '../deployed/release.ts';
import { chartVersionOf, recogniseChart } from '../model/kong-chart.ts';
import type { TreeIndex } from '../tree/tree-index.ts';
import { type HelmArguments, helmArguments } from './helm-arguments.ts';
import { type GivenFiles, valuesOf } from './helm-values.ts';
import type { Run } from './command-run.ts';
import { type ScriptPlace, pathsMeant } from './script-paths.ts';
import { reserved } from './shell-text.ts';
import type { ShellWord } from './words.ts';

/** What a file with commands is read with. */
export interface ScriptContext {
  readonly index: TreeIndex;
  readonly place: ScriptPlace;
  /** The address of each alias that `helm repo add` gives in the file. */
  readonly repositories: ReadonlyMap<string, string>;
  /** Whether the file chooses another namespace than Helm's own default without naming it in the command. */
  readonly choosesNamespace: boolean;
}

/** What one command of Helm installs, and the files of values that it may read. */
export interface HelmCommand {
  readonly content: Content;
  readonly files: GivenFiles;
}

/** The alias and address of `helm repo add`; null for any other command. */
export function repositoryOf({ words }: Run): readonly [string, string] | null {
  const [, repo, add, ...rest] = words.map(({ text }) => text);
  if (repo !== 'repo' || add !== 'add') return null;
  const [alias, address] = rest.filter((text) => text === null || !text.startsWith('-'));
  return typeof alias === 'string' && typeof address === 'string' ? [alias, address] : null;
}

/** What `helm install` or `helm upgrade` installs of Kong; null for any other command, and for one that installs nothing. */
export function helmCommand(run: Run, context: ScriptContext): HelmCommand | null {
  const secrets = run.words[1]?.text === 'secrets';
  const given = helmArguments(run.words.slice(secrets ? 2 : 1));
  if (given === null || given.flags.some(isTrial)) return null;
  const { index, place } = context;
  const { name, chart } = given;
  const { values, files } = valuesOf(given, run, index, place);
  const head = {
    name: name === null ? unknown('Helm makes the name of the release') : factOf(name),
    namespace: namespaceOf(given, context),
    declaration: { tool: 'script', at: (name ?? chart).at },
  };
  const title = `helm command of ${place.path}`;
  const unverified = joinDoubts(
    values.unverified,
    secrets ? doubtOf('unknown-value', 'values come from encrypted files') : null,
    keptValues(given),
  );
  const complete = { ...values, unverified };
  const directories = chart.text === null ? [] : chartsMeant(chart.text, run, context);
  const [directory, ...others] = directories;
  if (directory !== undefined) {
    const doubt =
      others.length === 0 ? null : doubtOf('ambiguous', `the chart may be ${directories.join(' or ')}`, ...directories);
    const installation = { ...head, given: { ...complete, unverified: joinDoubts(unverified, doubt) }, title };
    return { content: chartDirectoryContent(index, directory, installation), files };
  }
  const known = chart.text === null ? null : recogniseChart(...chartReference(chart.text, given, context));
  if (known === null) return null;
  const version = flagOf(given, 'version');
  const stated: Located<string> | undefined =
    version?.text === null || version === undefined ? undefined : { value: version.text, at: version.at };
  const release = releaseOf({ ...head, chart: known, ...chartVersionOf(stated) }, complete, `--set of ${title}`);
  return { content: { ...nothing, releases: [release] }, files };
}

/** `--dry-run` and `--help` install nothing. */
function isTrial({ name, value }: HelmArguments['flags'][number]): boolean {
  return (name === 'dry-run' && !/=(none|false)$|^(none|false)$/.test(value.text ?? '')) || name === 'help';
}

function flagOf({ flags }: HelmArguments, wanted: string): ShellWord | undefined {
  return flags.findLast(({ name }) => name === wanted)?.value;
}

function namespaceOf(given: HelmArguments, { choosesNamespace }: ScriptContext): Fact<string> {
  const namespace = flagOf(given, 'namespace');
  if (namespace !== undefined) return factOf(namespace);
  return choosesNamespace
    ? unknown('the namespace is chosen outside the command')
    : { certainty: 'defaulted', value: 'default', from: 'no --namespace in the command' };
}

/** What a release keeps of what it was given before is known to the cluster alone. */
function keptValues({ action, flags }: HelmArguments): Doubt | null {
  const has = (wanted: RegExp): boolean => flags.some(({ name }) => wanted.test(name));
  const keeps =
    has(/^(reuse-values|reset-then-reuse-values)$/) ||
    (action === 'upgrade' && !has(/^(install|reset-values|values|set.*)$/));
  return keeps ? doubtOf('unknown-value', 'the release keeps values that it was given before') : null;
}

/** Charts of the tree: a directory that is there comes before the chart of a repository, as for Helm. */
function chartsMeant(text: string, { directory }: Run, { index, place }: ScriptContext): readonly string[] {
  return pathsMeant(text, directory, place).filter((path) => index.charts.has(path));
}

function chartReference(text: string, given: HelmArguments, { repositories }: ScriptContext): [string, string | null] {
  const repository = flagOf(given, 'repo');
  if (repository !== undefined) return [text, repository.text];
  const slash = text.indexOf('/');
  return [text, slash > 0 ? (repositories.get(text.slice(0, slash)) ?? null) : null];
}

function factOf({ text, raw, at }: ShellWord): Fact<string> {
  return text === null || reserved.test(text)
    ? unknown(`${raw.slice(0, 60)} is known to the script alone`)
    : factAt(text, at);
}
