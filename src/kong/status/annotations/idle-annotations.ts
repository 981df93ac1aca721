import { placeholderIn, textAt } from '../../../gatewayapi/placeholder.ts';
import { kongGroup } from '../../../kubernetes/kinds.ts';
import type { KubeObject } from '../../../kubernetes/object.ts';
import { isLocation } from '../../../source/location.ts';
import { nearestName } from '../../../source/nearest-name.ts';
import { get, type Entry } from '../../../source/node.ts';
import { atLeast } from '../../model/image.ts';
import type { AnnotationRole, IdleAnnotation, IdleReason } from '../../model/idle-annotation.ts';
import type { Controller } from '../../model/model.ts';
import { annotationTable, twins, type AnnotationRow } from './table.ts';
import { ignoredFor } from './values.ts';

/** An object whose annotations a controller reads as those of a route or of a Service. */
export interface Annotated {
  readonly object: KubeObject;
  readonly role: AnnotationRole;
  /** The controllers that read it; none where they are not in the tree. */
  readonly controllers: readonly Controller[];
}

const prefix = 'konghq.com/';

/** Prefixes of long before the releases that are looked at. */
const formerPrefixes: readonly string[] = [`${kongGroup}/`];
const formerKeys: Readonly<Record<string, string>> = {
  [`plugins.${prefix.slice(0, -1)}`]: 'plugins',
  [kongGroup]: 'override',
};

/** How plugins were named by their type: `key-auth.plugin.konghq.com`. */
const formerPlugin = /^[a-z0-9-]{1,60}\.plugins?\.konghq\.com$/;

/** The annotations of Kong's that do nothing on an object, in their order. */
export function idleAnnotations(annotated: Annotated): readonly IdleAnnotation[] {
  const annotations = get(annotated.object.root, 'metadata', 'annotations');
  if (annotations?.kind !== 'map') return [];
  return [...annotations.entries.values()].flatMap((entry): readonly IdleAnnotation[] => {
    const why = reasonOf(entry, annotated);
    const place = why?.kind === 'value' ? entry.value.at : entry.keyAt;
    return why === null || !isLocation(place) ? [] : [{ object: annotated.object, key: entry.key, at: place, why }];
  });
}

function reasonOf({ key, value }: Entry, annotated: Annotated): IdleReason | null {
  if (placeholderIn(key) !== null) return null;
  if (formerPlugin.test(key)) return misspelt('plugins');
  const former = formerKeys[key] ?? afterPrefix(key, formerPrefixes);
  if (former !== undefined) return Object.hasOwn(annotationTable, former) ? misspelt(former) : null;
  const name = afterPrefix(key, [prefix]);
  if (name === undefined) return null;
  if (name === 'headers' || name === 'headers.') return misspelt('headers.NAME');
  const known = name.startsWith('headers.') ? 'headers' : name;
  if (!Object.hasOwn(annotationTable, known)) {
    const meant = nearestName(name, namesFor(annotated.role));
    return meant === null ? null : misspelt(meant);
  }
  const row = annotationTable[known];
  if (row === undefined) return null;
  // Of an Ingress some releases send protocols as they are written.
  const isSent = annotated.role === 'ingress' && row.form === 'protocols';
  return whereRead(known, row, annotated) ?? (isSent ? null : ignoredValue(row, value));
}

function misspelt(name: string): IdleReason {
  return { kind: 'misspelt', meant: `${prefix}${name}` };
}

function afterPrefix(key: string, prefixes: readonly string[]): string | undefined {
  const found = prefixes.find((each) => key.startsWith(each));
  return found === undefined ? undefined : key.slice(found.length);
}

function namesFor(role: AnnotationRole): readonly string[] {
  return Object.entries(annotationTable).flatMap(([name, { on }]) => (on.includes(role) ? [name] : []));
}

/** Whether it is read on an object of this kind, by these releases and with this router. */
function whereRead(name: string, row: AnnotationRow, { role, controllers }: Annotated): IdleReason | null {
  const { on, since, offRoutesSince, outOfExpressions } = row;
  if (!on.includes(role)) {
    if (offRoutesSince !== undefined && (role === 'route' || role === 'ingress'))
      return everyOne(controllers, offRoutesSince) ? { kind: 'gone', since: offRoutesSince } : null;
    const [first] = on;
    return first === undefined ? null : { kind: 'elsewhere', on: first, twin: twinOf(name, role) };
  }
  if (since !== undefined && controllers.length > 0 && controllers.every((each) => isBefore(each, since)))
    return { kind: 'too-old', since };
  // What becomes of it on routes of streams is another matter.
  if (role !== 'route' || outOfExpressions !== 'always') return null;
  return controllers.length > 0 && controllers.every(takesExpressions) ? { kind: 'expressions' } : null;
}

function twinOf(name: string, role: AnnotationRole): string | null {
  const twin = twins[name];
  return twin !== undefined && (annotationTable[twin]?.on.includes(role) ?? false) ? `${prefix}${twin}` : null;
}

function everyOne(controllers: readonly Controller[], since: string): boolean {
  return (
    controllers.length > 0 &&
    controllers.every(
      ({ version, versionAssumed }) => !versionAssumed && isKnown(version) && atLeast(version.value, since),
    )
  );
}

function isBefore({ version, versionAssumed }: Controller, since: string): boolean {
  return !versionAssumed && isKnown(version) && !atLeast(version.value, since);
}

function isKnown<T extends { readonly certainty: string }>(fact: T): fact is Exclude<T, { certainty: 'unknown' }> {
  return fact.certainty !== 'unknown';
}

function takesExpressions({ proxies }: Controller): boolean {
  return (
    proxies.length > 0 &&
    proxies.every(({ routerFlavor }) => isKnown(routerFlavor) && routerFlavor.value === 'expressions')
  );
}

function ignoredValue({ form }: AnnotationRow, node: Entry['value']): IdleReason | null {
  const text = textAt(node);
  if (form === undefined || typeof text !== 'object') return null;
  const expected = ignoredFor(text.value, form);
  return expected === null ? null : { kind: 'value', value: text.value, expected };
}
