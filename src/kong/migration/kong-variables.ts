import { isLocation, type Place } from '../../source/location.ts';
import type { ClusterView } from '../model/cluster-view.ts';
import type { GatewayStatus } from '../model/model.ts';
import type { EnvValue } from '../model/env-value.ts';
import type { GatewayMove } from './gateway-moves.ts';

/** Something that is set for Kong or its controller before a change and not after it. */
export interface LostSetting {
  /** As its file calls it: `KONG_LOG_LEVEL`, `konghq.com/connect-timeout`. */
  readonly name: string;
  /** Where the base sets it. */
  readonly at: Place;
}

/** What of Kong's environment is lost, or why that is not known. */
export type LostSettings = readonly LostSetting[] | { readonly reason: string };

/** Who makes Kong decides these: where it listens, how it is reached, that it runs without a database beside a controller. */
const decided = /^KONG_(?:\w+_LISTEN|PORT_MAPS|KIC|DATABASE|PG_\w+|ROLE|CLUSTER_\w+|PREFIX|NGINX_DAEMON)$/;

/** What Kong Operator sets anyway. Source: https://github.com/Kong/kong-operator/blob/v2.3.0-rc.3/internal/utils/config/dataplane.go */
const setByOperator: ReadonlyMap<string, string> = new Map([
  ['KONG_ADMIN_ACCESS_LOG', '/dev/stdout'],
  ['KONG_ADMIN_ERROR_LOG', '/dev/stderr'],
  ['KONG_ADMIN_GUI_ACCESS_LOG', '/dev/stdout'],
  ['KONG_ADMIN_GUI_ERROR_LOG', '/dev/stderr'],
  ['KONG_NGINX_WORKER_PROCESSES', '2'],
  ['KONG_PLUGINS', 'bundled'],
  ['KONG_PORTAL_API_ACCESS_LOG', '/dev/stdout'],
  ['KONG_PORTAL_API_ERROR_LOG', '/dev/stderr'],
  ['KONG_PROXY_ACCESS_LOG', '/dev/stdout'],
  ['KONG_PROXY_ERROR_LOG', '/dev/stderr'],
]);

type Environment = ReadonlyMap<string, EnvValue>;

/** Variables that somebody set for the Kong of a Gateway, and that nobody sets where the Gateway moves to. */
export function lostVariables(
  { to, before: old, after: now }: GatewayMove,
  before: ClusterView,
  after: ClusterView,
): LostSettings {
  const was = to === 'operator' ? ofWorkloads(old, before) : ofOperator(old);
  const is = to === 'operator' ? ofOperator(now) : ofWorkloads(now, after);
  if ('reason' in was) return was;
  if ('reason' in is) return is;
  return [...was.env].flatMap(([name, value]): readonly LostSetting[] => {
    if (is.env.has(name) || decided.test(name) || !name.startsWith('KONG_') || !isLocation(value.at)) return [];
    const isKept = to === 'operator' && value.kind === 'value' && setByOperator.get(name) === value.value;
    return isKept || !isStated(value) ? [] : [{ name, at: value.at }];
  });
}

/** Whether somebody wrote the value as it is: what a chart composes, it composes of other settings. */
function isStated(value: EnvValue): boolean {
  return value.kind === 'unknown' || value.node !== null;
}

interface Known {
  readonly env: Environment;
}

/** The environment of the Kongs that the controller of a Gateway configures. */
function ofWorkloads({ controller }: GatewayStatus, { workloads }: ClusterView): Known | { readonly reason: string } {
  const ids = new Set(controller?.proxies.map(({ id }) => id));
  const containers = workloads
    .filter(({ id }) => ids.has(id))
    .flatMap((workload) => workload.containers.filter(({ role }) => role === 'proxy'));
  const open = containers.find(({ unknownEnv }) => unknownEnv !== null)?.unknownEnv;
  if (containers.length === 0) return { reason: 'its Kong is not in the repository' };
  if (open !== undefined && open !== null) return { reason: open };
  return { env: new Map(containers.flatMap(({ env }) => [...env])) };
}

/** The environment that GatewayConfigurations give the Kong of a Gateway. */
function ofOperator({ managed, gatewayClass }: GatewayStatus): Known | { readonly reason: string } {
  const [only, second] = managed;
  if (gatewayClass === null) return { reason: 'its GatewayClass is not in the repository' };
  const options = only?.options ?? second?.options ?? null;
  if (options === null) return { reason: 'its GatewayConfiguration is not in the repository' };
  return options.unknownEnv === null ? { env: options.env } : { reason: options.unknownEnv };
}
