import type { Related } from '../../finding.ts';
import type { GatewayMove } from '../../kong/migration/gateway-moves.ts';
import { firstLocation, type Location, type Place } from '../../source/location.ts';
import { gatewayName } from './names.ts';

/** More of them are counted. */
const mostNamed = 5;

/** `Gateway kong/edge moves to Kong Operator`, or what takes its place: the beginning of a sentence. */
export function moveName({ to, before, after }: GatewayMove): string {
  const [old, now] = [gatewayName(before), gatewayName(after)];
  const where = to === 'operator' ? 'Kong Operator' : 'the ingress controller';
  return old === now ? `${now} moves to ${where}` : `${now} of ${where} takes the place of ${old}`;
}

/** Where a Gateway says whose it is. */
export function movePlace({ after: { gateway } }: GatewayMove): Location | undefined {
  return firstLocation(gateway.className.at, gateway.name.at);
}

/** What decides whose a Gateway is. */
export function moveCauses({ after: { gateway, gatewayClass } }: GatewayMove): readonly Place[] {
  return [gateway.className.at, ...(gatewayClass === null ? [] : [gatewayClass.controllerName.at])];
}

/** `a, b and 3 more`. */
export function namesIn(names: readonly string[]): string {
  const distinct = [...new Set(names)];
  const shown = distinct.slice(0, mostNamed);
  const more = distinct.length - shown.length;
  if (more > 0) return `${shown.join(', ')} and ${more} more`;
  return shown.length < 2 ? shown.join('') : `${shown.slice(0, -1).join(', ')} and ${shown.at(-1) ?? ''}`;
}

/** Places that the base of a change has. */
export function placesInBase(places: readonly { readonly at: Place; readonly message: string }[]): readonly Related[] {
  return places.slice(0, 2 * mostNamed).flatMap(({ at, message }): readonly Related[] => {
    const place = firstLocation(at);
    return place === undefined ? [] : [{ at: place, message, side: 'base' }];
  });
}
