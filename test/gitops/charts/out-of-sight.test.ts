import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { affectedRoutes } from '../../../src/report/affected-routes.ts';
import { reviewFiles } from '../../../src/review/in-memory.ts';

const tree = join(import.meta.dirname, '../../trees/change-route-in-values-of-a-chart/base');
const files = Object.fromEntries(
  readdirSync(tree, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name))
    .map((path) => [path.slice(tree.length + 1), readFileSync(path, 'utf8')] as const),
);
const app = files['apps/echo.yaml'] ?? '';

/** What a change makes of the values, and whether the route is said to be taken away. */
test.each([
  ['another release of the chart', app.replace('tag: 5.0.1', 'tag: 9.9.9'), false],
  [
    'values of a Secret',
    app.replace('  values:\n', '  valuesFrom:\n    - kind: Secret\n      name: more\n  values:\n'),
    false,
  ],
  [
    'a template for a name',
    app.replace('      app:\n        hostnames', '      app:\n        suffix: "{{ .Values.x }}"\n        hostnames'),
    false,
  ],
  ['no route', app.slice(0, app.indexOf('    route:')), true],
  [
    'the route switched off',
    app.replace('      app:\n        hostnames', '      app:\n        enabled: false\n        hostnames'),
    true,
  ],
])('%s', (_title, changed, isTaken) => {
  expect(changed).not.toBe(app);
  const review = reviewFiles({ ...files, 'apps/echo.yaml': changed }, files);
  expect(review.removed.map(({ about }) => about)).toEqual(isTaken ? ['HTTPRoute apps/echo'] : []);
  expect(affectedRoutes(review, true).map(({ after }) => after)).toEqual(isTaken ? [null] : []);
  expect(review.unverified.length > 0).toBe(!isTaken);
});
