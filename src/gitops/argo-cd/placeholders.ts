import type { Node, ScalarNode } from '../../source/node.ts';
import { tooMuchFilledText, type FilledText } from '../tree/filled-text.ts';

/** What one turn of a generator puts into the template, by dotted key. */
export type Parameters = ReadonlyMap<string, ScalarNode>;

/** `{{path.basename}}`, `{{ .path.basename }}` and `{{index .path.segments 1}}`; nothing else is evaluated. */
const placeholder = /\{\{([^{}]*)\}\}/g;

/** What a filled scalar, and one that is looked at, take of memory or time beside their text, in characters. */
const [perFilled, perLooked] = [100, 16];

/** A scalar with the parameters of a turn filled in; unknown where it asks for one that the turn has not. */
export function filled(scalar: ScalarNode, turn: Parameters, filledText: FilledText): Node {
  filledText.take(perLooked);
  if (typeof scalar.value !== 'string' || !scalar.value.includes('{{')) return scalar;
  if (!filledText.take(perFilled + scalar.value.length))
    return { kind: 'unknown', reason: tooMuchFilledText, at: scalar.at };
  let missing: string | null = null;
  let only: ScalarNode | null = null;
  const value = scalar.value.replace(placeholder, (whole, expression: string) => {
    const found = turn.get(keyOf(withoutMarks(expression)));
    if (found === undefined) missing ??= whole;
    else only = found;
    const text = String(found?.value ?? '');
    return filledText.take(text.length) ? text : '';
  });
  if (filledText.isExhausted) return { kind: 'unknown', reason: tooMuchFilledText, at: scalar.at };
  if (missing !== null)
    return {
      kind: 'unknown',
      reason: /^\{\{-?\s*\.?[\w.-]{1,60}\s*-?\}\}$/.test(missing)
        ? `${String(missing)} of the ApplicationSet is not known`
        : 'a template of the ApplicationSet does more than fill in parameters',
      at: scalar.at,
    };
  return { kind: 'scalar', value, text: value, style: 'plain', at: placeOf(scalar, only) };
}

/** A scalar that is one placeholder and nothing else was written where the generator has its value. */
function placeOf(scalar: ScalarNode, only: ScalarNode | null): ScalarNode['at'] {
  return only !== null && /^\{\{[^{}]*\}\}$/.test(String(scalar.value).trim()) ? only.at : scalar.at;
}

/** What stands between the braces, without the dashes that cut blanks away. */
function withoutMarks(text: string): string {
  const from = text.startsWith('-') ? 1 : 0;
  const to = text.endsWith('-') && text.length > from ? -1 : undefined;
  return text.slice(from, to).trim();
}

function keyOf(expression: string): string {
  const index = /^index\s+\.([\w.]+)\s+(\d+)$/.exec(expression);
  if (index !== null) return `${index[1] ?? ''}.${index[2] ?? ''}`;
  return expression.replace(/^\./, '');
}
