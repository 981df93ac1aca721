import type { Listener } from '../../../gatewayapi/gateway.ts';
import type { RouteStatus } from '../../model/route-status.ts';
import type { TranslationSetup } from './setup.ts';

/** The listeners that a route names on Gateways of its controller, whether they take it or not. */
export function namedListeners({ parents }: RouteStatus): readonly Listener[] {
  return parents
    .filter(({ standing }) => standing === 'reconciled')
    .flatMap(({ gateway, ref }) =>
      (gateway?.listeners ?? [])
        .map(({ listener }) => listener)
        .filter(({ name }) => ref.sectionName === null || ref.sectionName.value === name.value),
    );
}

/** The protocols of an HTTPRoute: those of its listeners, both in older releases and where none is of HTTP. */
export function listenerProtocols(status: RouteStatus, setup: TranslationSetup): readonly string[] {
  const both = ['http', 'https'];
  if (!setup.readsListenerProtocols) return both;
  const protocols = namedListeners(status).map(({ protocol }) => protocol.value.toLowerCase());
  const found = both.filter((each) => protocols.includes(each));
  return found.length === 0 ? both : found;
}
