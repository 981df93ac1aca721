import type { KubeObject } from '../../../kubernetes/object.ts';
import type { KongPath, KongRoute, KongSetup } from '../../schema/kong-route.ts';
import type { Written } from '../../schema/written.ts';
import { headersOf, overridden } from './route-overrides.ts';
import type { TranslationSetup } from './setup.ts';
import {
  isAbsent,
  isOpen,
  itemsBetweenCommas,
  itemsOf,
  partAt,
  textOf,
  type KongAnnotations,
  type Part,
} from './written-values.ts';

/** How an Ingress says that a path is a regular expression. */
const defaultPrefix = '/~';

/**
 * The routes of Kong that an Ingress becomes: one for each host and Service with all paths of both.
 * Source: https://github.com/Kong/kubernetes-ingress-controller/blob/v3.5.13/internal/dataplane/translator/subtranslator/ingress.go
 */
export function ingressRoutes(
  object: KubeObject,
  annotations: KongAnnotations,
  setup: TranslationSetup,
): readonly KongRoute[] {
  const rules = itemsOf(partAt({ node: object.root, field: '' }, 'spec', 'rules'));
  return rules.flatMap((rule) => {
    const paths = itemsOf(partAt(rule, 'http', 'paths')).filter(
      (path) => !isAbsent(partAt(path, 'backend', 'service')),
    );
    const byService = Map.groupBy(paths, (path) => JSON.stringify(serviceOf(path)));
    return [...byService.values()].map((same) => routeOf(object, rule, same, annotations, setup));
  });
}

function serviceOf(path: Part): readonly unknown[] {
  const service = partAt(path, 'backend', 'service');
  const port = partAt(service, 'port', 'number').node;
  return [
    textOf(partAt(service, 'name'))?.value ?? null,
    textOf(partAt(service, 'port', 'name'))?.value ?? null,
    port?.kind === 'scalar' ? port.value : null,
  ];
}

function routeOf(
  object: KubeObject,
  rule: Part,
  paths: readonly Part[],
  annotations: KongAnnotations,
  setup: TranslationSetup,
): KongRoute {
  const at = rule.node?.at ?? object.name.at;
  const { field } = rule;
  const host = partAt(rule, 'host');
  const hasHost = isOpen(host) ? null : textOf(host) !== null;
  const prefix = regexPrefixOf(annotations);
  const bare: KongRoute = {
    name: '',
    at,
    field,
    protocols: protocolsOf(annotations, setup) ?? { value: ['http', 'https'], at, field: '' },
    hosts: { value: hasHost, at: host.node?.at ?? at, field: host.field },
    paths: paths.flatMap((path) => pathOf(path, prefix, setup) ?? []),
    methods: null,
    headers: [],
    snis: [],
    hasDestinations: false,
    stripPath: { value: false, at: { default: 'the controller' }, field: '' },
    pathHandling: null,
    plugins: [],
    // There is always a path, even where it is none that can be judged.
    isPartial: true,
  };
  const route = overridden(bare, annotations, setup);
  // With expressions the annotation is a condition of an Ingress all the same, but for the one that is left out there.
  return setup.flavor === 'expressions'
    ? { ...route, headers: headersOf(annotations).filter(({ name }) => !/^host$/i.test(name.value)) }
    : route;
}

/**
 * What the annotation says, where the controller sends it as it is written, known or not. Beside gRPC it becomes something
 * else.
 */
function protocolsOf(
  annotations: KongAnnotations,
  { readsListenerProtocols }: TranslationSetup,
): Written<readonly string[]> | null {
  const written = annotations.get('protocols');
  const value = itemsBetweenCommas(written?.value ?? '');
  // Releases with the one have the other.
  const isSent = readsListenerProtocols && value.length > 0 && !value.some((each) => each.includes('grpc'));
  return written === undefined || !isSent ? null : { ...written, value };
}

/** What a path begins with that is a regular expression. */
export function regexPrefixOf(annotations: KongAnnotations): string {
  return annotations.get('regex-prefix')?.value ?? defaultPrefix;
}

/** What is sent of a path; null where it depends on what is not known, or nothing is wrong with it for certain. */
function pathOf(path: Part, prefix: string, { flavor }: KongSetup): KongPath | null {
  const part = partAt(path, 'path');
  const written = textOf(part);
  if (written === null || isOpen(part)) return null;
  const type = textOf(partAt(path, 'pathType'))?.value ?? 'ImplementationSpecific';
  const value = written.value.replaceAll(/\/{2,}/g, '/');
  const isRegex = type === 'ImplementationSpecific' && prefix !== '' && value.startsWith(prefix);
  const regex = isRegex ? value.slice(prefix.length) : null;
  const shown = regex === null ? written : { ...written, value: regex };
  if (flavor === 'expressions') return regex === null ? null : { written: shown, sent: [], regex };
  const sent = made(type, value).map((each) => (each.startsWith(prefix) ? `~${each.slice(prefix.length)}` : each));
  const certain = sent.filter((each) => each.startsWith('~') || isNoRegexOfOld(each));
  return { written: shown, sent: certain, regex };
}

/** What the controller makes of a path before it looks for the prefix of regular expressions. */
function made(type: string, value: string): readonly string[] {
  if (type === 'Exact') return [`~/${value.replace(/^\/+/, '')}$`];
  if (type !== 'Prefix') return [value === '' ? '/' : value];
  const base = withoutSlashes(value);
  return base === '' ? ['/'] : [`/${base}/`, `~/${base}$`];
}

/** Without slashes at either end. */
function withoutSlashes(path: string): string {
  let [start, end] = [0, path.length];
  while (path[start] === '/') start += 1;
  while (end > start && path[end - 1] === '/') end -= 1;
  return path.slice(start, end);
}

/** With IngressClassParameters the controller may take a path with other characters for a regular expression. */
function isNoRegexOfOld(path: string): boolean {
  return /^[a-zA-Z0-9.\-_~/%]*$/.test(path);
}
