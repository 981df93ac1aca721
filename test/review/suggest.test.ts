import { describe, expect, test } from 'vitest';
import type { CandidateFinding } from '../../src/review/candidate-finding.ts';
import { suggestions, type Reevaluate } from '../../src/review/suggest.ts';
import type { ValueChange } from '../../src/source/change.ts';
import { limits } from '../../src/source/limits.ts';
import { sourcesOf } from '../../src/source/load.ts';
import { get, type Node } from '../../src/source/node.ts';
import type { Sources } from '../../src/source/sources.ts';
import { gateway, gatewayClass } from '../manifests/gateway-api.ts';
import { streams } from '../manifests/kong.ts';
import { accepted, findingsIn } from './finding-lines.ts';
import { reviewFiles, type Files } from '../../src/review/in-memory.ts';
import { candidate } from './candidates.ts';

const sources = sourcesOf({ 'a.yaml': 'x: 1 # one\nz: 2\nm:\n  a: 1\n', 'b.yaml': 'x: 1\n' });

/** A change of the value of a key at the top of a file. */
function set(key: string, value: number, path = 'a.yaml', from: Sources = sources): ValueChange {
  const node = get(from.file(path)?.documents[0]?.root, key);
  if (node?.kind !== 'scalar') throw new Error(`${path} has no scalar ${key}`);
  return { kind: 'set', node, value };
}

/** What is offered for the first of some candidates when these are left after any edit. */
function offered(
  candidates: readonly [CandidateFinding, ...CandidateFinding[]],
  reevaluate: Reevaluate,
  from: Sources = sources,
): object | undefined {
  return suggestions(from, candidates, (each) => each === candidates[0], reevaluate).get(candidates[0]);
}

const nothing: Reevaluate = () => [];
const one = { path: 'a.yaml', startLine: 1, endLine: 1, replacement: 'x: 3 # one' };
const broken = candidate({ changes: [[set('x', 3)]] });

describe('a change is offered', () => {
  test('that takes the finding away, as whole lines', () => {
    expect(offered([broken], nothing)).toEqual(one);
  });

  test('in a file with a fault that was there, if it is no fault of grammar', () => {
    const from = sourcesOf({ 'a.yaml': 'x: 1 # one\nz: 2\nz: 3\n' });
    expect(offered([candidate({ changes: [[set('x', 3, 'a.yaml', from)]] })], nothing, from)).toEqual(one);
  });

  test('that is proven on the edited text', () => {
    const seen: (string | undefined)[] = [];
    offered([broken], (edited) => {
      seen.push(edited.text('a.yaml'), edited.text('b.yaml'));
      return [];
    });
    expect(seen).toEqual(['x: 3 # one\nz: 2\nm:\n  a: 1\n', 'x: 1\n']);
  });

  test('of several values of one file', () => {
    const both = candidate({ changes: [[set('x', 3), set('z', 4)]] });
    expect(offered([both], nothing)).toEqual({ ...one, endLine: 2, replacement: 'x: 3 # one\nz: 4' });
  });

  test('that is the first of those that work', () => {
    const mended: Reevaluate = (edited) => (edited.text('a.yaml')?.includes('z: 4') === true ? [] : [several]);
    const several: CandidateFinding = candidate({
      changes: [[set('x', 3)], [set('z', 4)], [set('z', 4), set('x', 3)]],
    });
    expect(offered([several], mended)).toEqual({ ...one, startLine: 2, endLine: 2, replacement: 'z: 4' });
  });

  const other = candidate({ about: 'Gateway kong/edge listeners[udp]' });

  test.each<[name: string, there: readonly CandidateFinding[], left: readonly CandidateFinding[]]>([
    ['where another finding stays', [other], [other]],
    [
      'where what is wrong with another listener is worded otherwise',
      [other],
      [candidate({ about: 'Gateway kong/edge listeners[udp]', field: 'protocol' })],
    ],
    [
      'where another finding about the same listener stays',
      [candidate({ field: 'tls' })],
      [candidate({ field: 'tls' })],
    ],
  ])('%s', (_, there, left) => {
    expect(offered([broken, ...there], () => left)).toEqual(one);
  });
});

