import type { Files } from '../../src/review/in-memory.ts';
import { gateway, gatewayClass } from './gateway-api.ts';
import { kongApplication } from './gitops-tools.ts';
import { kongWithService } from './kong.ts';

/** Small repositories: `class.yaml`, `gateway.yaml` with listeners from line 9 on, and Kong in `kong.yaml`. */

/** Kong's chart in an Argo CD Application; its values begin on line 13 of `kong.yaml`. */
export function withChart(listeners: readonly string[], values?: string): Files {
  return { 'class.yaml': gatewayClass(), 'gateway.yaml': gateway(listeners), 'kong.yaml': kongApplication(values) };
}

/** Manifests alone: in `kong.yaml` the proxy listen is on line 13, the stream listen on 14, ports of the Service from 26 on. */
export function withManifests(listeners: readonly string[], kong?: Parameters<typeof kongWithService>[0]): Files {
  return { 'class.yaml': gatewayClass(), 'gateway.yaml': gateway(listeners), 'kong.yaml': kongWithService(kong) };
}
