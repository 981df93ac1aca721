import { expect, test } from 'vitest';
import { buildKustomization } from '../../../src/kustomize/build.ts';
import { compileRegex } from '../../../src/kustomize/regex.ts';
import { sourcesOf } from '../../../src/source/memory-sources.ts';

function build(files: Readonly<Record<string, string>>, directory = '') {
  return buildKustomization(sourcesOf(files), directory);
}

const object = (name: string) => `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: ${name} }\n`;
const include = (...paths: string[]) => `resources: [${paths.join(', ')}]\n`;

test.each([
  {
    what: 'a cycle',
    files: {
      'kustomization.yaml': include('a'),
      'a/kustomization.yaml': include('../b'),
      'b/kustomization.yaml': include('../a'),
    },
    reason: /a cycle/,
  },
  { what: 'itself', files: { 'kustomization.yaml': include('.') }, reason: /a cycle/ },
  {
    what: 'a path out of the repository',
    files: { 'kustomization.yaml': include('../../etc/passwd') },
    reason: /leaves the repository/,
  },
  { what: 'an absolute path', files: { 'kustomization.yaml': include('/etc/passwd') }, reason: /absolute/ },
  {
    what: 'a file that is not there',
    files: { 'kustomization.yaml': include('gone.yaml') },
    reason: /gone.yaml does not exist/,
  },
  {
    what: 'two kustomization files',
    files: { 'kustomization.yaml': include('a.yaml'), Kustomization: include('a.yaml'), 'a.yaml': object('a') },
    reason: /beside another/,
  },
  {
    what: 'a pattern that is no regular expression',
    files: {
      'kustomization.yaml': `${include('a.yaml')}patches: [{ target: { name: "a(" }, patch: "[]" }]`,
      'a.yaml': object('a'),
    },
    reason: /regular expression/,
  },
])('stops at $what, and says so', ({ files, reason }) => {
  const result = build(files);
  expect(result).toMatchObject({ objects: [], complete: false });
  expect(result.problems.map((problem) => problem.reason).join()).toMatch(reason);
});

test('goes on without a remote resource, and is not complete', () => {
  const result = build({
    'kustomization.yaml': include('https://example.com/x.yaml', 'a.yaml'),
    'a.yaml': object('a'),
  });
  expect(result.objects.map(({ name }) => name.value)).toEqual(['a']);
  expect(result.complete).toBe(false);
  expect(result.problems).toEqual([
    {
      path: 'kustomization.yaml',
      cause: 'remote',
      reason: 'remote resource https://example.com/x.yaml is not fetched',
      names: ['https://example.com/x.yaml'],
      remoteObjects: 'https://example.com/x.yaml',
      unfollowed: { stated: 'https://example.com/x.yaml', paths: [], brings: false },
    },
  ]);
});

test('a diamond at every level stops at the bound on objects', () => {
  const files: Record<string, string> = { 'k0/kustomization.yaml': include('a.yaml'), 'k0/a.yaml': object('a') };
  for (let level = 1; level <= 30; level++) {
    for (const side of ['l', 'r'])
      files[`${side}${level}/kustomization.yaml`] = `namePrefix: ${side}-\n${include(`../k${level - 1}`)}`;
    files[`k${level}/kustomization.yaml`] = include(`../l${level}`, `../r${level}`);
  }
  const result = build(files, 'k30');
  expect(result.objects).toEqual([]);
  expect(result.problems.at(-1)?.reason).toBe('holds more than 20000 objects');
});

test('a chain of directories stops at the bound on depth', () => {
  const files: Record<string, string> = {};
  for (let level = 0; level < 1000; level++) files[`d${level}/kustomization.yaml`] = include(`../d${level + 1}`);
  expect(build(files, 'd0').problems.at(-1)?.reason).toMatch(/more than 64 levels/);
});

test('a pattern with nested repetition takes time in proportion to the text', () => {
  const regex = compileRegex('^(?:(a+)+)+$');
  expect(regex?.test(`${'a'.repeat(5000)}b`)).toBe(false);
  expect(regex?.test('a'.repeat(5000))).toBe(true);
});

test('an object that copies itself into itself stops at the bound on values', () => {
  const copies = Array.from({ length: 40 }, (_, index) => ({ op: 'copy', from: '/data', path: `/data/c${index}` }));
  const result = build({
    'kustomization.yaml': `${include('a.yaml')}patches: [{ target: { kind: ConfigMap }, path: p.json }]`,
    'a.yaml': `${object('a')}data: { k: v }\n`,
    'p.json': JSON.stringify(copies),
  });
  expect(result.problems.at(-1)).toMatchObject({
    path: 'p.json',
    cause: 'limit',
    reason: 'an object grows beyond 200000 values',
  });
});

test('a list of very many items is not merged by its keys', () => {
  const env = Array.from({ length: 5000 }, (_, index) => ({ name: `E${index}`, value: '1' }));
  const pod = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'p' }, spec: { containers: [{ name: 'c', env }] } };
  const result = build({
    'kustomization.yaml': `${include('a.yaml')}patches: [{ path: a.yaml }]`,
    'a.yaml': JSON.stringify(pod),
  });
  expect(result.problems.at(-1)?.reason).toBe('a list that is merged by its items has more than 2000 of them');
});

test('what a patch that was not read would change is unknown', () => {
  const result = build({
    'kustomization.yaml': `${include('a.yaml')}patches: [{ path: https://example.com/p.yaml, target: { name: a } }]`,
    'a.yaml': `${object('a')}data: { k: v }\n---\n${object('b')}data: { k: v }\n`,
  });
  expect(result.objects.map(({ root }) => root.entries.get('data')?.value.kind)).toEqual(['unknown', 'map']);
  expect(result.complete).toBe(false);
});
