import { get, stringAt } from '../../source/node.ts';
import type { Destination } from '../deployed/unit.ts';
import type { Application } from './application.ts';
import { trimmedEnd } from '../../source/trim.ts';
import { shortName } from '../../source/shortened.ts';

/** Ways to name the cluster that Argo CD itself runs in. */
const ownServer = /^(https:\/\/)?kubernetes\.default(\.svc)?(\.cluster\.local)?(:443)?\/?$/;

/** The cluster an Application names; null for the one that it is itself in. */
export function destinationOf(application: Application): Destination | null {
  const { object, destination } = application;
  const by = `Argo CD Application ${object.name.value} (${object.path})`;
  const name = stringAt(destination, 'name')?.value;
  if (name !== undefined && name !== 'in-cluster') {
    const shown = shortName(name);
    return { key: `argo-cd name ${name}`, name: shown, evidence: `${by} is destined for cluster ${shown}` };
  }
  if ([get(destination, 'name'), get(destination, 'server')].some((node) => node?.kind === 'unknown')) {
    const key = `argo-cd unknown ${object.path} ${object.name.value}`;
    return { key, name: object.name.value, evidence: `${by} is destined for clusters that its generator finds` };
  }
  const server = stringAt(destination, 'server')?.value;
  if (server === undefined || ownServer.test(server)) return null;
  const host = trimmedEnd(server.replace(/^[a-z]+:\/\//i, ''), '/');
  return {
    key: `argo-cd server ${host.toLowerCase()}`,
    name: shortName(host),
    evidence: `${by} is destined for ${shortName(server)}`,
  };
}

/** Whether an Application names the cluster that Argo CD itself runs in, which is then none of those that others name. */
export function staysHome({ destination }: Application): boolean {
  const name = stringAt(destination, 'name')?.value;
  return name === 'in-cluster' || ownServer.test(stringAt(destination, 'server')?.value ?? '');
}
