import fc from 'fast-check';
import { expect, test } from 'vitest';
import { verdictOf } from '../../src/review/verdict.ts';
import { gateway, gatewayClass } from '../manifests/gateway-api.ts';
import { kongApplication } from '../manifests/gitops-tools.ts';
import { feeds, nested } from '../manifests/hidden-routes.ts';
import { streams } from '../manifests/kong.ts';
import { reviewTrees, unreadable, type Content, type Contents } from './memory-tree.ts';
import { outputs } from './outputs.ts';

/** A tree in which one file decides what becomes of a Gateway or a route that nobody makes here. */
interface Feeding {
  readonly tree: Contents;
  readonly path: string;
  readonly edited: string;
}

const installed = feeds.map(([, tree, path, before, after]): Feeding => ({
  tree: { ...tree, [path]: before },
  path,
  edited: after,
}));
const inside = nested.map(([, file]): Feeding => ({
  tree: { 'more/a.yaml': file('9901') },
  path: 'more/a.yaml',
  edited: file('9999'),
}));

const prod: Contents = {
  'prod/class.yaml': gatewayClass(),
  'prod/kong.yaml': kongApplication(streams('9901')),
  'prod/gateway.yaml': gateway(['tcp TCP 9901']),
};

const others = fc
  .subarray(Object.keys(prod))
  .map((kept) => Object.fromEntries(kept.map((path) => [path, prod[path] ?? ''])));

type Edit = (feeding: Feeding) => Contents;

const without = ({ tree, path }: Feeding): Contents => {
  const { [path]: _, ...rest } = tree;
  return rest;
};

/** What a person may do to the file; each time something else, or nobody knows what, reaches the cluster. */
const edits = fc.oneof(
  fc.constant<Edit>(({ tree, path, edited }) => ({ ...tree, [path]: edited })),
  fc.constant<Edit>(({ tree, path, edited }) => ({ ...tree, [path]: edited.replaceAll('\n', '\n\n') })),
  fc.constant<Edit>(without),
  fc.constantFrom('.bak', '.disabled', '.tmpl', '~').map((suffix): Edit => (feeding) => ({
    ...without(feeding),
    [`${feeding.path}${suffix}`]: feeding.tree[feeding.path] ?? '',
  })),
  fc
    .constantFrom<Content>(...unreadable.map(([, content]) => content))
    .map((content): Edit => ({ tree, path }) => ({ ...tree, [path]: content })),
);

test('a change of what a hidden Gateway is made of is never a success, and every output names the file', async () => {
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...installed, ...inside), edits, others, async (feeding, edit, more) => {
      const base = { ...more, ...feeding.tree };
      const review = await reviewTrees({ ...more, ...edit(feeding) }, base);
      expect(verdictOf(review, { failOn: 'error', compared: true, configInvalid: false })).not.toBe('pass');
      const shown = await outputs(review, true);
      expect([...shown].flatMap(([format, text]) => (text.includes(feeding.path) ? [] : [format]))).toEqual([]);
    }),
    { numRuns: 60 },
  );
});

test('nothing is told of such a tree where the change is elsewhere', async () => {
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...installed, ...inside), others, async ({ tree }, more) => {
      const base = { ...more, ...tree };
      const { unread } = await reviewTrees({ ...base, 'more/other.yaml': 'kind: Note\n' }, base);
      expect(unread.filter(({ effect }) => effect !== 'none')).toEqual([]);
    }),
    { numRuns: 20 },
  );
});
