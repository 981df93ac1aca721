import { annotation } from '../../../gatewayapi/metadata.ts';
import { textAt } from '../../../gatewayapi/placeholder.ts';
import { kongUpstreamPolicy } from '../../../kubernetes/kinds.ts';
import { isOfKind } from '../../../kubernetes/known-kinds.ts';
import { Targets, identityOf } from '../../../kubernetes/targets.ts';
import type { MissingPolicy } from '../../model/kong-references.ts';
import { absenceOf } from './absences.ts';
import { servedRoutes, servicesBehind } from './namers.ts';
import type { ReferenceSources } from './plugin-references.ts';

/** Policies of Services behind routes that are not in the Service's namespace. */
export function missingPolicies(sources: ReferenceSources): readonly MissingPolicy[] {
  const objects = sources.objects.filter((object) => isOfKind(object, kongUpstreamPolicy));
  const targets = new Targets(objects, identityOf);
  return [...servicesBehind(servedRoutes(sources.routes), sources.ingresses)].flatMap(
    ([service, routes]): readonly MissingPolicy[] => {
      const text = textAt(annotation(service, 'konghq.com/upstream-policy'));
      if (typeof text !== 'object') return [];
      const { namespace } = service;
      const { value: name, at } = text;
      if (targets.find({ ...kongUpstreamPolicy, namespace, name }).length > 0) return [];
      const named = { kinds: [kongUpstreamPolicy], namespace, name, statesNamespace: false, namer: service } as const;
      const absence = absenceOf(named, { ...sources, objects });
      return absence === null
        ? []
        : [{ service, at, policy: { ...kongUpstreamPolicy, namespace, name }, absence, routes }];
    },
  );
}
