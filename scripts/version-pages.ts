import { compare, gte } from 'semver';
import { chartReleases, kongInside } from '../src/kong/charts/known-versions.ts';
import { operatorTags } from '../src/kong/charts/operator-versions.ts';
import { defaultTags } from '../src/kong/charts/versions.ts';
import { behavesIn } from '../src/kong/flags/behaviours.ts';
import { defaultGates } from '../src/kong/flags/feature-gates.ts';
import { anyRelease, flagsOf } from '../src/kong/flags/releases.ts';
import { anyRelease as anyOperator, does } from '../src/kong/operator/releases.ts';
import { everyKongRelease, kongBehaves } from '../src/kong/schema/kong-releases.ts';
import type { Behaviour } from '../src/kong/versions/behaviour.ts';
import { controllerBehaviours } from '../src/kong/versions/controller-behaviours.ts';
import { kongBehaviours } from '../src/kong/versions/kong-behaviours.ts';
import { chartDefaults, type ChartDefault } from '../src/kong/versions/chart-defaults.ts';
import { operatorBehaviours } from '../src/kong/versions/operator-behaviours.ts';
import { createPublishedDefinitions, type Channel } from '../src/kubernetes/schema/published.ts';

/** A generated page: its path and all of its text. */
export type VersionPage = readonly [path: string, text: string];

const minorOf = (release: string): string => release.split('.').slice(0, 2).join('.');

/** One page for each minor release of a program, and a list of them. */
export function versionPages(): readonly VersionPage[] {
  const pages = [...controllerPages(), ...kongPages(), chartPage(), ...operatorPages(), ...bundlePages()];
  return [...pages, ['docs/versions/README.md', index(pages)]];
}

function index(pages: readonly VersionPage[]): string {
  const rows = pages.map(
    ([path, text]) => `- [${(text.split('\n', 1)[0] ?? '').slice(2)}](${path.slice(path.lastIndexOf('/') + 1)})`,
  );
  return [
    '# What is known of each version',
    '',
    'These pages are made of the rows that the predictions ask (`src/kong/versions/`, the tables of flags, gates, charts and definitions): `npm run docs`. A version without a page is not known, and what is said of it [says so](../upgrade.md#what-is-not-judged).',
    '',
    ...rows,
    '',
  ].join('\n');
}

function page(
  path: string,
  title: string,
  parts: readonly (readonly [heading: string, lines: readonly string[]])[],
): VersionPage {
  const told = parts.filter(([, lines]) => lines.length > 0);
  const body = told.map(([heading, lines]) => `## ${heading}\n\n${lines.map((line) => `- ${line}\n`).join('')}`);
  const text = body.length === 0 ? ['Nothing that is looked at here differs from the release before.\n'] : body;
  return [`docs/versions/${path}.md`, `# ${title}\n\n${text.join('\n')}`];
}

type Step = readonly [release: string, before: string | null];

/** Releases by minor, the oldest first, each with the one before it. */
function byMinor(releases: readonly string[]): ReadonlyMap<string, readonly Step[]> {
  const sorted = releases.toSorted(compare);
  return Map.groupBy(
    sorted.map((release, i): Step => [release, sorted[i - 1] ?? null]),
    ([release]) => minorOf(release),
  );
}

/** Rows that begin or end with one of the releases. */
function behaviourLines<K extends string>(
  steps: readonly Step[],
  rows: Readonly<Record<K, Behaviour>>,
  behaves: (release: string, name: K) => boolean,
): readonly string[] {
  return (Object.keys(rows) as K[]).flatMap((name) =>
    steps.flatMap(([release, before]) => {
      const is = behaves(release, name);
      if (before === null || is === behaves(before, name)) return [];
      const { does: text, source } = rows[name];
      return [`${is ? 'From' : 'No more from'} ${release} on it ${text} ([source](${source})).`];
    }),
  );
}

function chartLines(
  chart: 'kong/kong' | 'kong/ingress',
  part: 'kong' | 'controller',
  minor: string,
): readonly string[] {
  const having = chartReleases(chart).filter((version) => {
    const inner = chart === 'kong/kong' ? version : kongInside(version);
    return defaultTags(inner)[part] === minor;
  });
  const [first] = having;
  const last = having.at(-1);
  return first === undefined ? [] : [`${chart} ${first === last ? first : `${first} to ${last}`}`];
}

function controllerPages(): readonly VersionPage[] {
  return [...byMinor(anyRelease())].map(([minor, steps]) => {
    const flags = steps.flatMap(([release, before]) => {
      if (before === null) return [];
      const [old, now] = [flagsOf(before), flagsOf(release)];
      return [
        ...[...now.keys()].filter((flag) => !old.has(flag)).map((flag) => `\`--${flag}\` comes with ${release}.`),
        ...[...old.keys()]
          .filter((flag) => !now.has(flag))
          .map((flag) => `\`--${flag}\` is gone from ${release} on: the controller exits at it.`),
      ];
    });
    return page(`kic-${minor}`, `Kong Ingress Controller ${minor}`, [
      ['What it does', behaviourLines(steps, controllerBehaviours, behavesIn)],
      ['Feature gates', gateLines(steps)],
      ['Flags', flags],
      [
        'Charts that bring it',
        [...chartLines('kong/kong', 'controller', minor), ...chartLines('kong/ingress', 'controller', minor)],
      ],
    ]);
  });
}

