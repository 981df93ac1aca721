import { bareScalar } from '../../helm/bare-scalar.ts';
import { byBytes, printed, truthy, UnknownValue, type Value } from '../../helm/go-template.ts';
import type { Place } from '../../source/location.ts';
import { mapped } from '../../source/entries.ts';
import { type Entry, type MapNode, type Node, type Scalar, scalarWith, withValue } from '../../source/node.ts';
import type { Installed } from './routing-chart.ts';

/** A map that stands at a place; fields without a value are left out. */
export function mapAtPlace(at: Place, fields: Readonly<Record<string, Node | undefined>>): MapNode {
  const entries = new Map<string, Entry>();
  for (const [key, value] of Object.entries(fields)) if (value) entries.set(key, { key, keyAt: value.at, value });
  return { kind: 'map', flow: false, entries, at };
}

export function listAtPlace(at: Place, items: readonly Node[]): Node {
  return { kind: 'list', flow: false, items, at };
}

export function scalarAt(at: Place, value: Scalar): Node {
  return { kind: 'scalar', value, text: String(value), style: 'plain', at };
}

/** The value where it is not empty, as `with` asks; undefined where it is. */
export function filledIn(value: Value): Node | undefined {
  if (value.node?.kind === 'unknown') return value.node;
  return truthy(value) ? value.node : undefined;
}

/** What YAML reads where a template prints a value bare, `port: {{ .port }}`: text that looks like a number is one. */
export function printedNode(value: Value): Node | undefined {
  const { node } = value;
  if (node?.kind !== 'scalar') return node;
  return scalarWith(node, { value: bareScalar(printed(value), value) });
}

/** The same where the value is not empty. */
export function printedIfSet(value: Value): Node | undefined {
  return filledIn(value) === undefined ? undefined : printedNode(value);
}

/** A value in quotes, `{{ .name | quote }}`. */
export function quotedIfSet(value: Value): Node | undefined {
  const { node } = value;
  if (filledIn(value) === undefined) return undefined;
  return node?.kind === 'scalar' ? scalarWith(node, { value: printed(value) }) : node;
}

/** A map of which every value stands in quotes. */
export function quotedValues(value: Value): Node | undefined {
  const node = filledIn(value);
  if (node?.kind !== 'map') return node;
  const entries = mapped(node.entries, (entry) => {
    const quoted = quotedIfSet({ node: entry.value, path: [...value.path, entry.key], at: entry.value.at });
    return withValue(entry, quoted ?? scalarAt(entry.value.at, ''));
  });
  return { ...node, entries };
}

/** The elements of a map that are maps and not switched off by `enabled: false`, by their keys. */
export function switchedOn(value: Value, isOnByDefault: boolean): ReadonlyMap<string, MapNode> {
  const { node } = value;
  if (node?.kind === 'unknown') throw new UnknownValue(node.reason, node.at);
  const found = new Map<string, MapNode>();
  if (node?.kind !== 'map') return found;
  for (const key of [...node.entries.keys()].toSorted(byBytes)) {
    const item = node.entries.get(key)?.value;
    if (item?.kind === 'unknown') throw new UnknownValue(item.reason, item.at);
    if (item?.kind !== 'map') continue;
    const enabled = item.entries.get('enabled')?.value;
    const isOn =
      enabled === undefined
        ? isOnByDefault
        : truthy({ node: enabled, path: [...value.path, key, 'enabled'], at: enabled.at });
    if (isOn) found.set(key, item);
  }
  return found;
}

/** `tpl`: texts with the name and the namespace of the release filled in; any other template is not known. */
export function templated(node: Node, chart: Pick<Installed, 'release' | 'namespace'>): Node {
  return eachText(node, (text) => fillRelease(text, chart));
}

/** What is taken over as it is: a template in it may be filled in by another version of the chart, or not. */
export function verbatim(node: Node): Node {
  return eachText(node, () => null);
}

/** The value as it is where it is not empty, as `with` and `toYaml` make it. */
export function taken(value: Value): Node | undefined {
  const found = filledIn(value);
  return found === undefined ? undefined : verbatim(found);
}

/** A text with the name and the namespace of the release filled in; null where it holds another template. */
export function fillRelease(
  text: string,
  { release, namespace }: Pick<Installed, 'release' | 'namespace'>,
): string | null {
  const filled = text.replace(/\{\{-? *\$?\.Release\.(Name|Namespace) *-?\}\}/g, (whole, what: string) =>
    whole.includes('-') ? whole : what === 'Name' ? release : namespace,
  );
  return filled.includes('{{') ? null : filled;
}

function eachText(node: Node, fill: (text: string) => string | null): Node {
  if (node.kind === 'list') return { ...node, items: node.items.map((item) => eachText(item, fill)) };
  if (node.kind === 'map')
    return { ...node, entries: mapped(node.entries, (entry) => withValue(entry, eachText(entry.value, fill))) };
  if (node.kind !== 'scalar' || typeof node.value !== 'string' || !node.value.includes('{{')) return node;
  const value = fill(node.value);
  if (value === null)
    return { kind: 'unknown', reason: `the template ${JSON.stringify(node.value)} is not filled in here`, at: node.at };
  return scalarWith(node, { value });
}
