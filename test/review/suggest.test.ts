import { describe, expect, test } from 'vitest';
import type { CandidateFinding } from '../../src/review/candidate-finding.ts';
import type { Reevaluate } from '../../src/review/proofs.ts';
import { offersFor, type Offers } from '../../src/review/suggest.ts';
import { workOfReview } from '../../src/review/work.ts';
import { Budget } from '../../src/source/budget.ts';
import type { ValueChange } from '../../src/source/change.ts';
import { limits } from '../../src/source/limits.ts';
import { sourcesOf } from '../../src/source/memory-sources.ts';
import { get, type Node, scalarWith } from '../../src/source/node.ts';
import type { Sources } from '../../src/source/sources.ts';
import { gateway, gatewayClass } from '../manifests/gateway-api.ts';
import { kongApplication } from '../manifests/gitops-tools.ts';
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

function suggestions(
  from: Sources,
  candidates: readonly CandidateFinding[],
  wantsOne: (candidate: CandidateFinding) => boolean,
  reevaluate: Reevaluate,
): Offers['suggestions'] {
  return offersFor(
    {
      sources: from,
      candidates,
      possible: () => candidates,
      budget: new Budget(workOfReview),
      cost: 0,
      reevaluate,
      wasHidden: () => false,
    },
    wantsOne,
  ).suggestions;
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
    ['of a default', [{ kind: 'set', node: scalarWith(node, { at: { default: 'kong/kong 3.4.1' } }), value: 3 }]],
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
  const lined = sourcesOf({ 'a.yaml': many.map((index) => `k${index}: 1\n`).join('') });
  const listed = many.map((index) =>
    candidate({ about: `Gateway kong/${index}`, changes: [[set(`k${index}`, 2, 'a.yaml', lined)]] }),
  );

  /** What is offered for candidates, and the text of every proof. */
  function proving(
    from: Sources,
    candidates: readonly CandidateFinding[],
    left: Reevaluate = () => [],
    { cost = 0, budget = new Budget(workOfReview) } = {},
  ): { proofs: string[]; offers: Offers } {
    const proofs: string[] = [];
    const reevaluate: Reevaluate = (edited) => {
      proofs.push(edited.text('a.yaml') ?? '');
      return left(edited);
    };
    const offers = offersFor(
      {
        sources: from,
        candidates,
        possible: () => candidates,
        budget,
        cost,
        reevaluate,
        wasHidden: () => false,
      },
      () => true,
    );
    return { proofs, offers };
  }

  test('are shared by candidates that want the same edit', () => {
    const candidates = many.map((index) => candidate({ about: `Gateway kong/${index}`, changes: [[set('x', 3)]] }));
    const { proofs, offers } = proving(sources, candidates);
    expect([proofs.length, [...offers.suggestions.values()]]).toEqual([1, candidates.map(() => one)]);
  });

  test('take half of the budget at most, beside those of all together; what was proven until then is offered, and how many were not is said', () => {
    const { proofs, offers } = proving(lined, listed);
    expect([proofs.length, [...offers.suggestions.keys()], offers.unproven]).toEqual([26, listed.slice(0, 25), 5]);
    expect(proofs.at(-1)).toContain('k0: 2\nk1: 2\n');
  });

  test.each([
    ['whose evaluation takes long', { cost: 90_000 }, 18],
    ['whose reading has taken the most of it', { budget: new Budget(50_000) }, 2],
    ['whose evaluation takes longer than a review may', { cost: 700_000 }, 0],
  ])('are fewer of a tree %s', (_what, given, most) => {
    const { offers } = proving(lined, listed, undefined, given);
    expect([offers.suggestions.size, offers.unproven]).toEqual([most, listed.length - most]);
  });

  test('begin with the worst', () => {
    const notice = candidate({
      about: 'release kong',
      severity: 'notice',
      changes: [[set('k29', 2, 'a.yaml', lined)]],
    });
    const { offers } = proving(lined, [notice, ...listed.slice(0, 25)]);
    expect([offers.suggestions.has(notice), offers.unproven]).toEqual([false, 1]);
  });

  test('of all together leave out what does not go with those before it', () => {
    const [first, second, third] = listed as [CandidateFinding, CandidateFinding, CandidateFinding];
    const clash: Reevaluate = (edited) =>
      /k0: 2\nk1: 2/.test(edited.text('a.yaml') ?? '') ? [candidate({ about: 'Gateway kong/new' })] : [];
    expect([...proving(lined, [first, second, third], clash).offers.suggestions.keys()]).toEqual([first, third]);
  });

  const flow = sourcesOf({ 'a.yaml': 'x: 1\nz: 2\nf: {a: 1, b: 2}\n' });
  const inFlow = (key: string, value: number): ValueChange => {
    const node = get(flow.file('a.yaml')?.documents[0]?.root, 'f', key);
    if (node?.kind !== 'scalar') throw new Error(`a.yaml has no scalar f.${key}`);
    return { kind: 'set', node, value };
  };

  test.each<[name: string, changes: readonly ValueChange[], replacements: readonly string[]]>([
    ['of two that touch one line are for both as one', [inFlow('a', 3), inFlow('b', 4)], ['f: {a: 3, b: 4}']],
    ['of two that want one value different are for the first', [inFlow('a', 3), inFlow('a', 4)], ['f: {a: 3, b: 2}']],
    [
      'of two on lines of their own are two',
      [set('x', 3, 'a.yaml', flow), inFlow('a', 4)],
      ['x: 3', 'f: {a: 4, b: 2}'],
    ],
  ])('%s', (_, changes, replacements) => {
    const two = changes.map((each, index) => candidate({ about: `Gateway kong/${index}`, changes: [[each]] }));
    const { offers } = proving(flow, two);
    expect([...new Set([...offers.suggestions.values()].map(({ replacement }) => replacement))]).toEqual(replacements);
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
      'two that add to one list are one, at the finding that stands there',
      files(streams('9903'), 'tls TLS 9903', 'tcp TCP 9999'),
      'values.yaml:3',
      [],
    ],
    [
      'two on one line are one in the order in which they are right',
      files('proxy:\n  stream:\n  - containerPort: 9903\n    servicePort: 9903\n', 'tcp TCP 9999', 'tls TLS 9903'),
      'gateway.yaml:9',
      [],
    ],
  ])('%s', (_, tree, at, left) => {
    const { findings } = reviewFiles(tree);
    expect(findings).toHaveLength(2);
    const finding = findings.find((each) => `${each.at.path}:${each.at.line}` === at);
    expect(findingsIn(accepted(tree, finding))).toEqual(left);
  });

  const hidden: Files = {
    ...files(streams('9901'), 'tls TLS 9901'),
    'class.yaml': gatewayClass().replace('"true"', '""'),
  };

  test('an error that hides behind another does not keep that from being put right', () => {
    const [finding] = reviewFiles(hidden).findings;
    expect(finding?.rule).toBe('gateway-class-not-unmanaged');
    expect(findingsIn(accepted(hidden, finding))).toEqual(['values.yaml:3 stream-listen-without-ssl']);
  });

  test('an error that the change itself would bring does', () => {
    const two: Files = {
      ...files('', 'http HTTP 80'),
      'other.yaml': gateway(['https HTTPS 443'], { name: 'other', className: 'kogn' }),
      'kong.yaml': kongApplication(),
    };
    const found = reviewFiles(two).findings.map(({ rule, suggestion }) => [rule, suggestion]);
    expect(found).toEqual([['gateway-class-not-found', null]]);
  });
});

