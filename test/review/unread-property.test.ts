import fc from 'fast-check';
import { expect, test } from 'vitest';
import { verdictOf } from '../../src/review/verdict.ts';
import { gateway, gatewayClass } from '../manifests/gateway-api.ts';
import { kongApplication } from '../manifests/gitops-tools.ts';
import { feeds, nested } from '../manifests/hidden-routes.ts';
import { streams } from '../manifests/kong.ts';
import { outputs } from './outputs.ts';
import { reviewTrees, unreadable, type Content, type Contents } from './memory-tree.ts';

const folders = ['', 'prod/', 'apps/edge/', 'clusters/one/prod/', 'docs/', '.hidden/'];
const names = ['gateway.yaml', 'kong.yml', 'values.yaml', 'kustomization.yaml', 'data.json', 'class.yaml'];
// What a kustomization beside documentation takes in is nobody's concern, whatever it is.
const paths = fc.constantFrom(
  ...folders
    .flatMap((folder) => names.map((name) => folder + name))
    .filter((path) => !/^(docs|\.hidden)\/kustomization/.test(path)),
);

const sound = fc.constantFrom<Content>(
  gatewayClass(),
  gateway(['tcp TCP 9901']),
  gateway(['tcp TCP 9999']),
  kongApplication(streams('9901')),
  'resources: [gateway.yaml]\n',
  'kind: ConfigMap\napiVersion: v1\nmetadata: {name: a}\n',
);

/** What makes a Gateway or a route of files that nobody renders here, or nothing. */
const constructions = fc.constantFrom<Contents>(
  {},
  ...feeds.map(([, tree, path, before]) => ({ ...tree, [path]: before })),
  ...nested.map(([, file]) => ({ 'more/a.yaml': file('9901') })),
);
const trees = fc
  .tuple(fc.dictionary(paths, sound, { maxKeys: 6, noNullPrototype: true }), constructions)
  .map(([tree, more]): Contents => ({ ...more, ...tree }));

/** Objects of ours that are read, and of which nobody knows which they are. */
const edge = gateway(['tcp TCP 9999']);
const unidentified: readonly Content[] = [
  edge.replace('name: edge', 'generateName: edge-'),
  edge.replace('  name: edge\n', '  name: edge\n  <<: {name: other}\n'),
  `${edge}<<: {kind: Other}\n`,
  `apiVersion: v1\nkind: List\nitems:\n  - ${edge.trimEnd().replaceAll('\n', '\n    ')}\n    <<: {apiVersion: v1}\n`,
];
const hidden = fc.constantFrom(...unreadable.map(([, content]) => content), ...unidentified);
const broken = fc.dictionary(paths, hidden, {
  minKeys: 1,
  maxKeys: 3,
  noNullPrototype: true,
});

/** What is set aside is told by its folder. */
function folderOf(path: string): string {
  return /^(docs|\.hidden)\//.test(path) ? (path.split('/')[0] ?? path) : path;
}

async function unnamed(head: Contents, base: Contents | null, lost: readonly string[]): Promise<readonly string[]> {
  const review = await reviewTrees(head, base);
  const shown = await outputs(review, base !== null);
  return [...shown].flatMap(([format, text]) =>
    lost
      .filter((path) => !text.includes(path) && !text.includes(folderOf(path)))
      .map((path) => `${format} does not name ${path}:\n${text}`),
  );
}

test('whatever could not be read is named by every output, and none says that nothing was found without it', async () => {
  await fc.assert(
    fc.asyncProperty(trees, broken, async (tree, lost) => {
      expect(await unnamed({ ...tree, ...lost }, null, Object.keys(lost))).toEqual([]);
      expect(await unnamed({ ...tree, ...lost }, tree, Object.keys(lost))).toEqual([]);
    }),
    { numRuns: 60 },
  );
});

test('a change that puts something into a file that cannot be read is never a success', async () => {
  await fc.assert(
    fc.asyncProperty(trees, broken, async (tree, lost) => {
      const review = await reviewTrees({ ...tree, ...lost }, tree);
      expect(verdictOf(review, { failOn: 'error', compared: true, configInvalid: false })).not.toBe('pass');
    }),
    { numRuns: 60 },
  );
});
