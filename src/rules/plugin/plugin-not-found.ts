import { mayComeUnseen } from '../../gitops/model/absence.ts';
import type { Absence } from '../../kong/model/absence.ts';
import type { PluginReference } from '../../kong/model/plugin-reference.ts';
import { kongPlugin } from '../../kubernetes/kinds.ts';
import { nameOf } from '../../kubernetes/object.ts';
import type { ValueChange } from '../../source/change.ts';
import { scalarWrittenAt } from '../../source/node.ts';
import { shortened } from '../../source/shortened.ts';
import { setText, ways } from '../fixes/value-changes.ts';
import type { Observation, Rule } from '../model/rule.ts';
import { absencePlaces, isGuess } from '../wording/absences.ts';
import { objectSubject } from '../wording/names.ts';
import { namingPlace, othersNaming, pluginType, whoNames, withoutPlugin } from '../wording/plugins.ts';

export const pluginNotFound: Rule = {
  id: 'plugin-not-found',
  about: 'plugin',
  title: 'A plugin that is named does not exist',
  severity: 'error',

  *observe(cluster) {
    const isHidden = ({ ref, namer }: PluginReference): boolean =>
      mayComeUnseen(cluster, { ...kongPlugin, namespace: ref.namespace ?? namer.namespace, name: ref.name });
    const missing = cluster.references.plugins.filter(
      (each) => each.absence !== null && each.forbidden === null && !(isGuess(each.absence) && isHidden(each)),
    );
    for (const references of Map.groupBy(missing, nameKey).values()) {
      const found = observation(references);
      if (found !== null) yield found;
    }
  },
};

function nameKey({ ref, namer }: PluginReference): string {
  return JSON.stringify([ref.namespace ?? namer.namespace, ref.name]);
}

function observation(references: readonly PluginReference[]): Observation | null {
  const [first] = references;
  const at = first && namingPlace(first);
  if (first?.absence === undefined || first.absence === null || at === undefined) return null;
  const { absence, ref, namer } = first;
  const object = absence.why === 'complete' ? null : absence.object;
  const named = `KongPlugin ${ref.namespace ?? namer.namespace ?? 'default'}/${ref.name}`;
  return {
    at,
    subject: objectSubject(namer),
    field: `plugins ${ref.name}`,
    statement: `${whoNames(references)} ${statementOf(absence, named, first)}`,
    ...(isCertain(absence, first) ? {} : { severity: 'warning' }),
    outcome: withoutPlugin(references, pluginType(object)),
    related: [...absencePlaces(absence), ...othersNaming(references)],
    ...(absence.why === 'near' ? { changes: ways(correctName(first, absence.object.name.value)) } : {}),
  };
}

/** What one file states comes from one hand. */
function isCertain(absence: Absence, { namer }: PluginReference): boolean {
  if (absence.why === 'other-class') return absence.isCertain;
  return absence.why === 'near' ? absence.object.path === namer.path : absence.why !== 'elsewhere';
}

function statementOf(absence: Absence, named: string, { ref, namer }: PluginReference): string {
  switch (absence.why) {
    case 'removed':
      return `${nameOf(absence.object)}, which this change removes.`;
    case 'complete':
      return `${named}, and neither that nor a KongClusterPlugin ${ref.name} is in the repository that holds all of them.`;
    case 'near':
      return `${named}, which is not in the repository; ${nameOf(absence.object)} is one letter away.`;
    case 'other-class':
      return `${nameOf(absence.object)}, which the controller does not see: ${classText(absence.ingressClass)}.`;
    case 'elsewhere':
      return `plugin ${ref.name}, which is sought in ${namer.namespace ?? 'default'}; the only one of that name is ${nameOf(absence.object)}. From there it is named as ${absence.object.namespace ?? ''}:${ref.name}, and needs a ReferenceGrant.`;
  }
}

function classText(ingressClass: string | null): string {
  return ingressClass === null
    ? 'it carries no class (kubernetes.io/ingress.class), and that of the controller is not the default one'
    : `its class (kubernetes.io/ingress.class) is "${shortened(ingressClass)}", and no controller here has it`;
}

/** Where nothing else stands in the value. */
function correctName({ ref, namer }: PluginReference, name: string): readonly ValueChange[] | null {
  const isAlone = scalarWrittenAt(namer.root, ref.at)?.value === ref.name;
  return isAlone ? setText(namer.root, ref.at, name) : null;
}
