import type { Route } from '../../../gatewayapi/route.ts';
import { attaches } from '../../model/attaches.ts';
import { does } from '../../operator/releases.ts';
import { kindTraits } from './kind-traits.ts';
import type { JudgedParent } from './parents.ts';

/**
 * TCP and UDP routes that share a listener where the controller gives Kong one alone: the one that was made first. None
 * counts whose attachment to the listener is certainly not there.
 * Source: https://github.com/Kong/kong-operator/blob/v2.3.0-rc.3/ingress-controller/internal/dataplane/translator/translate_tcproute.go
 */
export function contendingRoutes(
  judged: readonly { readonly route: Route; readonly parents: readonly JudgedParent[] }[],
): ReadonlySet<Route> {
  const byListener = new Map<object, Set<Route>>();
  for (const { route, parents } of judged) {
    if (kindTraits[route.kind].stream === null) continue;
    for (const { controller, attachments } of parents) {
      const release = controller?.embeddedIn;
      if (release === undefined || !does(release, 'serves-one-stream-route')) continue;
      for (const each of attachments) {
        if (attaches(each) === false) continue;
        const { listener } = each.status;
        byListener.set(listener, (byListener.get(listener) ?? new Set()).add(route));
      }
    }
  }
  return new Set([...byListener.values()].filter(({ size }) => size > 1).flatMap((routes) => [...routes]));
}
