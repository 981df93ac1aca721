import { readImage, versionOfTag } from '../model/image.ts';

/** An image reference with the tag of another release: `kong:3.4-ubuntu` becomes `kong:3.9-ubuntu`. A digest goes with the old tag. */
export function imageWith(reference: string, version: string): string {
  const [named = reference] = reference.split('@');
  const { tag } = readImage(named);
  if (tag === null) return `${named}:${version}`;
  return `${named.slice(0, named.length - tag.length)}${tagWith(tag, version)}`;
}

/** A tag of another release; what distinguishes images of one release stays. */
export function tagWith(tag: string, version: string): string {
  const release = versionOfTag(tag);
  if (release === null) return version;
  const start = tag.indexOf(release);
  const rest = tag.slice(start + release.length);
  return `${tag.slice(0, start)}${version}${/^-(?!rc|alpha|beta)/.test(rest) ? rest : ''}`;
}
