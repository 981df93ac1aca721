import type { Route } from '../../../gatewayapi/route.ts';
import type { Fact } from '../../../source/location.ts';
import type {
  AcceptanceReason,
  Backend,
  NamedPlugin,
  RouteCondition,
  RouteConditions,
} from '../../model/route-status.ts';
import { behaves } from '../../flags/behaviours.ts';
import { kongPlugin } from '../../../kubernetes/kinds.ts';
import type { KindTraits } from './kind-traits.ts';
import type { JudgedParent } from './parents.ts';
import type { Translation } from './translation.ts';

/** A parent that the controller looks at, and what it finds there; a text where that is not known. */
export interface OwnParent {
  readonly parent: JudgedParent;
  readonly acceptance: { readonly reason: AcceptanceReason } | { readonly doubt: string };
}

export interface ConditionsQuestion {
  readonly route: Route;
  readonly own: readonly OwnParent[];
  readonly version: Fact<string>;
  readonly traits: KindTraits;
  readonly backends: readonly Backend[];
  readonly plugins: readonly NamedPlugin[];
  /** Whether ResolvedRefs of an HTTPRoute tells of plugins too. */
  readonly resolvesPlugins: boolean;
  readonly readsGrants: boolean;
  /** Whether Kong gets the route; a text where that is not known. */
  readonly isSent: boolean | string;
  readonly translation: Translation;
}

/** The conditions that are written on a parent; a text says why they are not known, null that none are written. */
export type Written = RouteConditions | string | null;

/** The conditions of each parent that the controller looks at, in order. */
export function conditionsOf(question: ConditionsQuestion): readonly Written[] {
  const programmed = programmedOf(question);
  const { own, version } = question;
  // Nothing is written on TCP and UDP routes before Kong has them.
  const { traits } = question;
  const waits = traits.waitsForKong && question.isSent === true;
  if (waits && typeof programmed !== 'string' && programmed.status !== 'True') return own.map(() => null);
  const references = traits.resolvesReferences ? resolvedRefs(question) : null;
  const removes = endlesslyRemoved(traits, own, version);
  const entries = entriesOf(question);
  if (typeof entries === 'string') return own.map(() => entries);
  const { lasts, isRewritten } = entries;
  return own.map((each, index): Written => {
    if (lasts[index] !== index) return null;
    const acceptance = acceptedOf(traits, each, version);
    for (const answer of [acceptance, programmed, removes]) if (typeof answer === 'string') return answer;
    if (typeof acceptance === 'string' || typeof programmed === 'string') return null;
    const last = removes === true || isRewritten ? unknownYet : programmed;
    return references === null
      ? { Accepted: acceptance, Programmed: last }
      : { Accepted: acceptance, ResolvedRefs: references, Programmed: last };
  });
}

const condition = (status: RouteCondition['status'], reason: string, message = ''): RouteCondition => ({
  status,
  reason,
  message,
});

// What most routes get, which thousands share.
const unknownYet = condition('Unknown', 'Unknown');
const accepted = condition('True', 'Accepted');
const resolved = condition('True', 'ResolvedRefs');
const configured = condition('True', 'ConfiguredInGateway');
const notTranslated = condition('False', 'TranslationError');

function acceptedOf(traits: KindTraits, { acceptance }: OwnParent, version: Fact<string>): RouteCondition | string {
  const isTruthful = traits.resolvesReferences ? true : behaves(version, 'accepts-truthfully');
  const isAccepted = 'reason' in acceptance && acceptance.reason === 'Accepted';
  if (isTruthful === false || isAccepted) return accepted;
  if (typeof isTruthful === 'string') return isTruthful;
  return 'doubt' in acceptance ? acceptance.doubt : condition('False', acceptance.reason);
}

function programmedOf({ isSent, translation, traits }: ConditionsQuestion): RouteCondition | string {
  if (typeof isSent === 'string') return isSent;
  if (!isSent || translation.programmed === 'never-known') return unknownYet;
  const { programmed } = translation;
  if (typeof programmed === 'object') return programmed.doubt;
  if (programmed === 'configured') return configured;
  return traits.tellsFailures ? notTranslated : unknownYet;
}

/** The first backend that is wrong decides; ports are not looked at. */
function resolvedRefs(question: ConditionsQuestion): RouteCondition {
  const { route, version, readsGrants } = question;
  const found = firstFault(question);
  if (found === null) return resolved;
  if ('status' in found) return found;
  const wrong = found;
  const explains = behaves(version, 'explains-unresolved-references') !== false;
  const { group, kind, namespace, name } = wrong.ref.to;
  const target = `${namespace ?? 'default'}/${name}`;
  const type = group === '' ? kind : `${group}/${kind}`;
  const elsewhere = `${target} is in a different namespace than the ${route.kind} (namespace ${route.namespace ?? 'default'})`;
  const [reason, message] =
    wrong.fault === 'unsupported-kind'
      ? ['InvalidKind', `target ${target} has unsupported type ${type}`]
      : wrong.fault === 'not-found'
        ? ['BackendNotFound', `target ${target} of type ${type} does not exist`]
        : [
            'RefNotPermitted',
            readsGrants
              ? `${elsewhere} and no ReferenceGrant allowing reference is configured`
              : `${elsewhere} install ReferenceGrant CRD and configure a proper grant`,
          ];
  return condition('False', reason, explains ? message : '');
}

