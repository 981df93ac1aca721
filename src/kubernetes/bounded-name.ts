import type { Located } from '../source/location.ts';
import { shortened } from '../source/shortened.ts';

/** The most characters of any name that an API server takes, a DNS subdomain. */
const longestName = 253;

/**
 * A name, class or host as it is read. Of one that is longer than any API server takes the beginning is kept, with a
 * mark that no name has: nothing is called so, and its length costs nobody anything. That it is refused is told from the
 * object itself.
 */
export function boundedName(name: Located<string>): Located<string> {
  return name.value.length > longestName ? { ...name, value: shortened(name.value) } : name;
}
