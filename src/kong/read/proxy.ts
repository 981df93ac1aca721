import { factAt, unknown, type Fact, type Place } from '../../source/location.ts';
import { readImage, versionOfTag } from '../model/image.ts';
import { kongListens, listensOf, type Listens } from './listen-facts.ts';
import type { ListenOwner, ListenProblem } from '../model/listen-problem.ts';
import type { Proxy } from '../model/model.ts';
import type { EnvValue } from '../model/env-value.ts';
import type { Container, Workload } from '../model/workload.ts';
import { pluginSetupOf } from './plugin-setup.ts';
import { plainReleaseOf } from './plain-kong.ts';
import { workloadName } from '../model/workload-name.ts';

/** A data plane together with what is wrong with its listen strings. */
export interface ReadProxy {
  readonly proxy: Proxy;
  /** `settings`: it is Kong only if a controller sends to it. Absent means that its image says so. */
  readonly provenBy?: Container['provenBy'] | undefined;
  readonly problems: readonly ListenProblem[];
}

/** The data plane that a container of a workload is. */
export function proxyOf(workload: Workload, container: Container): ReadProxy {
  const reason = container.unknownEnv;
  const http = listens('KONG_PROXY_LISTEN', container, workload);
  const stream = listens('KONG_STREAM_LISTEN', container, workload);
  const role = container.env.get('KONG_ROLE');
  const proxy: Proxy = {
    id: workload.id,
    workload: workloadName(workload),
    proxyListen: http.listens,
    streamListen: stream.listens,
    role: role?.kind === 'value' ? role.value : 'traditional',
    version: versionFact(container),
    plainRelease: plainReleaseOf(container),
    plugins: pluginSetupOf(workload, container),
    routerFlavor: flavorOf(container),
    portMaps: portMapsOf(container.env.get('KONG_PORT_MAPS'), reason),
    namespace: workload.namespace,
    origin: workload.origin,
    labels: workload.labels,
  };
  return { proxy, provenBy: container.provenBy, problems: [...http.problems, ...stream.problems] };
}

function listens(variable: keyof typeof kongListens, { env, unknownEnv }: Container, workload: Workload): Listens {
  const value = env.get(variable);
  if (value === undefined && unknownEnv !== null)
    return { listens: unknown(`${variable} is not known: ${unknownEnv}`), problems: [] };
  const owner: ListenOwner = { statedBy: 'workload', workload: workloadName(workload) };
  return listensOf(variable, value ?? literal(kongListens[variable], { default: 'Kong' }), owner);
}

function literal(value: string, at: Place): EnvValue {
  return { kind: 'value', value, at, node: null, entries: null };
}

/** Kong's own default where nobody sets it. */
function flavorOf({ env, unknownEnv }: Container): Fact<string> {
  const value = env.get('KONG_ROUTER_FLAVOR');
  if (value === undefined && unknownEnv !== null) return unknown(`KONG_ROUTER_FLAVOR is not known: ${unknownEnv}`);
  if (value?.kind === 'unknown') return unknown(value.reason);
  return factAt(value?.value ?? 'traditional_compatible', value?.at ?? { default: 'Kong' });
}

function versionFact({ image }: Container): Fact<string> {
  const version = image === null ? null : versionOfTag(readImage(image.value).tag);
  if (image === null || version === null) return unknown('the image names no release');
  return factAt(version, image.at);
}

/** `80:8000, 443:8443`: the port that clients use, then Kong's own. */
function portMapsOf(value: EnvValue | undefined, reason: string | null): Proxy['portMaps'] {
  if (value === undefined && reason !== null) return unknown(reason);
  if (value?.kind === 'unknown') return unknown(value.reason);
  const maps = new Map<number, number>();
  for (const pair of (value?.value ?? '').split(',').map((each) => each.trim())) {
    if (pair === '') continue;
    const [, outside, inside] = /^([0-9]{1,5})\s*:\s*([0-9]{1,5})$/.exec(pair) ?? [];
    if (outside === undefined || inside === undefined) return unknown(`KONG_PORT_MAPS has "${pair}"`);
    maps.set(Number(inside), Number(outside));
  }
  return factAt<ReadonlyMap<number, number>>(maps, value?.at ?? { default: 'Kong' });
}
