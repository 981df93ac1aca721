import type { Located } from '../../source/location.ts';
import { atLeast, readImage, versionOfTag } from '../model/image.ts';
import type { ProvisioningFault } from '../model/managed.ts';
import { does } from './releases.ts';

/**
 * What keeps the operator from starting an image: it reads a version from it, and starts nothing older than 3.0. A text
 * where that is not known.
 */
export function imageFault({ value, at }: Located<string>, release: string): ProvisioningFault | string | null {
  const fault = (reason: string): ProvisioningFault => ({
    cause: 'image',
    reason,
    at,
    listener: null,
    condition: null,
  });
  const { tag } = readImage(value);
  if (tag === null || !/\d/.test(tag))
    return fault(`the image ${value} names no version of Kong, so the operator does not start it`);
  if (/^[^/]+:\d+\//.test(value) && !does(release, 'reads-images-with-ports'))
    return fault(
      `the image ${value} has a registry with a port, behind which Kong Operator ${release} reads no version`,
    );
  const version = versionOfTag(tag);
  if (version === null) return `which version of Kong the image ${value} is`;
  return atLeast(version, '3.0')
    ? null
    : fault(`the image ${value} is older than Kong 3.0, so the operator does not start it`);
}
