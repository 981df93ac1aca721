import { Agent } from 'node:https';
import type { Variables } from './variables.ts';

/** As many as the SDK opens by itself. */
const mostConnections = 50;

/**
 * Keeps connections to AWS open, through the proxy of the environment where Node is told to use one: an agent of one's
 * own does not do so by itself.
 */
export function tlsAgent(variables: Variables): Agent {
  const proxy = variables['NODE_USE_ENV_PROXY'] === '1' ? { proxyEnv: { ...variables } } : {};
  return new Agent({ keepAlive: true, maxSockets: mostConnections, ...proxy });
}
