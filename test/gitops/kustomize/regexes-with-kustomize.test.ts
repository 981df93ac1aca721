import { describe, expect, test } from 'vitest';
import { kubectl, realBuild } from './oracle.ts';
import { filesOf, regexCases } from './regexes.ts';

describe.skipIf(kubectl === null)('the real kustomize reads the regular expression', () => {
  test.each(regexCases)('$pattern', (each) => {
    const outcome = realBuild(filesOf(each), '');
    const matched =
      'failure' in outcome
        ? null
        : outcome.objects.map((json) => json as { metadata: { name: string; labels?: unknown } });
    expect(matched?.filter(({ metadata }) => metadata.labels).map(({ metadata }) => metadata.name) ?? null).toEqual(
      each.matches,
    );
  });
});
