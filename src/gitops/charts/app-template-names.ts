import { field, stringOf, truthy, UnknownValue, type Value } from '../../helm/go-template.ts';
import type { Place } from '../../source/location.ts';
import type { MapNode } from '../../source/node.ts';
import { textOr, shortened } from './names.ts';
import { fillRelease, filledIn, mapAtPlace, scalarAt, templated } from './nodes.ts';
import type { Installed } from './routing-chart.ts';

/** What names of the chart's objects are made of. */
export interface Naming {
  readonly chart: Installed;
  readonly values: Value;
}

/** Several of a kind are told apart by their keys, unless their names already end so. */
export function nameOf(id: string, own: MapNode, count: number, { chart, values }: Naming): string {
  const value = valueOf(own);
  const forced = filledText(field(value, 'forceRename'), chart);
  if (forced !== '') return forced.toLowerCase();
  const global = orEmpty(field(values, 'global'));
  let name = baseName(values, global, chart);
  const prefix = filledText(field(value, 'prefix'), chart);
  if (prefix !== '' && prefix !== name) name = `${prefix}-${name}`;
  const isAlways = truthy(field(global, 'alwaysAppendIdentifierToResourceName')) && chart.version.isAtLeast('4.1.0');
  if (count > 1 || isAlways)
    if (!name.endsWith(`-${id}`) && (name !== id || !chart.version.isAtLeast('4.1.0'))) name = `${name}-${id}`;
  const suffix = filledText(field(value, 'suffix'), chart);
  if (suffix !== '' && !name.endsWith(`-${suffix}`)) name = `${name}-${suffix}`;
  return name.toLowerCase();
}

/** The chart takes the name of the release where `global` names no other. */
function baseName(values: Value, global: Value, { release }: Installed): string {
  const whole = textOr(field(global, 'fullnameOverride'), textOr(field(values, 'fullnameOverride'), ''));
  if (whole !== '') return shortened(whole);
  const own = shortened(textOr(field(global, 'nameOverride'), release));
  return shortened(release.includes(own) ? release : `${release}-${own}`);
}

function orEmpty(value: Value): Value {
  return value.node === undefined ? { ...value, node: mapAtPlace(value.at, {}) } : value;
}

/** A text with the release filled in; empty where it is not set. */
export function filledText(value: Value, chart: Installed): string {
  if (!truthy(value)) return '';
  const text = stringOf(value);
  const filled = fillRelease(text, chart);
  if (filled === null) throw new UnknownValue(`the template ${JSON.stringify(text)} is not filled in here`, value.at);
  return filled;
}

/** The metadata of an object, without labels. */
export function metadataOf(value: Value, name: string, chart: Installed, at: Place): MapNode {
  const annotations = filledIn(field(value, 'annotations'));
  return mapAtPlace(at, {
    name: scalarAt(at, name),
    namespace: scalarAt(at, chart.namespace),
    annotations: annotations === undefined ? undefined : templated(annotations, chart),
  });
}

/** A part of the values by itself. */
export function valueOf(node: MapNode): Value {
  return { node, path: [], at: node.at };
}
