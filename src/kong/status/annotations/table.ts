import type { AnnotationRole } from '../../model/idle-annotation.ts';
import type { ValueForm } from './values.ts';

/** One annotation: what stands behind `konghq.com/`. */
export interface AnnotationRow {
  readonly on: readonly AnnotationRole[];
  /** The values that count; absent where any does, or nothing is known. */
  readonly form?: ValueForm;
  /** Whether a router of expressions leaves it out: always, or on routes of streams alone. */
  readonly outOfExpressions?: 'always' | 'streams';
  /** The first release that reads it. Absent: all that are looked at. */
  readonly since?: string;
  /** The first release that reads it on routes no more. */
  readonly offRoutesSince?: string;
}

const route: readonly AnnotationRole[] = ['route', 'ingress'];
const service: readonly AnnotationRole[] = ['service'];

/**
 * The annotations that releases of the controller from 3.0 to 3.5 read on routes, Services and Ingresses.
 * Sources: internal/annotations/annotations.go, internal/dataplane/kongstate/route.go and service.go, and
 * internal/dataplane/translator/subtranslator of https://github.com/Kong/kubernetes-ingress-controller/tree/v3.5.13
 */
export const annotationTable: Readonly<Record<string, AnnotationRow>> = {
  plugins: { on: ['route', 'ingress', 'service'] },
  tags: { on: ['route', 'ingress', 'service'] },
  'strip-path': { on: route, form: 'boolean' },
  'preserve-host': { on: route, form: 'boolean' },
  protocols: { on: route, form: 'protocols' },
  'https-redirect-status-code': { on: route, form: 'redirect-code' },
  'request-buffering': { on: route, form: 'go-boolean-of-any-case' },
  'response-buffering': { on: route, form: 'go-boolean-of-any-case' },
  'regex-priority': { on: route, form: 'integer', outOfExpressions: 'always' },
  methods: { on: route, form: 'methods', outOfExpressions: 'always' },
  snis: { on: route, form: 'host-names', outOfExpressions: 'streams' },
  'host-aliases': { on: route, form: 'wildcard-names', outOfExpressions: 'always' },
  headers: { on: route, outOfExpressions: 'always' },
  'headers-separator': { on: route, outOfExpressions: 'always', since: '3.2.0' },
  'path-handling': { on: route, form: 'path-handling', outOfExpressions: 'always' },
  rewrite: { on: ['ingress'] },
  'regex-prefix': { on: ['ingress'] },
  protocol: { on: service, form: 'protocol' },
  path: { on: service, form: 'path' },
  'host-header': { on: service },
  'client-cert': { on: service },
  'connect-timeout': { on: service, form: 'integer' },
  'read-timeout': { on: service, form: 'integer' },
  'write-timeout': { on: service, form: 'integer' },
  retries: { on: service, form: 'integer' },
  'upstream-policy': { on: service },
  override: { on: ['service'], offRoutesSince: '3.0.0' },
  'tls-verify': { on: service, form: 'go-boolean', since: '3.4.0' },
  'tls-verify-depth': { on: service, form: 'integer', since: '3.4.0' },
  'ca-certificates-secrets': { on: service, since: '3.4.0' },
  'ca-certificates-configmaps': { on: service, since: '3.4.0' },
  'publish-service': { on: ['gateway'] },
  'gatewayclass-unmanaged': { on: ['gateway-class'] },
};

/** What means the same on a route and on a Service. */
export const twins: Readonly<Record<string, string>> = { protocols: 'protocol', protocol: 'protocols' };
