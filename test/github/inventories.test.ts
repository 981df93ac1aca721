import { describe, expect, test } from 'vitest';
import { readConfig } from '../../src/config/read-config.ts';
import type { Inventories } from '../../src/config/inventory.ts';
import { withInventories } from '../../src/github/job/inventories.ts';
import { setUp } from './harness.ts';

const platform = { owner: 'acme', repo: 'platform' };
const here = { owner: 'acme', repo: 'shop' };

/** What comes of a configuration whose cluster `prod` has an inventory, in an organisation with these repositories. */
async function inventoriesOf(
  inventory: string,
  {
    files = {},
    own = {},
    fault = null,
  }: { files?: Record<string, string>; own?: Record<string, string>; fault?: number | null },
): Promise<{ readonly first: Inventories; readonly second: Inventories; readonly requests: number }> {
  const { github, services } = setUp();
  github.createRepository('acme/platform', files);
  github.createRepository('acme/shop', own);
  let requests = 0;
  github.fault = ({ path }) => {
    if (!path.includes('/contents/')) return null;
    requests += 1;
    return fault === null ? null : { kind: 'status', status: fault };
  };
  const text = `clusters: [{name: prod, paths: ['**'], inventory: ${inventory}}]\n`;
  const { config, problems } = readConfig('portcullis.yml', text, []);
  expect(problems).toEqual([]);
  const { client, clock, caches } = services;
  const reader = { client, clock, cache: caches.inventories };
  const statedIn = { repository: here, ref: null };
  const first = await withInventories(reader, config, statedIn);
  const second = await withInventories(reader, config, statedIn);
  return { first: first.inventories, second: second.inventories, requests };
}

const map = '{repository: platform, path: maps/prod.json}';

describe('inventories', () => {
  test('are read in another repository of the owner, and kept', async () => {
    const { first, second, requests } = await inventoriesOf(map, { files: { 'maps/prod.json': '{}' } });
    const where = `${platform.owner}/${platform.repo}/maps/prod.json`;
    expect(first).toEqual(new Map([['prod', { kind: 'found', text: '{}', where, commit: null }]]));
    expect(second).toEqual(first);
    expect(requests).toBe(1);
  });

  test('are read in the repository of the configuration', async () => {
    const { first } = await inventoriesOf('prod.json', { own: { 'prod.json': '[1]' } });
    expect(first.get('prod')).toMatchObject({ text: '[1]', where: 'acme/shop/prod.json' });
  });

  test('of more than a megabyte are read as well, and beyond eight not', async () => {
    const large = ' '.repeat(2 * 1024 * 1024);
    const { first } = await inventoriesOf('prod.json', { own: { 'prod.json': large } });
    expect(first.get('prod')).toMatchObject({ kind: 'found', text: large });
    const { first: none } = await inventoriesOf('prod.json', { own: { 'prod.json': ' '.repeat(9 * 1024 * 1024) } });
    expect(none.get('prod')).toMatchObject({ kind: 'unreadable', reason: 'it is larger than 8 MiB' });
  });

  test.each<[what: string, inventory: string, fault: number | null]>([
    ['not there', map, null],
    ['a folder', '{repository: platform, path: maps}', null],
    ['of a repository that the app may not read', map, 403],
    ['of a branch that is not there', '{repository: platform, path: maps/prod.json, ref: gone}', null],
  ])('that cannot be had are said: %s', async (_, inventory, fault) => {
    const { first } = await inventoriesOf(inventory, { files: { 'maps/other.json': '{}' }, fault });
    expect(first.get('prod')?.kind).toBe('unreadable');
  });

  test('that GitHub cannot give at the moment are not taken for absent', async () => {
    await expect(inventoriesOf(map, { fault: 503 })).rejects.toThrow('Server Error');
  });

  test('stand in no repository of another owner', () => {
    const text = `clusters: [{name: prod, paths: ['**'], inventory: {repository: other/platform, path: a.json}}]\n`;
    expect(readConfig('portcullis.yml', text, []).problems).not.toEqual([]);
  });
});
