/** Where a variable is set in a script, to text without other variables; null for one set twice. */
export type Variables = ReadonlyMap<string, string | null>;

const assignment =
  /^[ \t]*(?:export[ \t]+|readonly[ \t]+|local[ \t]+)?([A-Za-z_]\w*)[ \t]*(?::|\?|::)?=[ \t]*(?:"([^"$`\n]*)"|'([^'\n]*)'|([^\s"'$`#;&|]+))[ \t]*(?:#.*)?$/gm;
const plainDefault = /\$\{([A-Za-z_]\w*):?[-=]([^${}`]*)\}/g;
const use = /\$\(([A-Za-z_]\w*)\)|\$\{([A-Za-z_]\w*)\}|\$([A-Za-z_]\w*)/g;

/** Variables that a Makefile or shell script sets to literal text. */
export function variablesOf(text: string): Variables {
  const variables = new Map<string, string | null>();
  for (const [, name = '', double, single, bare] of text.matchAll(assignment)) {
    const value = double ?? single ?? bare ?? '';
    const before = variables.get(name);
    variables.set(name, before === undefined || before === value ? value : null);
  }
  return variables;
}

/** The text with what is known of its variables filled in; what is not known stays as it is written. */
export function filledIn(text: string, variables: Variables): string {
  const defaulted = text.replace(plainDefault, (whole, name: string, value: string) =>
    variables.get(name) === null ? whole : (variables.get(name) ?? value),
  );
  return defaulted.replace(
    use,
    (whole, a: string | undefined, b: string | undefined, c: string | undefined) =>
      variables.get(a ?? b ?? c ?? '') ?? whole,
  );
}
