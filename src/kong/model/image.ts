/** The parts of a container image reference: `kong/kong-gateway:3.9` is repository and tag. */
export interface Image {
  /** The last part of the repository, `kong-gateway`. */
  readonly name: string;
  readonly tag: string | null;
}

/** Reads an image reference; a digest is left out, a registry's port is no tag. */
export function readImage(reference: string): Image {
  const withoutDigest = reference.split('@')[0] ?? '';
  const last = withoutDigest.slice(withoutDigest.lastIndexOf('/') + 1);
  const colon = last.indexOf(':');
  return colon < 0 ? { name: last, tag: null } : { name: last.slice(0, colon), tag: last.slice(colon + 1) };
}

/** `3.5` of `v3.5`, `3.5.3` of `3.5.3-ubuntu`; null for `latest`, `nightly` or a commit. */
export function versionOfTag(tag: string | null): string | null {
  return /^v?([0-9]{1,4}\.[0-9]{1,4}(?:\.[0-9]{1,4})?)(?![0-9])/.exec(tag ?? '')?.[1] ?? null;
}

/** Whether a version `X.Y` or `X.Y.Z` is at least another. */
export function atLeast(version: string, wanted: string): boolean {
  const [a, b] = [version, wanted].map((text) => text.split('.').map(Number));
  for (let part = 0; part < 3; part += 1) {
    const difference = (a?.[part] ?? 0) - (b?.[part] ?? 0);
    if (difference !== 0) return difference > 0;
  }
  return true;
}
