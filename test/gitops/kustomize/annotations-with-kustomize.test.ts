import { describe, expect, test } from 'vitest';
import { annotationCases } from './annotation-cases.ts';
import { kubectl, realBuild } from './oracle.ts';

describe.skipIf(kubectl === null)('the real kustomize lets a JSON patch find its annotations', () => {
  test.each(annotationCases)('$name', ({ files, objects }) => {
    const outcome = realBuild(files, '');
    expect('failure' in outcome ? null : outcome.objects).toEqual(objects);
  });
});