function gateLines(steps: readonly Step[]): readonly string[] {
  return steps.flatMap(([release, before]) => {
    if (before === null) return [];
    const [old, now] = [defaultGates(before), defaultGates(release)];
    return [
      ...[...now].flatMap(([gate, isOn]) => {
        if (!old.has(gate)) return [`\`${gate}\` comes with ${release}, ${isOn ? 'on' : 'off'}.`];
        return old.get(gate) === isOn ? [] : [`\`${gate}\` is ${isOn ? 'on' : 'off'} from ${release} on.`];
      }),
      ...[...old.keys()]
        .filter((gate) => !now.has(gate))
        .map((gate) => `\`${gate}\` is gone from ${release} on: the controller exits at it.`),
    ];
  });
}

function kongPages(): readonly VersionPage[] {
  return [...byMinor(everyKongRelease())].map(([minor, steps]) =>
    page(`kong-${minor}`, `Kong ${minor}`, [
      ['What it does', behaviourLines(steps, kongBehaviours, kongBehaves)],
      [
        'Charts that bring it',
        [...chartLines('kong/kong', 'kong', minor), ...chartLines('kong/ingress', 'kong', minor)],
      ],
    ]),
  );
}

/** One page for all versions of kong/kong: what its defaults became, and in which version. */
function chartPage(): VersionPage {
  const versions = chartReleases('kong/kong');
  const parts = versions.toReversed().flatMap((version): readonly (readonly [string, readonly string[]])[] => {
    const before = versions[versions.indexOf(version) - 1];
    const lines = [
      ...(before === undefined ? [] : tagLines(before, version)),
      ...chartDefaults.flatMap((row) => defaultLine(row, version)),
    ];
    return lines.length === 0 ? [] : [[version, lines]];
  });
  return page('chart-kong', 'The chart kong/kong', parts);
}

function tagLines(before: string, version: string): readonly string[] {
  const [old, now] = [defaultTags(before), defaultTags(version)];
  return [
    ...(old.kong === now.kong ? [] : [`It brings Kong ${now.kong} instead of ${old.kong}.`]),
    ...(old.controller === now.controller
      ? []
      : [`It brings Kong Ingress Controller ${now.controller} instead of ${old.controller}.`]),
  ];
}

/** What a default became with a version; the first text of a row is what the oldest charts do. */
function defaultLine({ what, since, unless, source }: ChartDefault, version: string): readonly string[] {
  const step = since.findIndex(([first]) => first === version);
  const [, text = ''] = since[step] ?? [];
  const [, before = ''] = since[step - 1] ?? [];
  if (step < 1) return [];
  const own = unless === undefined ? '' : ` Values decide it: ${unless.map((path) => `\`${path}\``).join(', ')}.`;
  return [`The ${what}: ${text} (before: ${before}; [source](${source})).${own}`];
}

function operatorPages(): readonly VersionPage[] {
  const releases = anyOperator();
  return releases.map((minor, i) => {
    const step: Step = [`${minor}.0`, releases[i - 1] === undefined ? null : `${releases[i - 1]}.0`];
    const charts = (['kong/kong-operator', 'kong/gateway-operator'] as const).flatMap((chart) => {
      const tags = operatorTags(chart);
      const having = chartReleases(chart).filter(
        (version) => minorOf(tags.find(([since]) => gte(version, since))?.[1] ?? '') === minor,
      );
      return having.length === 0 ? [] : [`${chart} ${having[0]}${having.length > 1 ? ` to ${having.at(-1)}` : ''}`];
    });
    return page(`operator-${minor}`, `Kong Operator ${minor}`, [
      ['What it does', behaviourLines([step], operatorBehaviours, does)],
      ['Charts that bring it', charts],
    ]);
  });
}

const channels: readonly Channel[] = ['standard', 'experimental'];

function bundlePages(): readonly VersionPage[] {
  const published = createPublishedDefinitions();
  const served = (version: string, channel: Channel): ReadonlySet<string> =>
    new Set((published.gatewayApi(version, channel) ?? []).map((each) => `${each.kind} ${each.version}`));
  return [...byMinor(published.gatewayApiReleases())].map(([minor, steps]) => {
    const lines = channels.flatMap((channel) =>
      steps.flatMap(([release, before]) => {
        if (before === null) return [];
        const [old, now] = [served(before, channel), served(release, channel)];
        return [
          ...[...now]
            .filter((each) => !old.has(each))
            .map((each) => `${each} is served from ${release} on, ${channel} channel.`),
          ...[...old]
            .filter((each) => !now.has(each))
            .map((each) => `${each} is no more served from ${release} on, ${channel} channel.`),
        ];
      }),
    );
    return page(`gateway-api-${minor}`, `Gateway API ${minor}`, [['Kinds', lines]]);
  });
}
