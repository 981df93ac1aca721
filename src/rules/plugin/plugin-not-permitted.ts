import { mayComeUnseen } from '../../gitops/model/absence.ts';
import type { Controller } from '../../kong/model/model.ts';
import type { Forbidden, PluginReference } from '../../kong/model/plugin-reference.ts';
import { referenceGrant } from '../../kubernetes/kinds.ts';
import { nameOf } from '../../kubernetes/object.ts';
import type { Observation, Rule } from '../model/rule.ts';
import { standing } from '../wording/absences.ts';
import { objectSubject } from '../wording/names.ts';
import { namingPlace, othersNaming, pluginType, whoNames, withoutPlugin } from '../wording/plugins.ts';

export const pluginNotPermitted: Rule = {
  id: 'plugin-not-permitted',
  about: 'plugin',
  title: 'A plugin of another namespace is named without a grant',
  severity: 'error',

  *observe(cluster) {
    const isHidden = ({ ref }: PluginReference): boolean =>
      mayComeUnseen(cluster, { ...referenceGrant, namespace: ref.namespace, name: '' });
    const barred = cluster.references.plugins.filter(
      (each) => each.forbidden !== null && !(isUpToGrants(each.forbidden) && isHidden(each)),
    );
    for (const references of Map.groupBy(barred, pairKey).values()) {
      const found = observation(references);
      if (found !== null) yield found;
    }
  },
};

/** Whether a grant that is not seen would permit it. */
function isUpToGrants({ why }: Forbidden): boolean {
  return why === 'not-listed' || why === 'elsewhere';
}

/** What one grant would permit. */
function pairKey({ ref, namer: { kind, namespace } }: PluginReference): string {
  return JSON.stringify([ref.namespace, ref.name, kind, namespace]);
}

function observation(references: readonly PluginReference[]): Observation | null {
  const [first] = references;
  const at = first && namingPlace(first);
  if (first?.forbidden === undefined || first.forbidden === null || at === undefined) return null;
  const { forbidden, ref, namer, plugin } = first;
  const named = `KongPlugin ${ref.namespace ?? ''}/${ref.name}`;
  return {
    at,
    subject: objectSubject(namer),
    field: `plugins ${ref.namespace ?? ''}:${ref.name}`,
    statement: `${whoNames(references)} ${named}, and ${reasonOf(forbidden, first)}`,
    ...(forbidden.why === 'elsewhere' ? { severity: 'warning' } : {}),
    outcome: withoutPlugin(references, pluginType(plugin)),
    related: [
      ...(forbidden.grant === null ? [] : standing(forbidden.grant, forbidden.why === 'removed')),
      ...othersNaming(references),
    ],
  };
}

function versionOf({ version }: Controller): string {
  return version.certainty === 'unknown' ? 'of an unknown release' : version.value;
}

function reasonOf(forbidden: Forbidden, { ref, namer, as }: PluginReference): string {
  const there = ref.namespace ?? '';
  const allowed = `lets ${namer.kind}${as === 'ingress' ? 'es' : 's'} of ${namer.namespace ?? ''} name it`;
  switch (forbidden.why) {
    case 'removed':
      return `this change takes away what ${nameOf(forbidden.grant)} permitted: no other ReferenceGrant in ${there} ${allowed}.`;
    case 'not-listed':
      return `no ReferenceGrant in ${there} ${allowed}.`;
    case 'not-read':
      return `the controller ${forbidden.controller.id} (${versionOf(forbidden.controller)}) knows no names with a namespace: releases from 3.2 do.`;
    case 'never-granted':
      return `the controller ${forbidden.controller.id} (${versionOf(forbidden.controller)}) finds no ReferenceGrant for what routes and Ingresses name: releases from 3.2.3 do.`;
    case 'elsewhere':
      return `${nameOf(forbidden.grant)} permits that but stands in the wrong namespace: a grant belongs into ${there}.`;
  }
}
