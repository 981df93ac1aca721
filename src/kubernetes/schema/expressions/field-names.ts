/** Words of CEL that are no names of fields. */
const reserved: ReadonlySet<string> = new Set([
  'true', 'false', 'null', 'in', 'as', 'break', 'const', 'continue', 'else', 'for', 'function', 'if', 'import', 'let',
  'loop', 'package', 'namespace', 'return', 'var', 'void', 'while',
]); // prettier-ignore

/**
 * What a rule calls a field: `__namespace__`, `a__dash__b`. Null for one that no rule can name.
 * Source: Escape of https://github.com/kubernetes/apiserver (pkg/cel/escaping.go).
 */
export function nameInRules(field: string): string | null {
  if (reserved.has(field)) return `__${field}__`;
  const escaped = field
    .replaceAll('__', '__underscores__')
    .replaceAll('.', '__dot__')
    .replaceAll('-', '__dash__')
    .replaceAll('/', '__slash__');
  return /^[A-Za-z_][A-Za-z0-9_]*$/.test(escaped) ? escaped : null;
}
