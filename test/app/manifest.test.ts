import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { handledEvents } from '../../src/github/deliveries/events.ts';
import { toJson } from '../../src/source/json.ts';
import { parseYaml } from '../../src/source/parse.ts';

function manifest(path: string): Readonly<Record<string, unknown>> {
  const root = parseYaml(path, readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8')).documents[0]?.root;
  return (root ? toJson(root) : {}) as Readonly<Record<string, unknown>>;
}

test.each(['app.yml', 'app-with-fixes.yml'])('%s subscribes to exactly the events the app handles', (path) => {
  // What happens to an installation every app is told unasked.
  const handled = new Set(
    handledEvents.map((event) => event.split('.')[0] ?? '').filter((name) => !name.startsWith('installation')),
  );
  expect(new Set(manifest(path)['default_events'] as readonly string[])).toEqual(handled);
});

test('the two manifests differ in one permission', () => {
  const { default_permissions: base, description: _, ...rest } = manifest('app.yml');
  const { default_permissions: fixes, description: __, ...restWithFixes } = manifest('app-with-fixes.yml');
  expect(base).toEqual({
    metadata: 'read',
    contents: 'read',
    pull_requests: 'write',
    checks: 'write',
    merge_queues: 'read',
  });
  expect(fixes).toEqual({ ...(base as object), contents: 'write' });
  expect(restWithFixes).toEqual(rest);
});
