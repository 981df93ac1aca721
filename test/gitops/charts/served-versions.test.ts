import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { findingsIn } from '../../review/finding-lines.ts';

const tree = join(import.meta.dirname, '../../trees/change-route-in-values-of-a-chart/base');
const files = Object.fromEntries(
  ['apps/echo.yaml', 'kong/gateway.yaml', 'kong/release.yaml'].map(
    (path) => [path, readFileSync(join(tree, path), 'utf8')] as const,
  ),
);
const app = files['apps/echo.yaml'] ?? '';

/** A chart that asks the cluster takes a version that is served, whichever the release of the definitions. */
test.each([
  ['TLSRoute', '1.3.0', 'experimental'],
  ['TLSRoute', '1.5.0', 'standard'],
  ['HTTPRoute', '0.8.1', 'standard'],
  ['GRPCRoute', '1.0.0', 'experimental'],
])('%s with the definitions of %s, %s', (kind, version, channel) => {
  const changed = app.replace('      app:\n        hostnames', `      app:\n        kind: ${kind}\n        hostnames`);
  expect(changed).not.toBe(app);
  const configuration = `clusters: [{name: prod, paths: ["**"], gatewayApi: {version: ${version}, channel: ${channel}}}]\n`;
  const found = findingsIn({ ...files, 'apps/echo.yaml': changed, '.github/portcullis.yml': configuration });
  expect(found.filter((each) => /^apps.*(kind-not-served|object-rejected|field-pruned)/.test(each))).toEqual([]);
});

test('and none where no version of the kind is served', () => {
  const changed = app.replace('      app:\n        hostnames', '      app:\n        kind: TLSRoute\n        hostnames');
  const configuration = 'clusters: [{name: prod, paths: ["**"], gatewayApi: {version: 1.3.0, channel: standard}}]\n';
  const found = findingsIn({ ...files, 'apps/echo.yaml': changed, '.github/portcullis.yml': configuration });
  expect(found.some((each) => each.includes('kind-not-served'))).toBe(true);
});
