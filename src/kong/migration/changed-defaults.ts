import type { Fact, Place } from '../../source/location.ts';
import type { Controller } from '../model/model.ts';
import type { GatewayMove } from './gateway-moves.ts';

/** Something that nobody sets, and that is otherwise where a Gateway moves to. */
export interface ChangedDefault {
  readonly what: 'router' | 'services' | 'image';
  readonly before: string;
  readonly after: string;
  /** Where it was decided, or null. */
  readonly at: Place | null;
}

/** What is otherwise for the routes of a Gateway that moves, although no file says so. */
export function changedDefaults({ to, before, after }: GatewayMove): readonly ChangedDefault[] {
  const [was, is] = [before.controller, after.controller];
  if (was === null || is === null || (to === 'operator' && (after.managed[0]?.options ?? null) === null)) return [];
  const [old, now] = [was.proxies[0], is.proxies[0]];
  const router =
    old === undefined || now === undefined ? [] : differing('router', old.routerFlavor, now.routerFlavor, String);
  const services = differing('services', was.combinesServices, is.combinesServices, String);
  const isChosen =
    to === 'operator' && now?.version.certainty === 'unknown' && after.managed[0]?.options?.image === null;
  const image =
    isChosen && old !== undefined && old.version.certainty !== 'unknown'
      ? [
          {
            what: 'image' as const,
            before: `Kong ${old.version.value}`,
            after: defaultImage(is),
            at: old.version.certainty === 'known' ? old.version.at : null,
          },
        ]
      : [];
  return [...router, ...services, ...image];
}

function differing<T>(
  what: ChangedDefault['what'],
  was: Fact<T>,
  is: Fact<T>,
  text: (value: T) => string,
): readonly ChangedDefault[] {
  // What somebody sets is no default.
  if (was.certainty === 'unknown' || is.certainty !== 'defaulted' || was.value === is.value) return [];
  return [{ what, before: text(was.value), after: text(is.value), at: was.certainty === 'known' ? was.at : null }];
}

/** Before 2.0 it was the plain Kong. */
function defaultImage({ embeddedIn = '2.0' }: Controller): string {
  return embeddedIn.startsWith('1.') ? 'kong' : 'kong/kong-gateway';
}
