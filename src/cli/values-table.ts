import type { KongChartRender } from '../kong/charts/render.ts';
import { listensOf } from '../kong/read/listen-facts.ts';
import type { KongListen, Service, ServicePort } from '../kong/model/model.ts';
import type { Container } from '../kong/model/workload.ts';
import { listenText, placeText } from '../report/chain.ts';
import type { Palette } from '../report/palette.ts';
import { escapeTerminal } from '../report/escape/escape-terminal.ts';
import { alignColumns } from './table.ts';

type Listen = { readonly kind: 'proxy' | 'stream'; readonly entry: KongListen };

/** What a chart makes of values, for a person: each Service port with the Kong listen behind it and the place that set it. */
export function valuesTable(renders: readonly KongChartRender[], palette: Palette): string {
  return `${renders.flatMap((render) => renderBlocks(render, palette)).join('\n\n')}\n`;
}

function renderBlocks(render: KongChartRender, palette: Palette): readonly string[] {
  const title = palette.strong(render.chartLabel);
  const doubt =
    render.unverified === null ? [] : [palette.severity('warning', `not verified: ${render.unverified.reason}`)];
  if (render.failure) {
    const where = placeText(render.failure.at);
    return [
      title,
      palette.severity('error', `Helm refuses these values: ${escapeTerminal(render.failure.message)}`) +
        `\n  ${escapeTerminal(where)}`,
      ...doubt,
    ];
  }
  const containers = render.workloads.flatMap((workload) => workload.containers);
  const listens = containers.filter(({ role }) => role === 'proxy').flatMap(listensOfContainer);
  return [
    title,
    ...render.services.map((service) => serviceBlock(service, listens, palette)),
    ...unansweredBlock(render.services, listens, palette),
    ...containers
      .filter(({ role }) => role === 'ingress-controller')
      .map((container) => controllerBlock(container, palette)),
    ...effectBlock(render, palette),
    ...doubt,
  ];
}

function listensOfContainer({ env, name }: Container): readonly Listen[] {
  return (['KONG_PROXY_LISTEN', 'KONG_STREAM_LISTEN'] as const).flatMap((variable): readonly Listen[] => {
    const value = env.get(variable);
    const fact =
      value && listensOf(variable, value, { statedBy: 'workload', workload: { namespace: null, name } }).listens;
    if (!fact || fact.certainty === 'unknown') return [];
    const kind = variable === 'KONG_PROXY_LISTEN' ? 'proxy' : 'stream';
    return fact.value.map((entry) => ({ kind, entry }));
  });
}

/** An IPv6 twin of an IPv4 listen says nothing new to a reader. */
const answers = (port: ServicePort, { entry }: Listen): boolean =>
  entry.port === port.targetPort.value && entry.udp === (port.protocol.value === 'UDP');

function serviceBlock(service: Service, listens: readonly Listen[], palette: Palette): string {
  const head = `Service ${service.namespace ?? 'default'}/${service.name}  ${service.type}`;
  if (service.ports.length === 0) return `${palette.strong(escapeTerminal(head))}\n  no ports`;
  const rows = service.ports.map((port) => {
    const listen = listens.find((candidate) => answers(port, candidate));
    return [
      `${port.port.value}/${port.protocol.value}`,
      port.name ?? '',
      `→ ${port.targetPort.value}`,
      `→ ${listen ? listenText(listen) : 'nothing listens there'}`,
      placeText(port.port.at),
    ].map(escapeTerminal);
  });
  const lines = alignColumns([['PORT', 'NAME', 'TARGET PORT', 'KONG LISTEN', 'SET BY'], ...rows]);
  return [
    palette.strong(escapeTerminal(head)),
    palette.faint(`  ${lines[0] ?? ''}`),
    ...lines.slice(1).map((line) => `  ${line}`),
  ].join('\n');
}

/** Listens that no Service port leads to: nobody outside the pod can reach them. */
function unansweredBlock(
  services: readonly Service[],
  listens: readonly Listen[],
  palette: Palette,
): readonly string[] {
  const ports = services.flatMap((service) => service.ports);
  const left = listens.filter((listen) => !ports.some((port) => answers(port, listen)));
  if (left.length === 0) return [];
  const lines = alignColumns(
    left.map((listen) => [listenText(listen), placeText(listen.entry.at)].map(escapeTerminal)),
  );
  return [[palette.strong('Listens without a Service port'), ...lines.map((line) => `  ${line}`)].join('\n')];
}

function controllerBlock({ name, env }: Container, palette: Palette): string {
  const rows = [...env]
    .filter(([variable]) => variable.startsWith('CONTROLLER_'))
    .map(([variable, value]) =>
      [variable, value.kind === 'value' ? value.value : `not known: ${value.reason}`, placeText(value.at)].map(
        escapeTerminal,
      ),
    );
  return [palette.strong(`Controller ${escapeTerminal(name)}`), ...alignColumns(rows).map((line) => `  ${line}`)].join(
    '\n',
  );
}

function effectBlock({ withoutEffect }: KongChartRender, palette: Palette): readonly string[] {
  if (withoutEffect.length === 0) return [];
  const lines = withoutEffect.map(({ message, meant, at }) => {
    const hint = meant === null ? '' : `. Did you mean ${meant}?`;
    return `  ${escapeTerminal(`${placeText(at)}  ${message}${hint}`)}`;
  });
  return [[palette.severity('warning', 'Settings without effect'), ...lines].join('\n')];
}
