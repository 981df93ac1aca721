import { describe, expect, test } from 'vitest';
import { messageOf, subjectKey, subjectName, type Outcome, type Subject } from '../src/finding.ts';

const outcome: Outcome = { effect: 'kong-does-not-start', conditions: [], sentence: 'Kong refuses to start' };

describe('a message', () => {
  test('is the statement and what comes of it', () => {
    expect(messageOf('the listen has no port.', outcome)).toBe(
      'the listen has no port. After merge: Kong refuses to start.',
    );
  });

  test('is the statement alone where nothing is predicted', () => {
    expect(messageOf('the listen has no port.', null)).toBe('the listen has no port.');
  });
});

describe('a subject', () => {
  const gateway: Subject = { kind: 'Gateway', namespace: 'kong', name: 'edge' };
  const listener = (name: string): Subject => ({ ...gateway, part: { kind: 'listener', name } });

  test.each([
    [gateway, 'Gateway kong/edge'],
    [{ ...gateway, namespace: null }, 'Gateway edge'],
    [listener('web'), 'Gateway kong/edge'],
  ])('%j is called %s', (subject, name) => {
    expect(subjectName(subject)).toBe(name);
  });

  test('has a key of its own for each of its fields', () => {
    const different = [
      gateway,
      { ...gateway, kind: 'GatewayClass' },
      { ...gateway, namespace: null },
      { ...gateway, namespace: 'kong/edge', name: '' },
      { ...gateway, name: 'edge listener web' },
      listener('web'),
      listener('admin'),
      { ...gateway, part: { kind: 'port', name: 'web' } as const },
    ];
    expect(new Set(different.map(subjectKey)).size).toBe(different.length);
    expect(subjectKey({ ...gateway })).toBe(subjectKey(gateway));
  });
});
