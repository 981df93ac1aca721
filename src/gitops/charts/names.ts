import { field, isNil, stringOf, truthy, UnknownValue, type Value } from '../../helm/go-template.ts';
import type { Installed } from './routing-chart.ts';

/** The longest name of most objects. */
const longest = 63;

/** `trunc 63 | trimSuffix "-"`, as charts shorten names. */
export function shortened(name: string, length = longest): string {
  return name.slice(0, length).replace(/-$/, '');
}

/** The name that `helm create` gives the objects of a chart: its release's, and the chart's where that is not part of it. */
export function fullName(
  values: Value,
  { release, name }: Pick<Installed, 'release' | 'name'>,
  length = longest,
): string {
  const whole = textOr(field(values, 'fullnameOverride'), '');
  if (whole !== '') return shortened(whole, length);
  const own = textOr(field(values, 'nameOverride'), name);
  return shortened(release.includes(own) ? release : `${release}-${own}`, length);
}

/** A text of the values, or another where it is empty. A template in it is not known. */
export function textOr(value: Value, other: string): string {
  if (isNil(value) || !truthy(value)) return other;
  const text = stringOf(value);
  if (text.includes('{{'))
    throw new UnknownValue(`the template ${JSON.stringify(text)} is not filled in here`, value.at);
  return text;
}
