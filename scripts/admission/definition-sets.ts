import type { PublishedDefinitions } from '../../src/kubernetes/schema/published.ts';
import type { ServedKind } from '../../src/kubernetes/schema/model/schema.ts';
import { definitionFolder } from './api-server.ts';
import { gatewayApiFiles, taggedFiles } from '../schemas/definitions.ts';
import {
  controllerReleases,
  gatewayApiVersions,
  operatorReleases,
  type Checkout,
  type KongRelease,
} from '../schemas/releases.ts';

/** What one release defines: for us, and as files for the API server's code. */
export interface DefinitionSet {
  readonly name: string;
  readonly kinds: readonly ServedKind[];
  readonly folder: string;
}

export type Checkouts = Readonly<Partial<Record<Checkout, string>>>;

/** The sets of all releases; those of Kong as far as their checkouts are here. */
export function definitionSets(published: PublishedDefinitions, checkouts: Checkouts): readonly DefinitionSet[] {
  const ofGatewayApi = gatewayApiVersions.flatMap((version) =>
    (['standard', 'experimental'] as const).map((channel) => {
      const name = `gateway-api ${version} ${channel}`;
      return set(name, published.gatewayApi(version, channel), () => gatewayApiFiles(version, channel));
    }),
  );
  const ofKong = (of: 'kic' | 'operator', releases: readonly KongRelease[]): DefinitionSet[] =>
    releases.flatMap(({ version, folders }) => {
      const read = folders.map(({ checkout, tag, folder }) => {
        const at = checkouts[checkout];
        return at === undefined ? null : () => taggedFiles(at, tag, folder);
      });
      if (read.includes(null)) return [];
      return [set(`${of} ${version}`, published.kong(of, version), () => read.flatMap((files) => files?.() ?? []))];
    });

  function set(name: string, kinds: readonly ServedKind[] | null, files: () => readonly string[]): DefinitionSet {
    const folder = definitionFolder(name, files);
    return { name, kinds: kinds ?? [], folder };
  }

  return [...ofGatewayApi, ...ofKong('kic', controllerReleases), ...ofKong('operator', operatorReleases)];
}
