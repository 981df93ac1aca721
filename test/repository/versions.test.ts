import { describe, expect, test } from 'vitest';
import { newReleases } from '../../scripts/versions/new-releases.ts';

describe('releases that are not known', () => {
  test.each([
    [
      'a chart that came after all known ones',
      ['3.4.0', '3.4.1'],
      true,
      ['3.4.1', '3.5.0', '3.4.0', '2.1.0'],
      ['3.5.0'],
    ],
    [
      'a patch of an older minor',
      ['3.4.1', '3.4.0', '3.5.0'],
      false,
      ['v3.4.2', 'v3.5.0', 'v3.6.0'],
      ['3.4.2', '3.6.0'],
    ],
    ['nothing before the oldest', ['3.4.0'], false, ['3.3.9', '2.8.0'], []],
    ['no release candidates, and no names that are no versions', ['1.3.0'], false, ['v1.4.0-rc.1', 'nightly'], []],
    ['each once', ['1.3.0'], false, ['v1.4.0', '1.4.0'], ['1.4.0']],
  ])('%s', (_, releases, onlyNewer, found, expected) => {
    expect(newReleases({ releases, onlyNewer }, found)).toEqual(expected);
  });
});
