import { customResourceDefinition, experimentalGroup, gatewayGroup } from '../../kubernetes/kinds.ts';
import { isOfKind } from '../../kubernetes/known-kinds.ts';
import type { InstalledBundle } from '../../kubernetes/installed-bundle.ts';
import type { KubeObject } from '../../kubernetes/object.ts';
import { firstLocation, type Location } from '../../source/location.ts';
import { stringAt } from '../../source/node.ts';
import { normalUrl } from './repository-url.ts';

const repository = 'github.com/kubernetes-sigs/gateway-api';

/** Bytes of a file that installs definitions of Gateway API by address. */
export const bundleMark = 'kubernetes-sigs/gateway-api';

/** Whether an address is that of the repository of Gateway API. */
export function isBundleRepository(url: string): boolean {
  return normalUrl(url).replace(/^www\./, '') === repository;
}

/** What a directory or file of the repository of Gateway API holds; null where it is no definitions. */
export function bundleIn(
  path: string,
  revision: string | null,
  at: Location,
  applied: InstalledBundle['applied'] = 'by-tool',
): InstalledBundle | null {
  const parts = /^\/*(?:\.\/)?config\/crd(?:\/(standard|experimental))?(?:\/([^/]*))?\/?$/.exec(path);
  if (parts === null) return null;
  const [, channel, file] = parts;
  const version = releaseIn(revision);
  if (file === undefined || file === '' || file === 'kustomization.yaml')
    return {
      version,
      channel: channel === 'experimental' ? 'experimental' : 'standard',
      definition: null,
      applied,
      at,
    };
  const [, group, plural] = /^([a-z.-]+\.(?:x-)?k8s\.io)_([a-z]+)\.yaml$/.exec(file) ?? [];
  if (group === undefined || plural === undefined || channel === undefined) return null;
  return { version, channel: channelOf(channel), definition: `${plural}.${group}`, applied, at };
}

/** What an address of definitions of Gateway API installs, as kubectl and kustomize take it; null for any other. */
export function bundleAt(
  url: string,
  at: Location,
  applied: InstalledBundle['applied'] = 'by-tool',
): InstalledBundle | null {
  const [, rest = ''] =
    /^(?:git::)?(?:https?:\/\/)?(?:www\.)?github\.com\/kubernetes-sigs\/gateway-api(?:\.git)?\/+([^/].*)$/.exec(url) ??
    [];
  const [, release, install] =
    /^releases\/(download\/[^/]+|latest\/download)\/(standard|experimental)-install\.yaml$/.exec(rest) ?? [];
  if (release !== undefined && install !== undefined) {
    const version = releaseIn(/^download\/(.*)$/.exec(release)?.[1] ?? null);
    return { version, channel: channelOf(install), definition: null, applied, at };
  }
  const [, directory, query] = /^(config\/[^?]*)(?:\?(.*))?$/.exec(rest) ?? [];
  if (directory !== undefined) return bundleIn(directory, refIn(query ?? ''), at, applied);
  const raw =
    /^https:\/\/raw\.githubusercontent\.com\/kubernetes-sigs\/gateway-api\/(?:refs\/(?:tags|heads)\/)?([^/]+)\/(config\/.*)$/.exec(
      url,
    ) ?? /^(?:raw|blob)\/(?:refs\/(?:tags|heads)\/)?([^/]+)\/(config\/.*)$/.exec(rest);
  const [, revision, file] = raw ?? [];
  return revision === undefined || file === undefined ? null : bundleIn(file, revision, at, applied);
}

function refIn(query: string): string | null {
  return /(?:^|&)(?:ref|version)=([^&]*)/.exec(query)?.[1] ?? null;
}

/** `1.3.0` of a tag; null for a branch and for whatever is filled in. */
function releaseIn(revision: string | null): string | null {
  return /^(?:refs\/tags\/)?v(\d+\.\d+\.\d+)$/.exec(revision ?? '')?.[1] ?? null;
}

function channelOf(text: string | undefined): InstalledBundle['channel'] {
  return text === 'standard' || text === 'experimental' ? text : null;
}

/** What a CustomResourceDefinition of the tree says of itself; null for one that is not Gateway API's. */
export function bundleOf(object: KubeObject): InstalledBundle | null {
  if (!isOfKind(object, customResourceDefinition)) return null;
  const group = stringAt(object.root, 'spec', 'group')?.value ?? '';
  const at = firstLocation(object.name.at, object.root.at);
  if (at === undefined || ![gatewayGroup, experimentalGroup].includes(group)) return null;
  const annotation = (name: string) =>
    stringAt(object.root, 'metadata', 'annotations', `${gatewayGroup}/${name}`)?.value;
  return {
    version: releaseIn(annotation('bundle-version') ?? null),
    channel: channelOf(annotation('channel')),
    definition: object.name.value,
    applied: 'by-tool',
    at,
  };
}
