import { pluginsNamedBy } from '../../gatewayapi/named-plugins.ts';
import { referencesOf } from '../../gatewayapi/references.ts';
import { labelOfSecret, secretSourcesOf } from '../../gatewayapi/secret.ts';
import { annotation } from '../../gatewayapi/metadata.ts';
import { kongConsumer, kongPlugin, konnectExtension, konnectSignIn, secret } from '../../kubernetes/kinds.ts';
import { isOfKind } from '../../kubernetes/known-kinds.ts';
import type { KubeObject } from '../../kubernetes/object.ts';
import { stringAt } from '../../source/node.ts';
import type { Place } from '../../source/location.ts';
import type { ClusterView } from '../../kong/model/cluster-view.ts';

/** A Secret that something of Kong's names, and that Kong Operator does not see for want of a label. */
export interface UnlabelledSecret {
  /** The Secret, or what makes it. */
  readonly object: KubeObject;
  readonly label: string;
  /** The consumer, the plugin or the object of Konnect's that names it. */
  readonly namer: KubeObject;
  readonly at: Place;
}

/**
 * Secrets of consumers, of plugins that routes name, and of what connects to Konnect, where operators alone read both, and all of them ask for one label.
 */
export function unlabelledSecrets({
  controllers,
  gateways,
  routes,
  objects,
}: ClusterView): readonly UnlabelledSecret[] {
  const labels = controllers.map(({ operator }) => operator?.secretLabel);
  const [label] = labels;
  const isOne = labels.every(
    (each) =>
      each !== undefined &&
      each.certainty !== 'unknown' &&
      label?.certainty !== 'unknown' &&
      each.value === label?.value,
  );
  if (!isOne || label === undefined || label.certainty === 'unknown' || label.value === null) return [];
  const classes = gateways.flatMap(({ controller, implementation }) => {
    const own = implementation === 'operator' ? controller?.ingressClass : undefined;
    return own === undefined || own.certainty === 'unknown' ? [] : [own.value];
  });
  const key = label.value;
  const plugins = new Set(
    routes
      .filter(({ parents }) => parents.some(({ gateway }) => gateway?.implementation === 'operator'))
      .flatMap(({ route }) =>
        pluginsNamedBy(route).map(({ ref }) => `${ref.namespace ?? route.namespace ?? ''}/${ref.name}`),
      ),
  );
  const connects = controllers.some(({ enabled }) => {
    const wanted = enabled.get('enable-controller-konnect');
    return wanted !== undefined && wanted.certainty !== 'unknown' && wanted.value;
  });
  const namers = objects.filter((object) =>
    isOfKind(object, kongConsumer)
      ? classes.includes(stringAt(annotation(object, 'kubernetes.io/ingress.class'))?.value ?? '')
      : (connects && (isOfKind(object, konnectExtension) || isOfKind(object, konnectSignIn))) ||
        (isOfKind(object, kongPlugin) && plugins.has(`${object.namespace ?? ''}/${object.name.value}`)),
  );
  if (namers.length === 0) return [];
  const sources = objects.flatMap(secretSourcesOf);
  return namers.flatMap((namer) =>
    referencesOf(namer).flatMap(({ to, at, unknownPart }): readonly UnlabelledSecret[] => {
      if (to.kind !== secret.kind || unknownPart !== null) return [];
      const made = sources.filter(({ name, namespace }) => name === to.name && namespace === to.namespace);
      const [first] = made;
      const lacks = made.every((source) => {
        const value = labelOfSecret(source, key);
        return value !== undefined && value !== 'true' && value !== 'internal';
      });
      return first === undefined || !lacks ? [] : [{ object: first.object, label: key, namer, at }];
    }),
  );
}
