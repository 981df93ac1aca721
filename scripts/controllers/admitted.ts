import { askedLines, builtServer, definitionFolder } from '../admission/api-server.ts';
import { gatewayApiFiles } from '../schemas/definitions.ts';
import { gatewayApi, type Manifest } from './manifest.ts';
import type { RandomCluster } from './random-cluster.ts';

/** A cluster without what its API server refuses: as its objects are stated, and as they are stored. */
export interface AdmittedCluster extends RandomCluster {
  readonly stored: readonly Manifest[];
  readonly refused: number;
}

interface Verdict {
  readonly served: boolean;
  readonly decode: string;
  readonly problems: readonly unknown[];
  readonly stored: Manifest;
}

/** Asks the API server's code about every object of Gateway API, with the experimental channel of a bundle. */
export function admitted(clusters: readonly RandomCluster[], bundle: string): readonly AdmittedCluster[] {
  const set = definitionFolder(`gateway-api ${bundle} experimental`, () => gatewayApiFiles(bundle, 'experimental'));
  const asked = clusters.flatMap(({ stated }) => stated.filter(isOfGatewayApi));
  const questions = asked.map((object) => ({ set, object }));
  const verdicts = askedLines(builtServer(), questions) as readonly Verdict[];
  const verdictOf = new Map(asked.map((object, index) => [object, verdicts[index]]));
  return clusters.map((cluster) => {
    const stored = new Map<Manifest, Manifest>();
    for (const object of cluster.stated) {
      const verdict = verdictOf.get(object);
      if (verdict === undefined) stored.set(object, object);
      else if (verdict.served && verdict.decode === '' && verdict.problems.length === 0) {
        stored.set(object, verdict.stored);
      }
    }
    const stated = cluster.stated.filter((object) => stored.has(object));
    const all = [...stated.map((object) => stored.get(object) ?? object), ...cluster.hidden];
    return { ...cluster, stated, stored: all, refused: cluster.stated.length - stated.length };
  });
}

function isOfGatewayApi(object: Manifest): boolean {
  return String(object['apiVersion']).startsWith(`${gatewayApi}/`);
}
