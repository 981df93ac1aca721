import { isList, isMap, type Value } from '../../kubernetes/schema/model/value.ts';
import { quoted } from '../../kubernetes/schema/model/quoted.ts';

/** A value of a plugin's configuration; what is not one scalar is named by its type. */
export function valueText(value: Value): string {
  if (isList(value)) return value.length === 0 ? 'an empty list' : 'a list';
  return isMap(value) ? 'a map' : quoted(value);
}
