import { type Node, type ScalarNode, scalarWith } from '../../source/node.ts';
import { parseYaml } from '../../source/parse.ts';
import { tooMuchFilledText, type FilledText } from '../tree/filled-text.ts';

/** The variables of `postBuild`: their values, and whether there are more that the tree does not show. */
export interface Variables {
  readonly values: ReadonlyMap<string, ScalarNode>;
  readonly missing: string | null;
  /** Paths of the objects that `substituteFrom` names, where the tree has them. */
  readonly sources: ReadonlySet<string>;
  /** Those of them that hold nothing but what `values` has. */
  readonly known: ReadonlySet<string>;
}

/** Whether a text holds a variable, or a dollar sign that stands for another one. */
export function isFilledIn(text: string): boolean {
  return text.includes('${') || text.includes('$$');
}

/** `$$` is a dollar sign; `${NAME}`, `${NAME=x}`, `${NAME:=x}` and `${NAME:-x}` are read, others are not. */
const variable = /\$\$|\$\{([A-Za-z_]\w*)(?:(?::[=-]|=)([^}]*))?\}|\$\{[^}]*\}/g;

/** What reading a short text costs, in characters. */
const costOfReading = 200;

/**
 * A scalar after Flux filled in its variables: an unknown value where that is not certain. Flux writes an object as
 * YAML anew, in which a string has quotes only where it needs them, fills in that text and reads it again: "${PORT}"
 * becomes a number, whatever quotes it had. Source: fluxcd/pkg, kustomize and envsubst.
 */
export function filledIn(node: ScalarNode, { values, missing }: Variables, room: FilledText): Node {
  if (typeof node.value !== 'string' || !isFilledIn(node.value)) return node;
  let reason: string | null = null;
  let only: ScalarNode | null = null;
  let isPlain = true;
  // Behind the last brace nothing is a variable, and everything that looks like one would be tried.
  const end = node.value.lastIndexOf('}') + 1;
  const rest = node.value.slice(end).replaceAll('$$', () => '$');
  if (node.value.slice(end).includes('${')) reason = 'a variable has no end';
  const replaced = (whole: string, name: string | undefined, fallback = ''): string => {
    if (whole === '$$') return '$';
    if (name === undefined || fallback.includes('${')) {
      reason ??= `the expression ${whole} is not evaluated`;
      return whole;
    }
    const value = values.get(name);
    if (value === undefined && missing !== null) reason ??= `${name} is not known: ${missing}`;
    only = value ?? null;
    const stated = value === undefined || value.value === null ? '' : String(value.value).replaceAll('\n', '');
    const text = stated === '' ? fallback : stated;
    isPlain &&= !/^$|^\s|\s$|['"\\\r\u0085\u2028\u2029]/.test(text);
    if (room.take(text.length)) return text;
    reason ??= tooMuchFilledText;
    return '';
  };
  const text = node.value.slice(0, end).replace(variable, replaced) + rest;
  if (!room.take(costOfReading)) reason ??= tooMuchFilledText;
  const read = reason === null ? readAgain(text, node.value, isPlain) : null;
  if (read === null)
    return { kind: 'unknown', reason: reason ?? 'what its variables hold changes how it is read', at: node.at };
  // The value was written where the variable is set, if the scalar is nothing else.
  const whole = only as ScalarNode | null;
  return scalarWith(node, { ...read, at: whole !== null && /^\$\{[^}]*\}$/.test(node.value) ? whole.at : node.at });
}

/** How a text reads that was written as YAML before it was filled in; null where that may be no scalar. */
function readAgain(text: string, before: string, isPlain: boolean): Pick<ScalarNode, 'value' | 'style'> | null {
  if (/[\r\u0085\u2028\u2029]/.test(before)) return null;
  const isLong = before.includes('\n');
  if (isLong || !isWrittenPlain(before)) return isPlain ? { value: text, style: isLong ? 'literal' : 'double' } : null;
  if (/^[1-9]\d{0,8}$/.test(text)) return { value: Number(text), style: 'plain' };
  // A tag or an anchor in front changes what a text is.
  if (/^[!&*]/.test(text)) return null;
  const file = parseYaml('', `a: ${text}\n`);
  const [document, ...others] = file.documents;
  if (document?.root.kind !== 'map' || others.length + file.problems.length > 0 || file.unread !== null) return null;
  const { entries } = document.root;
  const value = entries.get('a')?.value;
  return entries.size === 1 && value?.kind === 'scalar' ? { value: value.value, style: value.style } : null;
}

/**
 * Whether a string of one line that holds a variable is written without quotes: not where it begins or ends as
 * something else does, or holds what ends a plain scalar.
 */
function isWrittenPlain(text: string): boolean {
  const isOther = /^[#,[\]{}&*!|>'"%@`\s]|^[-:?](\s|$)|^(---|\.\.\.)|\s$|:$|:\s|\s#/.test(text);
  return !isOther && /^[ -~\u00a0-\ud7ff\ue000-\ufefe]*$/.test(text);
}
