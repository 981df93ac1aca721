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
const names: Readonly<Record<string, KongRole>> = Object.fromEntries(
  Object.entries(repositories).map(([repository, role]) => [repository.slice(repository.lastIndexOf('/') + 1), role]),
);

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

/** Flags that no other program has. `--kong-admin-url` is one of exporters too: it needs another of the controller's beside it. */
const ownFlags = /^--?(?:kong-admin-svc|gateway-api-controller-name)(?:=.*)?$/s;
const adminUrl = /^--?kong-admin-url(?:=.*)?$/s;

function hasOwnFlags(args: readonly string[]): boolean {
  const known = args.filter((arg) => signs['ingress-controller'].test(arg));
  return known.some((arg) => ownFlags.test(arg)) || (known.some((arg) => adminUrl.test(arg)) && known.length > 1);
}

/** Variables that tell which program it is, where another container of the pod says that it is Kong's. */
const ownVariables: readonly (readonly [KongRole, RegExp])[] = [
  ['ingress-controller', /^CONTROLLER_(?:KONG_ADMIN_(?:URL|SVC)|GATEWAY_API_CONTROLLER_NAME)$/],
  ['proxy', /^KONG_(?:PROXY|STREAM)_LISTEN$/],
];

/** What a container runs of Kong's, and whether its image says so. */
export interface KongProgram {
  readonly role: KongRole;
  /** `settings`: the image may be anybody's, and only a controller that sends to it proves it to be Kong. */
  readonly provenBy: 'image' | 'settings';
}

/**
 * Which of Kong's programs each container of a pod runs, or null. `kong` and what Kong publishes under its own name are
 * certain, from any mirror that keeps the path. Another image of such a name (`acme/kong`,
 * `ngrok/kubernetes-ingress-controller`) needs a setting of that program. An image of any other name counts beside one
 * of those in its pod, as the controller by flags of its own, and as a data plane by its listens alone: whoever builds
 * an image from Kong's may call it anything, and whoever calls Kong may give a variable of his own such a name.
 */
export function kongPrograms(pod: readonly ContainerSigns[]): readonly (KongProgram | null)[] {
  const byImage = pod.map(roleByImage);
  const isKong = byImage.some((role) => role !== null);
  return pod.map((container, i) => {
    const role = byImage[i] ?? null;
    if (role !== null) return { role, provenBy: 'image' };
    const { args, variables } = container;
    if (hasOwnFlags(args)) return { role: 'ingress-controller', provenBy: 'image' };
    const set = [...variables];
    const bySettings = ownVariables.find(([, pattern]) => set.some((name) => pattern.test(name)))?.[0] ?? null;
    if (bySettings === null || (bySettings !== 'proxy' && !isKong)) return null;
    return { role: bySettings, provenBy: isKong ? 'image' : 'settings' };
  });
}

function roleByImage({ image, variables, args }: ContainerSigns): KongRole | null {
  const path = repositoryOf(image);
  const parts = path.split('/');
  const certain =
    parts.length === 1 ? (path === 'kong' ? 'proxy' : undefined) : repositories[parts.slice(-2).join('/')];
  if (certain !== undefined) return certain;
  if (ownRegistry.test(image)) return 'ingress-controller';
  const last = parts.at(-1) ?? '';
  const named = Object.hasOwn(names, last) ? names[last] : undefined;
  return named !== undefined && [...variables, ...args].some((sign) => signs[named].test(sign)) ? named : null;
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
