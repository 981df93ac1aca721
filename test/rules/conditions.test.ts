import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { reasons } from '../../src/rules/conditions/reasons.ts';
import { conditionNames, conditionPage } from '../../src/rules/conditions/write-page.ts';
import { rules } from '../../src/rules/index.ts';

const folder = join(import.meta.dirname, '../../src/kong');
const written = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.ts'))
  .flatMap((path) => [
    ...readFileSync(join(folder, path), 'utf8').matchAll(
      /(?:condition\('(?:True|False|Unknown)',|\breason:) '(?<reason>[A-Z][A-Za-z]+)'/g,
    ),
  ])
  .map(({ groups }) => groups?.['reason'] ?? '');

describe('reasons of conditions', () => {
  test('are explained, each that is predicted', () => {
    expect(written).toContain('InvalidCertificateRef');
    expect([...new Set(written)].filter((reason) => !conditionNames.includes(reason))).toEqual([]);
  });

  test('name rules that exist, and say what to do where something is wrong', () => {
    const ids = rules.map(({ id }) => id);
    expect(reasons.flatMap(({ rules: named }) => named.filter((id) => !ids.includes(id)))).toEqual([]);
    expect(reasons.filter(({ rules: named, remedy }) => named.length > 0 && remedy === null)).toEqual([]);
  });
});

test('capitals do not count, and other names have no page', () => {
  expect(conditionPage('portunavailable')).toMatch(/^# PortUnavailable\n\n`Accepted=False` on a listener, written by/);
  expect(conditionPage('Conflicted')).toContain('| True | ProtocolConflict | a listener |');
  expect(conditionPage('PortUnavailabel')).toBeNull();
});
