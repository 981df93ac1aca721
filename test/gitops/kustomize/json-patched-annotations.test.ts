import { describe, expect, test } from 'vitest';
import { annotationCases } from './annotation-cases.ts';
import { ourBuild } from './oracle.ts';

describe('a JSON patch finds the annotations in which kustomize keeps its memory', () => {
  test.each(annotationCases)('$name', ({ files, objects }) => {
    const outcome = ourBuild(files, '');
    expect('failure' in outcome ? null : outcome.objects).toEqual(objects);
  });
});
