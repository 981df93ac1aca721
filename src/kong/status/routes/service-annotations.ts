import { annotation, stringMap } from '../../../gatewayapi/metadata.ts';
import { get } from '../../../source/node.ts';
import type { Service } from '../../model/model.ts';

const prefix = 'konghq.com';

/** Kong's annotations of a Service; null for one that no manifest states. */
function kongAnnotations({ origin }: Service): ReadonlyMap<string, string> | null {
  if (!('root' in origin)) return null;
  const all = stringMap(get(origin.root, 'metadata', 'annotations'));
  return new Map([...all].filter(([key]) => key.startsWith(prefix)));
}

/** One of Kong's annotations of a Service. */
export function serviceAnnotation({ origin }: Service, key: string): ReturnType<typeof annotation> {
  return 'root' in origin ? annotation(origin, `${prefix}/${key}`) : undefined;
}

/** Whether Services that are one to Kong carry the same annotations of Kong's; those that are not known count as the same. */
export function annotationsAgree(services: readonly Service[]): boolean {
  const [first, ...others] = services.flatMap((service) => kongAnnotations(service) ?? []);
  if (first === undefined) return true;
  return others.every(
    (other) => other.size === first.size && [...first].every(([key, value]) => other.get(key) === value),
  );
}
