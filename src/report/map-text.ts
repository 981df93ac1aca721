import type { MappedCluster, MappedController, MappedFact, MappedGateway, MappedRelease, TreeMap } from './map.ts';
import type { MappedElsewhere, MappedRoute } from './map-routes.ts';
import type { Palette } from './palette.ts';
import { escapeTerminal } from './escape/escape-terminal.ts';

/** What was understood of a tree, for a person at a terminal. */
export function mapText({ clusters, unread }: TreeMap, palette: Palette): string {
  const blocks = clusters.map((cluster) => clusterLines(cluster, palette));
  if (unread.length > 0) {
    blocks.push([
      palette.strong('could not read'),
      ...unread.map(({ path, reason }) => escapeTerminal(`  ${path}: ${reason}`)),
    ]);
  }
  if (blocks.length === 0) return 'Nothing in this repository concerns Gateway API or Kong.\n';
  return `${blocks.map((lines) => lines.join('\n')).join('\n\n')}\n`;
}

function clusterLines(cluster: MappedCluster, palette: Palette): readonly string[] {
  const part = (title: string, lines: readonly string[]): readonly string[] =>
    lines.length === 0 ? [] : [`  ${title}`, ...lines.map((line) => `    ${line}`)];
  return [
    `${palette.strong(escapeTerminal(`cluster ${cluster.name}`))}  ${palette.faint(escapeTerminal(cluster.evidence))}`,
    ...part(
      'releases',
      cluster.releases.flatMap((release) => releaseLines(release, palette)),
    ),
    ...part(
      'controllers',
      cluster.controllers.map((controller) => controllerLine(controller, palette)),
    ),
    ...part(
      'Gateways',
      cluster.gateways.flatMap((gateway) => gatewayLines(gateway, palette)),
    ),
    ...part(
      'Gateways of other repositories',
      cluster.elsewhere.flatMap((gateway) => elsewhereLines(gateway, palette)),
    ),
    ...part(
      'could not verify',
      cluster.unverified.map(({ about, reason }) => escapeTerminal(`${about}: ${reason}`)),
    ),
  ];
}

function factText({ value, default: origin, unknown }: MappedFact): string {
  if (value === null) return `not known (${unknown})`;
  return origin === null ? value : `${value} (${origin})`;
}

function releaseLines(release: MappedRelease, palette: Palette): readonly string[] {
  const { name, namespace, chart, chartVersion, tool, path, line, layers, unverified } = release;
  return [
    escapeTerminal(
      `${name.value ?? 'not known'} in ${namespace.value ?? 'not known'}  ${chart} ${factText(chartVersion)}`,
    ) + palette.faint(escapeTerminal(`  ${tool}, ${path}:${line}`)),
    ...layers.map((layer) => escapeTerminal(`  values: ${layer}`)),
    ...(unverified === null ? [] : [palette.severity('warning', escapeTerminal(`  incomplete: ${unverified}`))]),
  ];
}

function controllerLine(controller: MappedController, palette: Palette): string {
  const { name, kind, version, controllerName, publishServices, path, line } = controller;
  const publishes = publishServices.length > 0 ? `  publishes ${publishServices.join(', ')}` : '';
  const where = path === null ? '' : palette.faint(escapeTerminal(`  ${path}:${line}`));
  return (
    escapeTerminal(
      `${name}  ${kind === 'kic' ? 'KIC' : 'operator'} ${factText(version)}  ${factText(controllerName)}${publishes}`,
    ) + where
  );
}

function gatewayLines(gateway: MappedGateway, palette: Palette): readonly string[] {
  const { namespace, name, class: className, implementation, controller, path, line, listeners, routes } = gateway;
  const by = controller === null ? implementation : `reconciled by ${controller}`;
  return [
    escapeTerminal(`${namespace === null ? '' : `${namespace}/`}${name}  class ${className}, ${by}`) +
      palette.faint(escapeTerminal(`  ${path}:${line}`)),
    ...listenerLines(listeners, routes, palette),
  ];
}

function elsewhereLines({ namespace, name, listeners, routes }: MappedElsewhere, palette: Palette): readonly string[] {
  const told = listeners === null ? 'not in this repository' : 'of an inventory';
  return [
    escapeTerminal(`${namespace === null ? '' : `${namespace}/`}${name}  ${told}`),
    ...(listeners === null
      ? routes.map((route) => `  ${routeLine(route, palette)}`)
      : listenerLines(listeners, routes, palette)),
  ];
}

function listenerLines(
  listeners: readonly string[],
  routes: readonly MappedRoute[],
  palette: Palette,
): readonly string[] {
  const onNone = routes.filter((route) => route.listeners.length === 0);
  return [
    ...listeners.flatMap((listener) => [
      `  ${escapeTerminal(listener)}`,
      ...routes.filter(isOn(listener)).map((route) => `    ${routeLine(route, palette)}`),
    ]),
    ...(onNone.length === 0 ? [] : ['  on no listener']),
    ...onNone.map((route) => `    ${routeLine(route, palette)}`),
  ];
}

/** A listener is written as `web: HTTP 80`. */
const isOn =
  (listener: string) =>
  ({ listeners }: MappedRoute): boolean =>
    listeners.some((name) => listener.startsWith(`${name}: `));

function routeLine({ kind, namespace, name, hostnames, path, line }: MappedRoute, palette: Palette): string {
  const hosts =
    hostnames.length === 0 ? '' : `  ${hostnames.slice(0, 3).join(', ')}${hostnames.length > 3 ? ', …' : ''}`;
  return (
    escapeTerminal(`${kind} ${namespace === null ? '' : `${namespace}/`}${name}${hosts}`) +
    palette.faint(escapeTerminal(`  ${path}:${line}`))
  );
}
