/** What of Kong's a container runs. */
export type KongRole = 'proxy' | 'ingress-controller' | 'operator';

/** What tells whose program a container runs. */
export interface ContainerSigns {
  /** The image as written; empty where none is. */
  readonly image: string;
  /** Names of the variables that are set, as far as they are known. */
  readonly variables: ReadonlySet<string>;
  /** Arguments, those of the command among them. */
  readonly args: readonly string[];
}

/** Repositories of Kong's, under whatever registry a mirror keeps them. */
const repositories: Readonly<Record<string, KongRole>> = {
  'library/kong': 'proxy',
  'kong/kong': 'proxy',
  'kong/kong-gateway': 'proxy',
  'kong/kong-gateway-dev': 'proxy',
  'kong/kong-dev': 'proxy',
  'kong/kong-ee': 'proxy',
  'bitnami/kong': 'proxy',
  'bitnamilegacy/kong': 'proxy',
  'kong/kubernetes-ingress-controller': 'ingress-controller',
  'kong/nightly-ingress-controller': 'ingress-controller',
  'kong/kong-ingress-controller': 'ingress-controller',
  'bitnami/kong-ingress-controller': 'ingress-controller',
  'kong/kong-operator': 'operator',
  'kong/gateway-operator': 'operator',
  'kong/gateway-operator-oss': 'operator',
  'kong/nightly-gateway-operator': 'operator',
};

/** Last parts of repositories that others use too: they count with a variable or flag that only that program has. */
const names: Readonly<Record<string, KongRole>> = {
  kong: 'proxy',
  'kong-gateway': 'proxy',
  'kong-gateway-dev': 'proxy',
  'kong-ee': 'proxy',
  'kubernetes-ingress-controller': 'ingress-controller',
  'nightly-ingress-controller': 'ingress-controller',
  'kong-ingress-controller': 'ingress-controller',
  'kong-operator': 'operator',
  'gateway-operator': 'operator',
};

/** Registries that kept the controller alone, before it was on Docker Hub. */
const ownRegistry = /^kong-docker-kubernetes-ingress-controller\.bintray\.io\//;

/** Variables and flags of each program, where the image's name speaks for it already. */
const signs: Readonly<Record<KongRole, RegExp>> = {
  proxy:
    /^KONG_(?:(?:PROXY|STREAM|ADMIN|STATUS|CLUSTER)_LISTEN|DATABASE|DECLARATIVE_CONFIG|ROLE|PG_HOST|NGINX_DAEMON|PLUGINS|ROUTER_FLAVOR|PORT_MAPS|PREFIX)$/,
  'ingress-controller':
    /^(?:CONTROLLER_[A-Z_]+|--?(?:kong-[\w-]+|publish-service(?:-udp)?|gateway-api-controller-name|ingress-class|election-id)(?:=.*)?)$/s,
  operator: /^(?:GATEWAY_OPERATOR_|KONG_OPERATOR_|--?controller-name(?:=.*)?$)/,
};

/** Those that no other program has, whatever the image is called. */
const ownSigns: readonly (readonly [KongRole, RegExp])[] = [
  [
    'ingress-controller',
    /^(?:CONTROLLER_(?:KONG_ADMIN_(?:URL|SVC)|GATEWAY_API_CONTROLLER_NAME)|--?(?:kong-admin-(?:url|svc)|gateway-api-controller-name)(?:=.*)?)$/s,
  ],
  ['proxy', /^KONG_(?:PROXY|STREAM)_LISTEN$/],
];

/**
 * Which of Kong's programs a container runs, or null. `kong` and what Kong publishes under its own name are certain,
 * from any mirror that keeps the path. Another image of such a name (`acme/kong`, `ngrok/kubernetes-ingress-controller`)
 * needs a setting of that program, an image of any other name one that nothing else reads; `KONG_ADMIN_URL` and the
 * like are set by whoever calls Kong.
 */
export function kongRole({ image, variables, args }: ContainerSigns): KongRole | null {
  const path = repositoryOf(image);
  const parts = path.split('/');
  const last = parts.at(-1) ?? '';
  const certain =
    parts.length === 1 ? (path === 'kong' ? 'proxy' : undefined) : repositories[parts.slice(-2).join('/')];
  if (certain !== undefined) return certain;
  if (ownRegistry.test(image)) return 'ingress-controller';
  const set = [...variables, ...args];
  const named = Object.hasOwn(names, last) ? names[last] : undefined;
  if (named !== undefined && set.some((sign) => signs[named].test(sign))) return named;
  return ownSigns.find(([, pattern]) => set.some((sign) => pattern.test(sign)))?.[0] ?? null;
}

/** Whether the image alone is called like one of Kong's programs, so that settings which cannot be seen may decide. */
export function isCalledLikeKong(image: string): boolean {
  return Object.hasOwn(names, repositoryOf(image).split('/').at(-1) ?? '');
}

/** `acme/kong` of `ghcr.io/acme/kong:3.9@sha256:…`: without registry, tag and digest. */
function repositoryOf(image: string): string {
  const parts = (image.split('@')[0] ?? '').split('/');
  const first = parts[0] ?? '';
  const path = parts.length > 1 && (/[.:]/.test(first) || first === 'localhost') ? parts.slice(1) : parts;
  const last = path.pop() ?? '';
  return [...path, last.split(':')[0] ?? ''].join('/');
}