describe('a change is not offered', () => {
  test.each<[name: string, left: CandidateFinding]>([
    ['that leaves the finding', candidate()],
    ['that leaves its listener wrong in another way', candidate({ field: 'protocol' })],
    ['that breaks another listener', candidate({ about: 'Gateway kong/edge listeners[udp]' })],
    ['that breaks another object', candidate({ about: 'Gateway kong/other listeners[tcp]' })],
    ['that breaks the same object in another cluster', candidate({ cluster: 'other' })],
    ['that breaks another field', candidate({ about: 'Gateway kong/edge', field: 'spec.gatewayClassName' })],
    [
      'that breaks a field about listeners as a whole',
      candidate({ about: 'Gateway kong/edge', field: 'spec.listeners[tcp].port' }),
    ],
  ])('%s', (_, left) => {
    expect(offered([broken], () => [candidate({ about: 'not there' }), left].slice(1))).toBeUndefined();
  });

  test('to a candidate that does not want one, and nothing is proven for it', () => {
    const proofs: Sources[] = [];
    const found = suggestions(
      sources,
      [broken],
      () => false,
      (edited) => {
        proofs.push(edited);
        return [];
      },
    );
    expect([found.size, proofs.length]).toEqual([0, 0]);
  });

  const size = limits.fileBytes - 1;
  const long = sourcesOf({ 'a.yaml': `x: 1\nz: 2\n#${'-'.repeat(size - 11)}` });
  const { node } = set('x', 3) as Extract<ValueChange, { kind: 'set' }>;
  const root = sources.file('a.yaml')?.documents[0]?.root;
  const put = (map: Node | undefined, key: string): ValueChange[] =>
    map?.kind === 'map' ? [{ kind: 'put', map, path: [key], value: 1 }] : [];

  test.each<[name: string, changes: readonly ValueChange[], from?: Sources]>([
    ['of nothing', []],
    ['of two files', [set('x', 3), set('x', 3, 'b.yaml')]],
    ['of a default', [{ kind: 'set', node: { ...node, at: { default: 'kong/kong 3.4.1' } }, value: 3 }]],
    ['of a file that is not there', [set('x', 3)], sourcesOf({})],
    ['of which a part cannot be made', [set('x', 3), set('z', 4)], sourcesOf({ 'a.yaml': 'x: 1' })],
    ['that is no YAML afterwards', [...put(root, 'b'), ...put(get(root, 'm'), 'b')]],
    ['that makes a file too large to read', [set('x', 10, 'a.yaml', long), set('z', 20, 'a.yaml', long)], long],
  ])('%s', (_, changes, from = sources) => {
    const proofs: Sources[] = [];
    const reevaluate: Reevaluate = (edited) => {
      proofs.push(edited);
      return [];
    };
    expect(offered([candidate({ changes: [changes] })], reevaluate, from)).toBeUndefined();
    expect(proofs).toEqual([]);
  });

  test.each<[lines: number, replaced: number | undefined]>([
    [60, 60],
    [61, undefined],
  ])('that replaces more than 60 lines: %i', (count, replaced) => {
    const from = sourcesOf({ 'a.yaml': `x: 1\n${'# between\n'.repeat(count - 2)}z: 2\n` });
    const wide = candidate({ changes: [[set('x', 3, 'a.yaml', from), set('z', 4, 'a.yaml', from)]] });
    const suggestion = suggestions(from, [wide], () => true, nothing).get(wide);
    expect(suggestion && suggestion.endLine - suggestion.startLine + 1).toBe(replaced);
  });

  test('of 60 lines or more, but a narrower one of the same candidate is', () => {
    const from = sourcesOf({ 'a.yaml': `x: 1\n${'# between\n'.repeat(100)}z: 2\n` });
    const [x, z] = [set('x', 3, 'a.yaml', from), set('z', 4, 'a.yaml', from)];
    expect(offered([candidate({ changes: [[x, z], [z]] })], nothing, from)).toMatchObject({
      startLine: 102,
      endLine: 102,
    });
  });
});

describe('proofs', () => {
  const many = Array.from({ length: 30 }, (_, index) => index);

  /** What is offered for candidates whose edits all leave nothing, and how many proofs that took. */
  function proving(candidates: readonly CandidateFinding[]): { proofs: number; found: ReturnType<typeof suggestions> } {
    let proofs = 0;
    const found = suggestions(
      sources,
      candidates,
      () => true,
      () => {
        proofs++;
        return [];
      },
    );
    return { proofs, found };
  }

  test('are shared by candidates that want the same edit', () => {
    const candidates = many.map((index) => candidate({ about: `Gateway kong/${index}`, changes: [[set('x', 3)]] }));
    const { proofs, found } = proving(candidates);
    expect([proofs, [...found.values()]]).toEqual([1, candidates.map(() => one)]);
  });

  test('are 24 at most, and what was proven until then is offered', () => {
    const candidates = many.map((index) =>
      candidate({ about: `Gateway kong/${index}`, changes: [[set('x', 100 + index)]] }),
    );
    const { proofs, found } = proving(candidates);
    expect([proofs, [...found.keys()]]).toEqual([24, candidates.slice(0, 24)]);
  });
});

describe('in a whole tree', () => {
  const files = (values: string, ...listeners: readonly string[]): Files => ({
    'class.yaml': gatewayClass(),
    'values.yaml': values,
    'gateway.yaml': gateway(listeners),
  });
  const shifted = 'proxy:\n  stream:\n  - containerPort: 5432\n    servicePort: 5433\n';

  test.each<[name: string, files: Files, at: string, left: readonly string[]]>([
    [
      'another finding may stay',
      files(shifted, 'http HTTP 8000', 'tcp TCP 5432'),
      'gateway.yaml:9',
      ['gateway.yaml:10 listener-port-unavailable'],
    ],
    [
      'a port that goes may change what is wrong with another listener',
      files(streams('9903'), 'tls TLS 9903', 'tcp TCP 9999'),
      'values.yaml:3',
      ['gateway.yaml:10 listener-protocol-unsupported'],
    ],
  ])('%s', (_, tree, at, left) => {
    const { findings } = reviewFiles(tree);
    expect(findings).toHaveLength(2);
    const finding = findings.find((each) => `${each.at.path}:${each.at.line}` === at);
    expect(findingsIn(accepted(tree, finding))).toEqual(left);
  });
});
