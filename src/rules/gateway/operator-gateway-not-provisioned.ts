import type { ProvisioningFault } from '../../kong/model/managed.ts';
import { firstLocation } from '../../source/location.ts';
import type { Rule } from '../model/rule.ts';
import { operatorName } from '../wording/managed.ts';
import { gatewayName, gatewaySubject, listenerSubject } from '../wording/names.ts';
import { conditionOutcome } from '../wording/outcomes.ts';
import { relatedAt } from '../wording/places.ts';

/** The field of the Gateway that a fault is about. */
const fields: Readonly<Record<ProvisioningFault['cause'], string>> = {
  protocol: 'protocol',
  'listener-name': 'name',
  'gateway-name': 'metadata.name',
  'too-many-listeners': 'spec.listeners',
  'listener-option': 'listenersOptions',
  'proxy-listen': 'KONG_PROXY_LISTEN',
  'port-maps': 'KONG_PORT_MAPS',
  'listen-syntax': 'listens',
  database: 'KONG_DATABASE',
  image: 'image',
  'sign-in': 'konnect.authRef',
  parameters: 'spec.infrastructure.parametersRef',
};

export const operatorGatewayNotProvisioned: Rule = {
  id: 'operator-gateway-not-provisioned',
  about: 'gateway',
  title: 'Kong Operator never gets a Gateway to serve anything',
  severity: 'error',

  *observe(cluster) {
    for (const gateway of cluster.gateways) {
      const [only, second] = gateway.managed;
      const fault = only?.fault ?? null;
      // A protocol that is not served is told of its listener.
      if (only === undefined || second !== undefined || fault === null || fault.cause === 'protocol') continue;
      const { cause, reason, listener } = fault;
      const at = firstLocation(fault.at, listener?.name.at, gateway.gateway.name.at);
      if (at === undefined) continue;
      const isOfListener = cause === 'listener-name' && listener !== null;
      yield {
        at,
        subject: isOfListener ? listenerSubject(gateway, listener.name.value) : gatewaySubject(gateway),
        field: fields[cause],
        statement: `${operatorName(only.release)} never gets ${gatewayName(gateway)} to serve: ${reason}.`,
        outcome: conditionOutcome(
          { type: 'Programmed', status: 'False', reason: 'Pending' },
          'no listener of the Gateway is served and its routes get no status',
        ),
        related:
          at === gateway.gateway.name.at ? [] : relatedAt(gateway.gateway.name.at, `${gatewayName(gateway)} is here`),
        restsOn: [gateway.gateway.name.at],
      };
    }
  },
};
