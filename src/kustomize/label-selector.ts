/** A parsed label selector such as `app=web,tier in (a, b),!legacy`. */
export type LabelSelector = readonly Requirement[];

interface Requirement {
  readonly key: string;
  readonly operator: 'exists' | 'absent' | 'in' | 'notin' | 'gt' | 'lt';
  readonly values: readonly string[];
}

const namePattern = String.raw`[A-Za-z0-9](?:[-A-Za-z0-9_.]{0,250}[A-Za-z0-9])?`;
const labelKey = new RegExp(`^(?:${namePattern}/)?${namePattern}$`);
const maxLength = 4096;

/** Parses a selector as Kubernetes does; null when it is not valid. An empty one selects all. */
export function parseLabelSelector(text: string): LabelSelector | null {
  if (text.length > maxLength) return null;
  if (text.trim() === '') return [];
  const requirements = splitOutsideBrackets(text).map(parseRequirement);
  return requirements.every((parsed) => parsed !== null) ? requirements : null;
}

/** Whether labels (or annotations) meet every requirement. */
export function matchesLabels(selector: LabelSelector, labels: ReadonlyMap<string, string>): boolean {
  return selector.every(({ key, operator, values }) => {
    const value = labels.get(key);
    switch (operator) {
      case 'exists':
        return value !== undefined;
      case 'absent':
        return value === undefined;
      case 'in':
        return value !== undefined && values.includes(value);
      case 'notin':
        return value === undefined || !values.includes(value);
      case 'gt':
        return isInteger(value) && Number(value) > Number(values[0]);
      case 'lt':
        return isInteger(value) && Number(value) < Number(values[0]);
    }
  });
}

function splitOutsideBrackets(text: string): string[] {
  const parts = [''];
  let depth = 0;
  for (const char of text) {
    if (char === '(') depth++;
    if (char === ')') depth--;
    if (char === ',' && depth === 0) parts.push('');
    else parts[parts.length - 1] += char;
  }
  return parts.map((part) => part.trim());
}

function parseRequirement(text: string): Requirement | null {
  const set = /^([^\s()]{1,500})\s+(in|notin)\s*\(([^()]*)\)$/.exec(text);
  if (set !== null) {
    const values = (set[3] ?? '').split(',').map((value) => value.trim());
    return requirement(set[1] ?? '', set[2] === 'in' ? 'in' : 'notin', values);
  }
  const comparison = /^([^\s=!<>]{1,500})\s*(==|=|!=|>|<)\s*([^\s=!<>]{0,500})$/.exec(text);
  if (comparison !== null) {
    const operators = { '=': 'in', '==': 'in', '!=': 'notin', '>': 'gt', '<': 'lt' } as const;
    const operator = operators[comparison[2] as keyof typeof operators];
    const value = comparison[3] ?? '';
    if ((operator === 'gt' || operator === 'lt') && !isInteger(value)) return null;
    return requirement(comparison[1] ?? '', operator, [value]);
  }
  return text.startsWith('!') ? requirement(text.slice(1).trim(), 'absent', []) : requirement(text, 'exists', []);
}

function requirement(name: string, operator: Requirement['operator'], values: readonly string[]): Requirement | null {
  return labelKey.test(name) ? { key: name, operator, values } : null;
}

function isInteger(value: string | undefined): boolean {
  return value !== undefined && /^[+-]?[0-9]{1,15}$/.test(value);
}
