import { stringMap } from '../../../gatewayapi/metadata.ts';
import { placeholderIn, textAt } from '../../../gatewayapi/placeholder.ts';
import { get } from '../../../source/node.ts';
import type { Service } from '../../model/model.ts';

const prefix = 'konghq.com';

/** Kong's annotations of a Service; null where they are not known. */
function kongAnnotations({ origin }: Service): ReadonlyMap<string, string> | null {
  if (!('root' in origin)) return null;
  const node = get(origin.root, 'metadata', 'annotations');
  const entries = node?.kind === 'map' ? [...node.entries.values()] : [];
  const isOpen = entries.some(({ key, value }) => placeholderIn(key) !== null || typeof textAt(value) === 'string');
  if (node?.kind === 'unknown' || isOpen) return null;
  const all = stringMap(node);
  return new Map([...all].filter(([key]) => key.startsWith(prefix)));
}

/** Whether Services that are one to Kong carry the same annotations of Kong's; those that are not known count as the same. */
export function annotationsAgree(services: readonly Service[]): boolean {
  if (services.length < 2) return true;
  const [first, ...others] = services.flatMap((service) => kongAnnotations(service) ?? []);
  if (first === undefined) return true;
  return others.every(
    (other) => other.size === first.size && [...first].every(([key, value]) => other.get(key) === value),
  );
}
