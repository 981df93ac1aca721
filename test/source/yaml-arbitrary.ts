import fc from 'fast-check';
import type { Json } from '../../src/source/node.ts';

const word = fc.constantFrom(
  'a',
  'b',
  'key',
  'y',
  'on',
  'x y',
  '10',
  '1.5',
  '~',
  "it's",
  '"',
  '#',
  'a: b',
  '- a',
  '{{ x }}',
  '',
  'é',
  '🐒',
  '0x1F',
  'true',
  'http://a:80/',
  'a #b',
  ' a',
  'a ',
  '<<',
  '*a',
  '&a',
  '!a',
  '%a',
  '@a',
  '`',
  ',',
  '[',
  'a\nb',
  'a\n\n b\n',
  '\t',
  '\u0085',
  '\u2028',
  '\u0001',
  '\\',
);

/** Values of JSON with the strings and keys that YAML is careful with. */
export const json: fc.Arbitrary<Json> = fc.letrec<{ value: Json; list: Json; map: Json; scalar: Json }>((tie) => ({
  value: fc.oneof({ depthSize: 'small', maxDepth: 3 }, tie('scalar'), tie('list'), tie('map')),
  scalar: fc.oneof(word, fc.integer({ min: -70000, max: 70000 }), fc.boolean(), fc.constant(null)),
  list: fc.array(tie('value'), { maxLength: 3 }),
  map: fc
    .uniqueArray(fc.tuple(word, tie('value')), { maxLength: 3, selector: ([key]) => key })
    .map((entries): Json => Object.fromEntries(entries)),
})).value;

export interface Layout {
  readonly step: number;
  readonly listOffset: number;
  readonly flowBelow: number;
  readonly lineBreak: string;
  readonly comments: boolean;
  readonly finalBreak: boolean;
}

export const layout: fc.Arbitrary<Layout> = fc.record({
  step: fc.constantFrom(1, 2, 4),
  listOffset: fc.constantFrom(0, 2),
  flowBelow: fc.constantFrom(0, 1, 2, 9),
  lineBreak: fc.constantFrom('\n', '\r\n'),
  comments: fc.boolean(),
  finalBreak: fc.boolean(),
});

/** Writes a value as a person might, in a layout; independent of how the product writes YAML. */
export function print(value: Json, style: Layout): string {
  const lines = block(value, 0, 0, style);
  const all = style.comments
    ? [
        '# first',
        ...lines.flatMap((line, index) => [
          index % 2 === 0 ? `${line} # c${index}` : line,
          ...(index % 3 === 0 ? [`${' '.repeat(index % 5)}# l${index}`] : []),
        ]),
      ]
    : lines;
  return all.join(style.lineBreak) + (style.finalBreak ? style.lineBreak : '');
}

function block(value: Json, column: number, depth: number, style: Layout): string[] {
  const pad = ' '.repeat(column);
  if (isEmpty(value) || depth >= style.flowBelow) return [pad + flow(value)];
  if (Array.isArray(value))
    return value.flatMap((item: Json) => {
      const [first = '', ...rest] = block(item, column + 2, depth + 1, style);
      return [`${pad}- ${first.slice(column + 2)}`, ...rest];
    });
  return Object.entries(value as { [key: string]: Json }).flatMap(([key, each]) => {
    const inline = isEmpty(each) || depth + 1 >= style.flowBelow;
    if (inline) return [`${pad}${quoted(key)}: ${flow(each)}`];
    return [
      `${pad}${quoted(key)}:`,
      ...block(each, column + (Array.isArray(each) ? style.listOffset : style.step), depth + 1, style),
    ];
  });
}

function isEmpty(value: Json): boolean {
  return value === null || typeof value !== 'object' || Object.keys(value).length === 0;
}

function flow(value: Json): string {
  if (Array.isArray(value)) return `[${value.map((item: Json) => flow(item)).join(', ')}]`;
  if (typeof value === 'object' && value !== null)
    return `{${Object.entries(value)
      .map(([key, each]) => `${quoted(key)}: ${flow(each)}`)
      .join(', ')}}`;
  return typeof value === 'string' && value !== 'key' ? quoted(value) : String(value);
}

/** In double quotes, with escapes for what ends a line in YAML 1.1. */
function quoted(text: string): string {
  const escape = (each: string): string => `\\u${each.charCodeAt(0).toString(16).padStart(4, '0')}`;
  return JSON.stringify(text).replace(/[\u0085\u2028]/g, escape);
}

/** Text made of what YAML gives a meaning to. */
export const soup: fc.Arbitrary<string> = fc
  .array(
    fc.constantFrom(
      ' ',
      '  ',
      '\n',
      '\r\n',
      '\t',
      '- ',
      ': ',
      ':',
      '? ',
      '#',
      ' #',
      '"',
      "'",
      '[',
      ']',
      '{',
      '}',
      ',',
      '|',
      '>',
      '|-\n',
      '>+2\n',
      '&a ',
      '*a',
      '!x ',
      '!!int ',
      '!<',
      '%YAML 1.1\n',
      '---\n',
      '...\n',
      '<<: ',
      '{{',
      '}}',
      'a',
      'b: 1\n',
      '  c: 2\n',
      '- d\n',
      '\ufeff',
      '\u0085',
      '\ud800',
      '\\',
      '0',
      '010',
      '~',
      '`',
      '@',
      '\u0007',
    ),
    { maxLength: 60 },
  )
  .map((parts) => parts.join(''));
