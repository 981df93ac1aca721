import { isLocation } from '../../../source/location.ts';
import type { Controller } from '../../model/model.ts';
import type { ServedIngress } from '../../model/served-ingress.ts';
import { routeProblems } from '../../schema/route-problems.ts';
import { translatedIngresses } from '../plugins/named-plugins.ts';
import { ingressRoutes } from '../translation/ingress-routes.ts';
import type { TranslationSetup } from '../translation/setup.ts';
import { kongAnnotations, type KongAnnotations } from '../translation/written-values.ts';
import type { Refused } from './refused.ts';

/** An Ingress that a controller hands to its translator. */
export interface SentIngress extends ServedIngress {
  readonly annotations: KongAnnotations;
}

/** The Ingresses of a controller that certainly become routes of Kong. */
export function sentIngresses(ingresses: readonly ServedIngress[], controller: Controller): readonly SentIngress[] {
  const own = translatedIngresses(ingresses).filter(({ controllers }) => controllers.includes(controller));
  return own.flatMap((each) => {
    const annotations = kongAnnotations(each.object);
    return annotations === null ? [] : [{ ...each, annotations }];
  });
}

export function refusedOfIngress({ object, annotations }: SentIngress, setup: TranslationSetup): readonly Refused[] {
  return ingressRoutes(object, annotations, setup).flatMap((route) =>
    routeProblems(route, setup).map(({ value, at, field }) => ({
      object,
      problem: value,
      at: isLocation(at) ? at : route.at,
      field,
      related: [],
      isLikely: false,
      isAskedBefore: true,
    })),
  );
}
