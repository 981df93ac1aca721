import { isAlias, isMap, isScalar, isSeq } from 'yaml';
import type { Document as YamlDocument, Pair } from 'yaml';
import type { SyntaxProblem } from './document.ts';
import { entriesOf } from './entries.ts';
import { LimitReached, limits } from './limits.ts';
import type { LineIndex } from './line-index.ts';
import { isLocation } from './location.ts';
import { eitherOf, isMergeKey } from './merge-key.ts';
import { type Entry, type ListNode, type MapNode, type Node, type ScalarNode, scalarWith } from './node.ts';
import { binaryTag, binaryText, keyText, resolvePlain, resolveTagged } from './scalar.ts';
import { TextEntry } from './text-entry.ts';
import { scalarIn, TextScalar } from './text-scalar.ts';

/** One document as nodes with places, and what kubectl and Helm would refuse or silently drop. */
export interface Composed {
  readonly root: Node;
  readonly problems: readonly SyntaxProblem[];
}

/** Values of all documents of one file so far, aliases resolved; shared by its documents. */
export interface NodeBudget {
  spent: number;
}

/**
 * Turns the parser's tree of one document into nodes.
 * @param valueOf what the text of a scalar stands for, where the parser was given another text than the file's
 * @throws LimitReached when the document asks for more than `limits` allow.
 */
export function compose(
  document: YamlDocument,
  lines: LineIndex,
  budget: NodeBudget,
  valueOf: (text: string) => string = String,
): Composed {
  const composer = new NodeComposer(lines, budget, valueOf);
  return { root: composer.node(document.contents, 0), problems: composer.problems };
}

/** An anchored value; `value` is null while the value itself is still being read. */
interface Anchor {
  readonly value: Node | null;
  readonly size: number;
  readonly height: number;
}

/** A pass over one document, in the order of its text: anchors come before their aliases. */
class NodeComposer {
  readonly problems: SyntaxProblem[] = [];
  private readonly lines: LineIndex;
  private readonly budget: NodeBudget;
  private readonly anchors = new Map<string, Anchor>();
  private deepest = 0;

  private readonly valueOf: (text: string) => string;

  constructor(lines: LineIndex, budget: NodeBudget, valueOf: (text: string) => string) {
    this.valueOf = valueOf;
    this.lines = lines;
    this.budget = budget;
  }

  node(from: unknown, depth: number): Node {
    if (depth > this.deepest) this.deepest = depth;
    const anchor = isScalar(from) || isMap(from) || isSeq(from) ? from.anchor : undefined;
    if (anchor !== undefined) return this.anchored(from, anchor, depth);
    this.spend(1);
    return this.plainNode(from, depth);
  }

  private plainNode(from: unknown, depth: number): Node {
    if (isScalar(from)) return this.scalar(from);
    if (isMap(from)) return this.map(from, depth);
    if (isSeq(from)) return this.list(from, depth);
    if (isAlias(from)) return this.alias(from, depth);
    return new TextScalar(this.lines, 0, 0, null, 'plain');
  }

  private spend(nodes: number): void {
    this.budget.spent += nodes;
    if (this.budget.spent > limits.nodes) throw new LimitReached(`holds more than ${limits.nodes} values`);
  }

  /** Measures an anchored value while it is read, so that each alias costs what its value costs. */
  private anchored(from: unknown, name: string, depth: number): Node {
    if (this.anchors.size >= limits.anchors) throw new LimitReached(`holds more than ${limits.anchors} anchors`);
    const before = { spent: this.budget.spent, deepest: this.deepest };
    this.anchors.set(name, { value: null, size: 0, height: 0 });
    this.deepest = depth;
    this.spend(1);
    const value = this.plainNode(from, depth);
    this.anchors.set(name, { value, size: this.budget.spent - before.spent, height: this.deepest - depth });
    this.deepest = Math.max(this.deepest, before.deepest);
    return value;
  }

  private alias(from: { source: string; range?: Range | null | undefined }, depth: number): Node {
    const [start, end] = span(from.range);
    const at = this.lines.location(start, end);
    const anchor = this.anchors.get(from.source);
    if (anchor === undefined || anchor.value === null) {
      const fault = anchor === undefined ? 'is not defined before this place' : 'contains itself';
      this.problems.push({ kind: 'syntax', message: `the anchor "${from.source.slice(0, 80)}" ${fault}`, at });
      return new TextScalar(this.lines, start, start, null, 'plain');
    }
    this.spend(anchor.size);
    if (depth + anchor.height > limits.nesting) throw tooDeep();
    this.deepest = Math.max(this.deepest, depth + anchor.height);
    if (anchor.value.kind !== 'scalar') return { ...anchor.value, at };
    return scalarWith(anchor.value, { text: this.lines.text.slice(start, end), style: 'plain', at });
  }

  private scalar(from: {
    range?: Range | null | undefined;
    value: unknown;
    type?: string | undefined;
    tag?: string | undefined;
  }): ScalarNode {
    const [start, rangeEnd] = span(from.range);
    const style = styles.get(from.type ?? '') ?? 'plain';
    const end = style === 'literal' || style === 'folded' ? beforeBreak(this.lines.text, rangeEnd) : rangeEnd;
    const text = this.valueOf(String(from.value));
    const value = style === 'plain' ? text : this.textOf(text, style, rangeEnd);
    const resolved =
      from.tag !== undefined ? resolveTagged(from.tag, value) : style === 'plain' ? resolvePlain(value) : value;
    const node = scalarIn(this.lines, [start, end], resolved, style);
    if (from.tag === binaryTag && binaryText(value) === null)
      this.problem('syntax', 'a value tagged as base64 is none', node);
    return node;
  }

