import type { ConfigurationNote } from '../review/configuration-notes.ts';
import type { ConfigurationEffect } from '../review/configuration-effect.ts';
import { sideOf, type Finding } from '../finding.ts';
import type { ClusterView } from '../kong/model/cluster-view.ts';
import type { Controller, GatewayStatus, ListenerStatus } from '../kong/model/model.ts';
import type { Review } from '../review/review.ts';
import type { Silenced } from '../review/silenced.ts';
import { docsUrl } from '../rules/rule-pages.ts';
import { isLocation, type Certainty, type Place } from '../source/location.ts';
import { chainOf } from './chain.ts';
import type { ComparedStates } from './compared-states.ts';
import { routeJson } from './route-json.ts';
import { upgradeJson } from './upgrade-json.ts';
import { configurationNote } from './configuration-notes.ts';
import { jsonText } from './escape/json-text.ts';

/** The review for programs: version 1 of the public shape, with the commits where two were compared. Ends with a line break. */
export function jsonReport(review: Review, states: ComparedStates | null = null): string {
  const { findings, clusters, unread, unverified, cut } = review;
  const data = {
    version: 1,
    ...(states ? comparedJson(states) : {}),
    findings: findings.map(findingJson),
    clusters: clusters.map(clusterJson),
    unread: unread.map(({ path, cause, reason, effect }) => ({ path, cause, reason, effect })),
    ...(review.accounted
      ? {
          accounted: review.accounted,
          noLongerVerified: review.noLongerVerified,
          removed: review.removed,
          silenced: review.silenced.map(silencedJson),
          configurationEffects: review.configurationEffects?.map(effectJson) ?? null,
          upgrades: review.upgrades.map(upgradeJson),
        }
      : {}),
    unverified: unverified.map(({ cluster, about, cause, reason }) => ({ cluster, about, cause, reason })),
    configurationNotes: (review.configurationNotes ?? []).map(noteJson),
    unproven: cut.suggestions,
    cut,
  };
  return jsonText(data);
}

function comparedJson({ comparison, base, head, notMerged }: ComparedStates): object {
  return { base: base.commit, head: head.commit, comparison, notMerged };
}

function noteJson(note: ConfigurationNote): object {
  const message = configurationNote(note);
  if (note.kind === 'not-read') return { kind: note.kind, path: note.path, message };
  const { kind, setting, cluster, pattern, nearest } = note;
  return { kind, setting, cluster, pattern, nearest, message };
}

function effectJson({ kind, rule, severity, at, message }: ConfigurationEffect): object {
  return { kind, rule, severity, path: at.path, line: at.line, message };
}

function silencedJson({ rule, severity, message, at, by, reason }: Silenced): object {
  const { path, line } = at;
  return { rule, severity, message, path, line, comment: { path: by.path, line: by.line }, reason };
}

function findingJson(finding: Finding): object {
  const { rule, severity, status, clusters, message, outcome, at, related, suggestion, fingerprint } = finding;
  const { path, line, column, endLine, endColumn } = at;
  return {
    rule,
    severity,
    status,
    cluster: clusters[0] ?? '',
    clusters,
    message,
    outcome: outcome && {
      effect: outcome.effect,
      conditions: outcome.conditions.map(({ type, status: value, reason }) => ({ type, status: value, reason })),
    },
    path,
    line,
    column,
    endLine,
    endColumn,
    side: sideOf(finding),
    related: related.map((other) => ({
      path: other.at.path,
      line: other.at.line,
      side: other.side ?? 'head',
      message: other.message,
    })),
    suggestion: suggestion && {
      path: suggestion.path,
      startLine: suggestion.startLine,
      endLine: suggestion.endLine,
      replacement: suggestion.replacement,
    },
    docs: docsUrl(rule),
    fingerprint,
  };
}

function clusterJson({
  name,
  evidence,
  controllers,
  classStatuses,
  gateways,
  routes,
  attachedRoutes,
}: ClusterView): object {
  return {
    name,
    evidence,
    controllers: controllers.map(controllerJson),
    classes: classStatuses.map(({ gatewayClass, conditions }) => ({ name: gatewayClass.name.value, conditions })),
    gateways: gateways.map((gateway) => gatewayJson(gateway, attachedRoutes)),
    routes: routes.map(routeJson),
  };
}

function controllerJson({ id, kind, controllerName, publishService, publishServiceUdp }: Controller): object {
  const services = [publishService, publishServiceUdp].flatMap((fact) =>
    fact.certainty === 'unknown' || fact.value === null ? [] : [fact.value],
  );
  return {
    name: id,
    kind,
    controllerName: controllerName.certainty === 'unknown' ? null : controllerName.value,
    publishServices: services,
    certainty: weakest([controllerName.certainty, publishService.certainty, publishServiceUdp.certainty]),
  };
}

/** What is said of a controller is as certain as the least certain of its facts. */
function weakest(certainties: readonly Certainty[]): Certainty {
  return (['unknown', 'defaulted'] as const).find((certainty) => certainties.includes(certainty)) ?? 'known';
}

function gatewayJson(
  { gateway, implementation, conditions, listeners, unverified }: GatewayStatus,
  attachedRoutes: ClusterView['attachedRoutes'],
): object {
  const at = gateway.name.at;
  return {
    namespace: gateway.namespace,
    name: gateway.name.value,
    class: gateway.className.value,
    implementation,
    path: gateway.object.path,
    line: isLocation(at) ? at.line : null,
    conditions,
    listeners: listeners.map((status) => listenerJson(status, unverified, attachedRoutes.get(status.listener) ?? null)),
  };
}

function listenerJson(status: ListenerStatus, gatewayUnverified: string | null, attachedRoutes: number | null): object {
  const { listener, conditions, servedBy } = status;
  return {
    name: listener.name.value,
    port: listener.port.value,
    protocol: listener.protocol.value,
    hostname: listener.hostname?.value ?? null,
    conditions,
    attachedRoutes,
    servedBy: servedBy && {
      service: `${servedBy.service.namespace ?? 'default'}/${servedBy.service.name}`,
      servicePort: servedBy.port.port.value,
      targetPort: servedBy.targetPort,
      listen: servedBy.listen?.kind ?? null,
      ssl: servedBy.listen?.entry.ssl ?? false,
    },
    unverified: status.unverified ?? (conditions === null ? gatewayUnverified : null),
    chain: chainOf(status).map(({ step, value, at }) => ({ step, value, ...placeJson(at) })),
  };
}

function placeJson(at: Place): object {
  return isLocation(at)
    ? { path: at.path, line: at.line, default: null }
    : { path: null, line: null, default: at.default };
}
