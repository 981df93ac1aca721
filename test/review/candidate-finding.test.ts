import { describe, expect, test } from 'vitest';
import { defaultConfig, type Config } from '../../src/config/config.ts';
import type { ClusterView } from '../../src/kong/model/cluster-view.ts';
import { comparePlaces, candidateFindings } from '../../src/review/candidate-finding.ts';
import { subjectKey } from '../../src/finding.ts';
import { fingerprint } from '../../src/review/fingerprint.ts';
import type { Clash, Observation, Party, Rule } from '../../src/rules/model/rule.ts';
import { gateway, gatewayClass } from '../manifests/gateway-api.ts';
import { kongApplication } from '../manifests/gitops-tools.ts';
import { reviewFiles, type Files } from '../../src/review/in-memory.ts';
import { lines, subjectOf } from './candidates.ts';

const tree = { syntaxProblems: [], deploymentFaults: [], suppressionProblems: [] };
const clusters = reviewFiles({ 'gateway.yaml': gateway(['http HTTP 80']) }).clusters;

const edge = subjectOf('Gateway kong/edge');

function observation(parts: Partial<Observation> = {}): Observation {
  return { at: lines('a.yaml', 1), statement: 'a sentence', subject: edge, field: 'spec', ...parts };
}

/** A rule that sees the same in every cluster. */
function rule(id: string, ...seen: readonly Observation[]): Rule {
  return { id, about: 'gateway', title: id, severity: 'error', observe: () => seen };
}

function drafted(rules: readonly Rule[], config: Partial<Config> = {}, views = clusters) {
  return candidateFindings({ clusters: views, before: [], tree }, rules, { ...defaultConfig, ...config });
}

describe('candidates', () => {
  test('come in the order of path, line, column and rule', () => {
    const later = { ...lines('a.yaml', 2), column: 5 };
    const rules = [
      rule('z', observation({ at: lines('b.yaml', 1) }), observation({ at: later, field: 'x' })),
      rule('y', observation({ at: lines('a.yaml', 10), field: 'x' }), observation({ at: lines('a.yaml', 2) })),
      rule('x', observation({ at: lines('b.yaml', 1) })),
      rule('w', observation({ at: lines('a.yaml', 2) })),
    ];
    expect(drafted(rules).map(({ rule: id, at }) => `${at.path}:${at.line}:${at.column} ${id}`)).toEqual([
      'a.yaml:2:1 w',
      'a.yaml:2:1 y',
      'a.yaml:2:5 z',
      'a.yaml:10:1 y',
      'b.yaml:1:1 x',
      'b.yaml:1:1 z',
    ]);
  });

  test('have the severity of the configuration, and none where a rule is off', () => {
    const rules = [rule('a', observation()), rule('b', observation()), rule('c', observation())];
    const config: Partial<Config> = {
      rules: new Map([
        ['a', 'notice'],
        ['b', 'off'],
      ]),
    };
    expect(drafted(rules, config).map(({ rule: id, severity }) => [id, severity])).toEqual([
      ['a', 'notice'],
      ['c', 'error'],
    ]);
  });

  test('that are alike have fingerprints of their own, the first that of one alone', () => {
    const first = fingerprint('default', 'a', subjectKey(edge), 'spec');
    const alike = [observation(), observation(), observation(), observation({ field: 'other' })];
    expect(drafted([rule('a', ...alike)]).map((each) => each.fingerprint)).toEqual([
      first,
      fingerprint(first, '2'),
      fingerprint(first, '3'),
      fingerprint('default', 'a', subjectKey(edge), 'other'),
    ]);
  });

  test('name their cluster; those about the tree name none', () => {
    const two = clusters.flatMap((each) => [
      { ...each, name: 'one' },
      { ...each, name: 'two' },
    ]);
    const ofTree: Rule = {
      id: 't',
      about: 'listener',
      title: 't',
      severity: 'error',
      observeTree: () => [observation()],
    };
    expect(drafted([rule('a', observation()), ofTree], {}, two).map((each) => [each.rule, each.cluster])).toEqual([
      ['a', 'one'],
      ['a', 'two'],
      ['t', ''],
    ]);
  });

  test('are drawn with the same cluster of before, and no other', () => {
    const seen: (string | undefined)[] = [];
    const looking: Rule = {
      ...rule('a'),
      observe: (cluster: ClusterView, before?: ClusterView) => {
        seen.push(`${cluster.name} ${before?.evidence ?? 'new'}`);
        return [];
      },
    };
    const named = (name: string, evidence: string): ClusterView[] =>
      clusters.map((each) => ({ ...each, name, evidence }));
    const input = {
      clusters: [...named('one', ''), ...named('two', '')],
      before: [...named('zero', 'zero before'), ...named('two', 'two before')],
      tree,
    };
    candidateFindings(input, [looking], defaultConfig);
    expect(seen).toEqual(['one new', 'two two before']);
  });
});