  /** A block scalar cut short by the end of the file has no last line break, unlike the parser thinks. */
  private textOf(value: string, style: ScalarNode['style'], end: number): string {
    const cut = (style === 'literal' || style === 'folded') && end === this.lines.text.length;
    return cut && !this.lines.text.endsWith('\n') && value.endsWith('\n') ? value.slice(0, -1) : value;
  }

  private list(from: { items: unknown[]; flow?: boolean; range?: Range | null }, depth: number): ListNode {
    if (depth >= limits.nesting) throw tooDeep();
    const items = from.items.map((item) => this.node(item, depth + 1));
    const [start, rangeEnd] = span(from.range);
    const end = from.flow === true ? rangeEnd : Math.max(start, ...lastEnd(items));
    return { kind: 'list', flow: from.flow === true, items, at: this.lines.location(start, end) };
  }

  private map(from: { items: Pair[]; flow?: boolean; range?: Range | null }, depth: number): MapNode {
    if (depth >= limits.nesting) throw tooDeep();
    const entries = new Map<string, Entry>();
    const seen = new Set<string>();
    const [start, rangeEnd] = span(from.range);
    let end = start;
    let merges = 0;
    for (const pair of from.items) {
      const key = this.node(pair.key, depth + 1);
      const value = pair.value === null ? this.valueless(key) : this.node(pair.value, depth + 1);
      end = 'end' in value.at ? value.at.end : end;
      if (isMergeKey(pair.key)) {
        if (++merges === 2) this.problem('duplicate-merge', 'the key "<<" stands twice in one map', key);
        this.merge(entries, seen, value);
      } else this.put(entries, seen, key, value);
      if (entries.size > limits.keysPerMap) throw new LimitReached(`has a map of more than ${limits.keysPerMap} keys`);
    }
    const flow = from.flow === true;
    return {
      kind: 'map',
      flow,
      entries: entriesOf([...entries.values()]),
      at: this.lines.location(start, flow ? rangeEnd : end),
    };
  }

  private put(entries: Map<string, Entry>, seen: Set<string>, key: Node, value: Node): void {
    if (key.kind !== 'scalar' || key.value === null) {
      this.problem('syntax', 'a key must be a string, a number or a boolean', key);
      return;
    }
    const text = keyText(key.value);
    if (seen.has(text)) {
      this.problem('duplicate-key', `the key "${text.slice(0, 80)}" stands twice in one map`, key);
    }
    seen.add(text);
    const [start, end] = spanOf(key);
    entries.set(text, new TextEntry(this.lines, start, end, text, value));
  }

  /**
   * go-yaml 2 (kubectl, Helm) merges where `<<` stands, over the keys before it; of several maps the first wins. go-yaml 3
   * (kustomize) keeps the keys before it, so that their values are not known.
   */
  private merge(entries: Map<string, Entry>, seen: ReadonlySet<string>, value: Node): void {
    const stated = new Map<string, Entry>();
    const maps = value.kind === 'list' ? value.items.toReversed() : [value];
    for (const map of maps) {
      if (map.kind !== 'map') {
        this.problem('syntax', 'a merge key needs a map or a list of maps', map);
        continue;
      }
      for (const entry of map.entries.values()) {
        const before = seen.has(entry.key) ? entries.get(entry.key) : undefined;
        if (before !== undefined && !stated.has(entry.key)) stated.set(entry.key, before);
        entries.set(entry.key, entry);
      }
    }
    for (const [key, before] of stated) entries.set(key, eitherOf(before, entries.get(key) ?? before));
  }

  private valueless(key: Node): Node {
    const [, end] = spanOf(key);
    return new TextScalar(this.lines, end, end, null, 'plain');
  }

  private problem(kind: SyntaxProblem['kind'], message: string, node: Node): void {
    if ('path' in node.at) this.problems.push({ kind, message, at: node.at });
  }
}

type Range = readonly [number, number, number];

const styles = new Map<string, ScalarNode['style']>([
  ['PLAIN', 'plain'],
  ['QUOTE_SINGLE', 'single'],
  ['QUOTE_DOUBLE', 'double'],
  ['BLOCK_LITERAL', 'literal'],
  ['BLOCK_FOLDED', 'folded'],
]);

function span(range: Range | null | undefined): readonly [number, number] {
  return range === null || range === undefined ? [0, 0] : [range[0], range[1]];
}

/** A block scalar ends with its last line, not at the beginning of the next. */
function beforeBreak(text: string, end: number): number {
  if (text[end - 1] !== '\n') return end;
  return text[end - 2] === '\r' ? end - 2 : end - 1;
}

/** Where a node stands that was made of a text. */
function spanOf({ at }: Node): readonly [number, number] {
  return isLocation(at) ? [at.start, at.end] : [0, 0];
}

function lastEnd(items: readonly Node[]): number[] {
  const last = items.at(-1);
  return last !== undefined && 'end' in last.at ? [last.at.end] : [];
}

function tooDeep(): LimitReached {
  return new LimitReached(`is nested more than ${limits.nesting} levels deep`);
}
