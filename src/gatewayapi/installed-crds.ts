import type { KubeObject } from '../kubernetes/object.ts';

/** Version and channel of the installed Gateway API CRDs, where the configuration states them. */
export interface InstalledCrds {
  /** `1.3.0`, `v1.3`. */
  readonly version: string;
}

/** The versions that a bundle serves of each kind, by the first release that does; what is not listed here is not known. */
const served: Readonly<Record<string, readonly (readonly [since: string, versions: readonly string[]])[]>> = {
  Gateway: [
    ['0.7', ['v1alpha2', 'v1beta1']],
    ['0.8', ['v1beta1']],
    ['1.0', ['v1', 'v1beta1']],
  ],
  GatewayClass: [
    ['0.7', ['v1alpha2', 'v1beta1']],
    ['0.8', ['v1beta1']],
    ['1.0', ['v1', 'v1beta1']],
  ],
  ReferenceGrant: [
    ['0.7', ['v1alpha2', 'v1beta1']],
    ['1.1', ['v1beta1']],
    ['1.5', ['v1', 'v1beta1']],
  ],
};

/** The newest bundle that the table was made from; a later one may serve others. */
const newestBundle = '1.7';

/** `1` and `3` of `v1.3.0`; null for what is no version. */
function partsOf(version: string): readonly [major: number, minor: number] | null {
  const [, major, minor] = /^v?([0-9]{1,4})\.([0-9]{1,4})/.exec(version) ?? [];
  return major === undefined || minor === undefined ? null : [Number(major), Number(minor)];
}

/** Whether a bundle's version is at least another; false where it is no version. */
function isAtLeast(version: string, wanted: string): boolean {
  const [parts, [major, minor]] = [partsOf(version), partsOf(wanted) ?? [0, 0]];
  return parts !== null && (parts[0] > major || (parts[0] === major && parts[1] >= minor));
}

/** `n` of `1.n`; -1 for what was before 1.0, null for what is no version. */
export function minorOf({ version }: InstalledCrds): number | null {
  const parts = partsOf(version);
  if (parts === null) return null;
  return parts[0] === 0 ? -1 : parts[1];
}

/** The versions of a kind that a bundle serves; null where that is not known. */
export function servedVersions(kind: string, crds: InstalledCrds | null): readonly string[] | null {
  if (crds === null || (isAtLeast(crds.version, newestBundle) && !isAtLeast(newestBundle, crds.version))) return null;
  const rows = Object.hasOwn(served, kind) ? served[kind] : undefined;
  return rows?.findLast(([since]) => isAtLeast(crds.version, since))?.[1] ?? null;
}

/** Why the API server knows no such kind in the version of an object, or null. */
export function notServed({ kind, apiVersion }: KubeObject, crds: InstalledCrds | null): string | null {
  const versions = servedVersions(kind, crds);
  const version = apiVersion.slice(apiVersion.lastIndexOf('/') + 1);
  if (crds === null || versions === null || versions.includes(version)) return null;
  return `Gateway API ${crds.version} serves ${kind} as ${versions.join(' and ')}, and not as ${version}`;
}