/** Rule by rule the backends and then, for Kong Operator, the plugins; those of the annotation last. */
function firstFault({
  route,
  backends,
  plugins,
  resolvesPlugins,
  readsGrants,
}: ConditionsQuestion): Backend | RouteCondition | null {
  const bad = ({ fault }: Backend): boolean => fault !== null && fault !== 'port-not-found';
  if (!resolvesPlugins || route.kind !== 'HTTPRoute') return backends.find(bad) ?? null;
  const namespace = route.namespace ?? 'default';
  for (const [index, { filters }] of route.rules.entries()) {
    const backend = backends.find((each) => each.ref.rule === index && bad(each));
    if (backend !== undefined) return backend;
    const missing = plugins.filter((each) => each.rule === index && each.isNoneOfNamespace);
    for (const { extension } of filters) {
      if (extension === null) continue;
      const { group, kind } = extension;
      const ref = `extensionRef ${namespace}/${extension.name.value}`;
      if (group !== kongPlugin.group || kind !== kongPlugin.kind)
        return condition('False', 'InvalidKind', `${ref} has unsupported type ${group}/${kind}`);
      if (missing.some((each) => each.ref.name === extension.name.value))
        return condition('False', 'BackendNotFound', `${ref} does not exist`);
    }
  }
  // A grant is asked for only where the plugin stands elsewhere.
  const isForbidden = ({ fault, ref }: NamedPlugin): boolean =>
    fault === 'not-permitted' && ref.namespace !== namespace;
  const named = plugins.find((each) => each.rule === null && (isForbidden(each) || each.isNoneOfNamespace));
  if (named === undefined) return null;
  const id = `${named.ref.namespace ?? namespace}/${named.ref.name}`;
  if (!isForbidden(named)) return condition('False', 'BackendNotFound', `referenced KongPlugin ${id} does not exist`);
  const grant = readsGrants
    ? 'and no ReferenceGrant allowing reference is configured'
    : 'install ReferenceGrant CRD and configure a proper grant';
  const elsewhere = `${id} is in a different namespace than the HTTPRoute (namespace ${namespace})`;
  return condition('False', 'RefNotPermitted', `${elsewhere} ${grant}`);
}

/**
 * Whether the status of an HTTPRoute is removed and written again for ever, because a parent of it names a port: entries
 * state none, and are kept where another parent is the same without a port.
 */
function endlesslyRemoved(
  { removesPorts }: KindTraits,
  own: readonly OwnParent[],
  version: Fact<string>,
): boolean | string {
  if (!removesPorts || own.every(({ parent }) => parent.ref.port === null)) return false;
  const keyOf = ({ ref }: JudgedParent): string => JSON.stringify([nameOf(ref), ref.sectionName?.value ?? null]);
  const kept = new Set(own.flatMap(({ parent }) => (parent.ref.port === null ? keyOf(parent) : [])));
  if (own.every(({ parent }) => kept.has(keyOf(parent)))) return false;
  return behaves(version, 'removes-parents-with-port');
}

interface Entries {
  readonly lasts: readonly number[];
  readonly isRewritten: boolean;
}

/**
 * Parents that share an entry of the status: it shows the last of them. Where they do not agree it is rewritten by each
 * reconciliation, which then ends, and Programmed is never reached on any parent.
 * A text says why that is not known: releases differ in what an entry names.
 */
function entriesOf({ traits, own, version }: ConditionsQuestion): Entries | string {
  const isByName = own.length < 2 || new Set(own.map(({ parent: { ref } }) => nameOf(ref))).size === own.length;
  if (isByName) return { lasts: own.keys().toArray(), isRewritten: false };
  const { isBySection, isBySectionWhere, namesSectionWhere } = traits;
  const parts = isBySectionWhere === null ? isBySection : behaves(version, isBySectionWhere);
  const isTruthful = traits.resolvesReferences || behaves(version, 'accepts-truthfully');
  const names = namesSectionWhere === null || behaves(version, namesSectionWhere);
  const doubt = [parts, isTruthful].find((answer) => typeof answer === 'string');
  if (doubt !== undefined) return doubt;
  const keys = own.map(({ parent: { ref } }) =>
    JSON.stringify([nameOf(ref), parts === true ? ref.sectionName?.value : null]),
  );
  const contents = own.map(({ parent, acceptance }, index) => {
    const reason = 'reason' in acceptance ? acceptance.reason : null;
    const section = parent.ref.sectionName?.value;
    return JSON.stringify([keys[index], names === true ? section : null, isTruthful === true ? reason : null]);
  });
  return { lasts: keys.map((key) => keys.lastIndexOf(key)), isRewritten: new Set(contents).size > new Set(keys).size };
}

function nameOf({ to }: OwnParent['parent']['ref']): string {
  return JSON.stringify([to.namespace, to.name]);
}
