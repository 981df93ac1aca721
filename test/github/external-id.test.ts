import { expect, test } from 'vitest';
import { externalId, readExternalId, textHash } from '../../src/github/model/external-id.ts';

test('names of branches, which others choose, are told apart by 128 bits', () => {
  const id = externalId({ kind: 'pull', number: 7, base: textHash('main'), request: textHash('a delivery') });
  expect(id).toMatch(/^v1:pull:7:[0-9a-f]{32}:[0-9a-f]{32}$/);
  expect(id.length).toBeLessThan(100);
  expect(readExternalId(id)).toMatchObject({ number: 7, base: textHash('main') });
});

test('the run of an earlier release is known, and is about no branch of now', () => {
  const old = `v1:pull:7:${textHash('main').slice(0, 8)}:`;
  expect(readExternalId(old)).toMatchObject({ kind: 'pull', number: 7 });
  expect(readExternalId(old)).not.toMatchObject({ base: textHash('main') });
});
