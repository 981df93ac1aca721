/** A value that a template names: `.Values.route.hosts`, also below a variable or in parentheses. */
const named = /\.Values((?:\.[A-Za-z_]\w*)+)/g;
/** Values taken as a whole, or found in a way that the text does not tell. */
const whole = /\.Values(?!\.[A-Za-z_])|\btpl\b|\.AsMap\b/;

/**
 * The paths of the values that templates read, told by their text; null where they may read any. What a template reads
 * below a path (`with`, `range`) lies below it.
 */
export function valuesRead(templates: readonly string[]): readonly (readonly string[])[] | null {
  const paths = new Set<string>();
  for (const text of templates) {
    if (whole.test(text)) return null;
    for (const [, path = ''] of text.matchAll(named)) paths.add(path.slice(1));
  }
  return [...paths].toSorted().map((path) => path.split('.'));
}