test('values of a script or of Terraform get no suggestion, because nothing is written there', () => {
  const script =
    'helm upgrade --install kong kong/kong --version 3.4.1 -n kong ' +
    '--set proxy.stream[0].containerPort=5353,proxy.stream[0].servicePort=53,proxy.stream[0].protocol=UDP\n';
  const terraform = `resource "kubernetes_manifest" "gw" {
  manifest = {
    apiVersion = "gateway.networking.k8s.io/v1"
    kind = "Gateway"
    metadata = { name = "edge", namespace = "kong" }
    spec = { gatewayClassName = "kong", listeners = [{ name = "http", port = 81, protocol = "HTTP" }] }
  }
}
`;
  const inScript = { 'class.yaml': gatewayClass(), 'gateway.yaml': gateway(['dns UDP 54']), 'install.sh': script };
  const inTerraform = { 'class.yaml': gatewayClass(), 'kong.yaml': kongApplication(), 'gateway.tf': terraform };
  for (const files of [inScript, inTerraform]) {
    const { findings } = reviewFiles(files);
    expect(findings.length).toBeGreaterThan(0);
    expect(
      findings
        .map(({ suggestion }) => suggestion?.path ?? null)
        .filter((path) => path !== null && !path.endsWith('.yaml')),
    ).toEqual([]);
  }
});
