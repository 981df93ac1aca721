import type { Located } from '../source/location.ts';
import { mostQuoted, shortened } from '../source/shortened.ts';

/** The most characters of any name that an API server takes, a DNS subdomain. */
const longestName = 253;

/** What no name has; and what is filled in on the way to the cluster, so that it may be one yet. */
const blank = /\s/;
const filledIn = /[$<]|\{\{|ref\+/;

/**
 * A name, class, protocol or host as it is read. Of one that no API server takes because it is too long, or long and
 * with blanks, the beginning is kept, with a mark that no name has: nothing is called so, and its length costs nobody
 * anything. That it is refused is told from the object itself.
 */
export function boundedName(name: Located<string>): Located<string> {
  const { value } = name;
  const isNone =
    value.length > longestName || (value.length > mostQuoted && blank.test(value) && !filledIn.test(value));
  return isNone ? { ...name, value: shortened(value) } : name;
}
