import type { MappedCluster, TreeMap } from './map.ts';
import { counted } from './counts.ts';
import { escapeTerminal } from './escape/escape-terminal.ts';

const schema = 'https://raw.githubusercontent.com/portcullis-app/portcullis/v1/schema/portcullis.schema.json';
const page = 'https://github.com/portcullis-app/portcullis/blob/main/docs/configuration.md';

/** A cluster of a tree with the one folder that holds all of it; null where it has none to itself. */
interface ClusterFolder {
  readonly cluster: MappedCluster;
  readonly folder: string | null;
}

/** Whether every cluster can be stated by a folder that no other one is in, and there is more than one to tell apart. */
export function hasFolders(map: TreeMap): boolean {
  const folders = foldersOf(map);
  return folders.length > 1 && folders.every(({ folder }) => folder !== null);
}

/**
 * The first configuration of a repository, with what was understood of it: as settings (`stated`), or as comments where
 * stating it would change what is found.
 */
export function initialConfig(map: TreeMap, stated: boolean): string {
  const clusters = foldersOf(map);
  const lines = [
    `# yaml-language-server: $schema=${schema}`,
    '# What the repository does not show, and how findings are treated. Nothing has to be set.',
    `# Every setting: ${page}`,
    '',
    '# Introduced findings of this severity and worse fail the check: error, warning, notice, or never.',
    'failOn: error',
    '',
    ...headOf(clusters.length, stated),
    ...(clusters.length === 0 ? [] : [`${stated ? '' : '# '}clusters:`]),
    // What is outside the folder of the only cluster may be its own too: applications, bases.
    ...clusters.flatMap(({ cluster, folder }) =>
      clusterLines(cluster, clusters.length === 1 ? '**' : `${folder ?? 'path/of/its/own'}/**`).map((line) =>
        stated ? line : `# ${line}`,
      ),
    ),
  ];
  return `${lines
    .map((line) => line.trimEnd())
    .join('\n')
    .trimEnd()}\n`;
}

function headOf(count: number, stated: boolean): readonly string[] {
  if (count === 0) return ['# Nothing in this repository concerns Gateway API or Kong yet.'];
  const what = `# Portcullis understood ${counted(count, 'cluster')}; "portcullis map" shows why, and what is in ${count === 1 ? 'it' : 'them'}.`;
  return stated ? [what] : [what, '# State only what is wrong or missing: take the number signs away where you do.'];
}

function clusterLines(cluster: MappedCluster, paths: string): readonly string[] {
  const { name, evidence, releases, controllers, gateways } = cluster;
  const inside = [
    counted(gateways.length, 'Gateway'),
    ...releases.map(({ chart, chartVersion }) => `${chart} ${chartVersion.value ?? 'of a version that is not known'}`),
    ...controllers.filter(({ release }) => release === null).map((controller) => `controller ${controller.name}`),
  ];
  const unknown = [
    ...new Set(releases.filter(({ chartVersion }) => chartVersion.value === null).map(({ chart }) => chart)),
  ];
  return [
    `  # ${remark(evidence)}: ${remark(inside.join(', '))}`,
    `  - name: ${quoted(name)}`,
    `    paths: [${quoted(paths)}]`,
    ...unknown.flatMap((chart) => [`    # chartVersions: { ${chart}: '1.2.3' } # the version that is installed`]),
    ...(controllers.length === 0 && gateways.length > 0
      ? [
          '    # controllers: [{ name: kong, publishService: kong/kong-proxy }] # where Kong is installed from elsewhere',
        ]
      : []),
  ];
}

/** The deepest folder around all places of each cluster, where it lies in no other one's. */
function foldersOf({ clusters }: TreeMap): readonly ClusterFolder[] {
  const folders = clusters.map((cluster) => ({ cluster, folder: commonFolder(placesOf(cluster)) }));
  const holds = (outer: string | null, inner: string | null): boolean =>
    outer !== null && inner !== null && (outer === '' || inner === outer || inner.startsWith(`${outer}/`));
  return folders.map(({ cluster, folder }, index) => {
    const isShared = folders.some(
      (other, at) => at !== index && (holds(folder, other.folder) || holds(other.folder, folder)),
    );
    return { cluster, folder: isShared || folder === '' || /[*?[\]{}()!\\]/.test(folder ?? '') ? null : folder };
  });
}

function placesOf({ releases, controllers, gateways }: MappedCluster): readonly string[] {
  return [...releases, ...controllers, ...gateways].flatMap(({ path }) => path ?? []);
}

function commonFolder(paths: readonly string[]): string | null {
  const [first, ...others] = paths.map((path) => path.split('/').slice(0, -1));
  if (first === undefined) return null;
  const shared = first.findIndex((name, index) => others.some((other) => other[index] !== name));
  return first.slice(0, shared < 0 ? undefined : shared).join('/');
}

/** Double quotes of JSON mean the same in YAML. */
const quoted = (text: string): string => (/^[A-Za-z][\w./-]*$/.test(text) ? text : JSON.stringify(text));

const remark = (text: string): string => escapeTerminal(text.replaceAll('\n', ' ')).slice(0, 160);
