import { unknown, type Fact } from '../../source/location.ts';
import type { Container } from '../model/workload.ts';

/** Kong's own images, under the names by which registries have them. Others may hold another Kong, or other plugins. */
const plainImage =
  /^(?:(?:index\.)?docker\.io\/)?(?:library\/|kong\/)?kong:([0-9]+\.[0-9]+(?:\.[0-9]+)?)(?:-(?:ubuntu|alpine|debian|rhel|amazonlinux))?(?:@sha256:[0-9a-f]+)?$/;

/** The release of Kong that a container is: `3.9.1`, `3.9` for one of its patch releases; unknown where it is not plain Kong without a database. */
export function plainReleaseOf(container: Container): Fact<string> {
  const { image, unknownEnv } = container;
  const release = plainImage.exec(image?.value ?? '')?.[1];
  if (release === undefined) return unknown('the image may be another Kong, or hold other plugins');
  if (unknownEnv !== null) return unknown(unknownEnv);
  if (settingOf(container, 'DATABASE') !== 'off') return unknown('Kong has a database, or may have one');
  if ((settingOf(container, 'ROLE') ?? 'traditional') !== 'traditional')
    return unknown('Kong gets its configuration from another');
  return { certainty: 'defaulted', value: release, from: `the image ${image?.value ?? ''}` };
}

/** A setting of Kong from its environment; `?` where it is not known, undefined where nothing states it. */
export function settingOf({ env }: Container, name: string): string | undefined {
  const value = env.get(`KONG_${name}`);
  return value?.kind === 'unknown' ? '?' : value?.value;
}
