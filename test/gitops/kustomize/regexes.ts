/** A regular expression and what Go says to it. */
export interface RegexCase {
  readonly pattern: string;
  /** Of `names`, those that it matches as a whole; null where Go refuses it. */
  readonly matches: readonly string[] | null;
}

export const names = ['a', 'b', 'kong', 'kong-a', 'kong.a', 'kong0a', 'a1'];

export const regexCases: readonly RegexCase[] = [
  { pattern: 'kong', matches: ['kong'] },
  { pattern: 'kong.a', matches: ['kong-a', 'kong.a', 'kong0a'] },
  { pattern: 'kong\\.a', matches: ['kong.a'] },
  { pattern: 'kong.*', matches: ['kong', 'kong-a', 'kong.a', 'kong0a'] },
  { pattern: 'a|b', matches: ['a', 'b'] },
  { pattern: '(?i)KONG', matches: ['kong'] },
  { pattern: '[[:alpha:]]', matches: ['a', 'b'] },
  { pattern: '[[:^digit:]]+', matches: ['a', 'b', 'kong', 'kong-a', 'kong.a'] },
  { pattern: '\\pL+', matches: ['a', 'b', 'kong'] },
  { pattern: '\\p{Latin}\\pN', matches: ['a1'] },
  { pattern: '\\x61', matches: ['a'] },
  { pattern: '\\x{62}', matches: ['b'] },
  { pattern: '\\Qkong.a\\E', matches: ['kong.a'] },
  { pattern: 'kong\\b.a', matches: ['kong-a', 'kong.a'] },
  { pattern: 'kong\\B.a', matches: ['kong0a'] },
  { pattern: '(?P<n>a)1', matches: ['a1'] },
  { pattern: '(?<n>a)1', matches: ['a1'] },
  { pattern: '(?U)a.*', matches: ['a', 'a1'] },
  { pattern: '[]a]', matches: ['a'] },
  { pattern: 'a{,2}', matches: [] },
  { pattern: '(a', matches: null },
  { pattern: 'a**', matches: null },
  { pattern: '(?=a)a', matches: null },
  { pattern: '(?<=a)1', matches: null },
  { pattern: '(a)\\1', matches: null },
  { pattern: 'a{1001}', matches: null },
  { pattern: '[b-a]', matches: null },
  { pattern: '\\Z', matches: null },
];

/** A kustomization that gives a label to every object whose name the pattern matches. */
export function filesOf({ pattern }: RegexCase): Readonly<Record<string, string>> {
  const target = { kind: 'ConfigMap', name: pattern };
  const patch = JSON.stringify([{ op: 'add', path: '/metadata/labels', value: { matched: 'yes' } }]);
  return {
    'kustomization.yaml': JSON.stringify({ resources: ['a.yaml'], patches: [{ target, patch }] }),
    'a.yaml': names.map((name) => `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: ${name} }\n`).join('---\n'),
  };
}
