import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { Channel } from '../../../src/kubernetes/schema/published.ts';
import type { ServedKind } from '../../../src/kubernetes/schema/model/schema.ts';
import { published } from './published.ts';
import { isMap, mapOf, type Value } from '../../../src/kubernetes/schema/model/value.ts';

/** A rule with an object that breaks it and the nearest that keeps it. */
export interface RuleCase {
  readonly rule: string;
  /** The definitions that hold it, as `gateway-api 1.7.0 standard`, `kic 3.5.0`, `operator 2.2.3`. */
  readonly definitions: string;
  /** Why no object breaks it; null where one does. */
  readonly unreachable: string | null;
  readonly breaks: Value;
  readonly keeps: Value;
  /** What both replace. */
  readonly old: Value;
  /** Where the breach is. */
  readonly at: string;
}

interface Table {
  readonly in: string;
  readonly object: Value;
  readonly rules: Readonly<Record<string, Readonly<Record<string, Value>>>>;
}

const folder = join(import.meta.dirname, 'rules');

/** Every row of the tables in `rules/`. */
export function ruleCases(): readonly RuleCase[] {
  const tables = readdirSync(folder).flatMap((name) => parse(readFileSync(join(folder, name), 'utf8')) as Table[]);
  return tables.flatMap(({ in: definitions, object, rules }) =>
    Object.entries(rules).map(([rule, row]): RuleCase => {
      const built = (key: string): Value => (row[key] === undefined ? undefined : named(filled(object, row[key])));
      return {
        rule,
        definitions,
        unreachable: typeof row['unreachable'] === 'string' ? row['unreachable'] : null,
        breaks: built('breaks'),
        keeps: built('keeps'),
        old: built('old'),
        at: typeof row['at'] === 'string' ? row['at'] : '',
      };
    }),
  );
}

/** The frame with `CASE` replaced; `CASE: CASE` takes the keys of the case itself. */
function filled(frame: Value, part: Value): Value {
  if (frame === 'CASE') return part;
  if (Array.isArray(frame)) return frame.map((item) => filled(item, part));
  if (!isMap(frame)) return frame;
  return mapOf(
    Object.entries(frame).flatMap(([key, value]) =>
      key === 'CASE' && isMap(part) ? Object.entries(part) : [[key, filled(value, part)] as const],
    ),
  );
}

function named(object: Value): Value {
  return isMap(object) ? { metadata: { name: 'a' }, ...object } : object;
}

/** What a set of definitions serves. */
export function kindsOf(definitions: string): readonly ServedKind[] {
  const [of = '', version = '', channel = ''] = definitions.split(' ');
  const kinds =
    of === 'gateway-api'
      ? published.gatewayApi(version, channel as Channel)
      : of === 'kic'
        ? published.kong('kic', version)
        : published.kong('operator', version);
  if (kinds === null) throw new Error(`${definitions} is not known`);
  return kinds;
}

/** The kind of an object in a set of definitions. */
export function kindOf(object: Value, definitions: string): ServedKind {
  const { apiVersion, kind } = object as { apiVersion: string; kind: string };
  const found = kindsOf(definitions).find(
    (each) => each.kind === kind && `${each.group}/${each.version}` === apiVersion,
  );
  if (found === undefined) throw new Error(`${definitions} serves no ${kind} ${apiVersion}`);
  return found;
}
