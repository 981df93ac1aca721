import { describe, expect, test } from 'vitest';
import { type Identity, Targets } from '../../src/kubernetes/targets.ts';

const service = { group: '', kind: 'Service', name: 'shop' };
const many = Array.from({ length: 20 }, (_, index) => `team-${index}`);
const at = (namespace: string | null): Identity => ({ ...service, namespace });

describe('what a reference may mean', () => {
  const table: readonly [string, readonly (string | null)[], string | null, readonly (string | null)[], boolean][] = [
    ['nothing', [], 'apps', [], false],
    ['what has its namespace', ['apps', 'infra'], 'apps', ['apps'], true],
    ['nothing elsewhere', ['infra'], 'apps', [], false],
    ['what states no namespace, behind what states the right one', [null, 'apps'], 'apps', ['apps', null], true],
    ['the only one that states none', [null, 'infra'], 'apps', [null], true],
    ['two that state none', [null, null], 'apps', [null, null], false],
    ['from an unknown namespace the only one', ['apps'], null, ['apps'], true],
    ['from an unknown namespace any of two', ['apps', 'infra'], null, ['apps', 'infra'], false],
    ['what has no namespace either', ['apps', null], null, [null, 'apps'], true],
    ['the one of its namespace among those of many', [...many, 'apps', null], 'apps', ['apps', null], true],
    ['none of those of many other namespaces', [...many], 'apps', [], false],
    ['from an unknown namespace all of many', [...many, null], null, [null, ...many], true],
  ];
  test.each(table)('%s', (_, there, asked, found, isCertain) => {
    const targets = new Targets(there.map(at), (each) => each);
    expect(targets.find(at(asked)).map(({ namespace }) => namespace)).toEqual(found);
    expect(targets.one(at(asked))).toEqual(isCertain ? at(found[0] ?? null) : null);
  });

  test.each([{ group: 'x.io' }, { kind: 'Secret' }, { name: 'cart' }])('nothing of another %j', (other) => {
    expect(new Targets([at('apps')], (each) => each).find({ ...at('apps'), ...other })).toEqual([]);
  });
});