describe('of several that clash', () => {
  function ruleOf(parties: readonly Party[]): Rule {
    const clash: Clash = { parties, field: 'name', statement: (party, other) => `${party.name} beside ${other.name}` };
    return { id: 'clash', about: 'listener', title: 'clash', severity: 'error', clashes: () => [clash] };
  }

  /** Parties by the line they stand on in `a.yaml`. */
  function clashing(lineOf: Readonly<Record<string, number>>, before: readonly ClusterView[]): string[] {
    const parties = Object.entries(lineOf).map(([name, line]) => ({
      subject: subjectOf(name),
      name,
      at: lines('a.yaml', line),
    }));
    const found = candidateFindings({ clusters, before, tree }, [ruleOf(parties)], defaultConfig);
    return found.map(
      ({ statement, at, related }) => `${at.line} ${statement}, ${related[0]?.at.line} ${related[0]?.message}`,
    );
  }

  const base: Files = {
    'z.yaml': gateway(['one HTTP 80', 'two HTTP 81'], { name: 'first' }),
    'zz.yaml': gateway(['one HTTP 80'], { name: 'second' }),
    'class.yaml': gatewayClass('east'),
    'kong.yaml': kongApplication(),
  };
  const old = reviewFiles(base).clusters;

  test.each<[name: string, parties: Record<string, number>, before: readonly ClusterView[], found: readonly string[]]>([
    [
      'the first by its place stays, where all are new',
      { b: 2, a: 1, c: 3 },
      [],
      ['2 b beside a, 1 a stands here', '3 c beside a, 1 a stands here'],
    ],
    [
      'the one that was there',
      { new: 1, 'Gateway kong/second': 2 },
      old,
      ['1 new beside Gateway kong/second, 2 Gateway kong/second stands here'],
    ],
    [
      'the first by its place before',
      { 'Gateway kong/second': 1, 'Gateway kong/first': 2 },
      old,
      ['1 Gateway kong/second beside Gateway kong/first, 2 Gateway kong/first stands here'],
    ],
    [
      'a listener by its place before',
      { 'Gateway kong/first listeners[two]': 1, 'Gateway kong/first listeners[one]': 2 },
      old,
      [
        '1 Gateway kong/first listeners[two] beside Gateway kong/first listeners[one], 2 Gateway kong/first listeners[one] stands here',
      ],
    ],
    [
      'a class that was there',
      { new: 1, 'GatewayClass east': 2 },
      old,
      ['1 new beside GatewayClass east, 2 GatewayClass east stands here'],
    ],
    ['nothing, where there is none', {}, old, []],
    ['nothing of one alone', { a: 1 }, [], []],
  ])('%s', (_, parties, before, found) => {
    expect(clashing(parties, before)).toEqual(found);
  });

  test('the controller that was there', () => {
    const id = old[0]?.controllers[0]?.id ?? '';
    expect(clashing({ new: 1, [`controller ${id}`]: 2 }, old)).toHaveLength(1);
    expect(clashing({ new: 1, [`controller ${id}`]: 2 }, old)[0]).toMatch(/^1 new beside controller kong/);
  });

  test('each brings its own changes', () => {
    const change = {
      kind: 'append',
      list: { kind: 'list', flow: false, items: [], at: lines('a.yaml', 2) },
      value: 1,
    } as const;
    const parties = [1, 2, 3].map((line) => ({
      subject: subjectOf(`thing ${line}`),
      name: `${line}`,
      at: lines('a.yaml', line),
      ...(line === 2 ? { changes: [[change]] } : {}),
    }));
    expect(drafted([ruleOf(parties)]).map(({ at, changes }) => [at.line, changes])).toEqual([
      [2, [[change]]],
      [3, []],
    ]);
  });

  test('what was there in another cluster counts for nothing', () => {
    const elsewhere = old.map((each) => ({ ...each, name: 'other' }));
    expect(clashing({ new: 1, 'Gateway kong/second': 2 }, elsewhere)).toEqual([
      '2 Gateway kong/second beside new, 1 new stands here',
    ]);
  });
});

test('places are compared by path, then line, then column', () => {
  const at = (path: string, line: number, column: number) => ({ ...lines(path, line), column });
  const inOrder = [
    at('B.yaml', 9, 9),
    at('a.yaml', 2, 3),
    at('a.yaml', 2, 10),
    at('a.yaml', 10, 1),
    at('b.yaml', 1, 1),
  ];
  expect(inOrder.toReversed().toSorted(comparePlaces)).toEqual(inOrder);
  expect(comparePlaces(at('a.yaml', 2, 3), at('a.yaml', 2, 3))).toBe(0);
});
