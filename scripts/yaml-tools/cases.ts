/** A text that tools may read differently. */
export interface Case {
  readonly what: string;
  readonly bytes: Uint8Array;
}

const head = (name = 'one'): string => `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: ${name} }\n`;
const data = (text: string, name = 'one'): string => `${head(name)}data:\n${text.replaceAll(/^(?=.)/gm, '  ')}`;
const json = (name: string, more = ''): string =>
  `{"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": "${name}"}, "data": {"a": "1"${more}}}`;
const plain = data('a: "1"\n');
const utf16 = (text: string, isBig: boolean): Uint8Array => {
  const bytes = Buffer.from(text, 'utf16le');
  return isBig ? bytes.swap16() : bytes;
};

const texts: readonly (readonly [what: string, text: string | Uint8Array])[] = [
  ['a line break U+0085 in a comment', data('a: "1" # b\u0085  b: "2"\n')],
  ['a line break U+2028 in a comment', data('a: "1" # b\u2028  b: "2"\n')],
  ['a line break U+2029 in a comment', data('a: "1" # b\u2029  b: "2"\n')],
  ['a lone CR in a comment', data('a: "1" # b\r  b: "2"\n')],
  ['U+2028 in double quotes', data('a: "1\u20282"\n')],
  ['CR LF', plain.replaceAll('\n', '\r\n')],
  ['`<<` before a key of its own', `${head()}x: &x { a: "2" }\ndata:\n  <<: *x\n  a: "1"\n`],
  ['`<<` after a key of its own', `${head()}x: &x { a: "2" }\ndata:\n  a: "1"\n  <<: *x\n`],
  ['`<<` in quotes', `${head()}x: &x { a: "2" }\ndata:\n  "<<": *x\n`],
  ['a key twice', data('a: "1"\na: "2"\n')],
  ['`!!binary`', data('a: !!binary MQ==\n')],
  ['`!!binary` that is no base64', data('a: !!binary "*"\n')],
  ['`!!str`, `!!int` of a text, a tag of nobody', data('a: !!str 1\nb: !!int "1"\nc: !d 1\n')],
  ['a byte order mark at the start', `\ufeff${plain}`],
  ['a byte order mark behind `---`', `---\n\ufeff${plain}`],
  ['a byte order mark within', plain.replace('\ndata', '\n\ufeffdata')],
  ['UTF-16, little end first, with a mark', utf16(`\ufeff${plain}`, false)],
  ['UTF-16, big end first, with a mark', utf16(`\ufeff${plain}`, true)],
  ['UTF-16 without a mark', utf16(plain, false)],
  ['a byte that is no UTF-8, in a comment', Buffer.concat([Buffer.from(`${plain}# `), Buffer.from([0xff, 0x0a])])],
  ['the same in quotes', Buffer.concat([Buffer.from(data('a: "')), Buffer.from([0xff]), Buffer.from('"\n')])],
  ['U+0001 in a comment', `${plain}# \u0001\n`],
  ['a NUL in a comment', `${plain}# \0\n`],
  ['U+007F in a comment', `${plain}# \u007F\n`],
  ['U+FFFE in a comment', `${plain}# \uFFFE\n`],
  ['a document behind `...`', `${plain}...\n${data('a: "2"\n', 'two')}`],
  ['a document behind `...` and `---`', `${plain}...\n---\n${data('a: "2"\n', 'two')}`],
  ['text on the line of `---`', `--- ${json('one')}\n`],
  ['a comment on the line of `---`', `${plain}--- # b\n${data('a: "2"\n', 'two')}`],
  ['blanks behind `---`', `${plain}---  \t\n${data('a: "2"\n', 'two')}`],
  ['`--- |`', `${plain}--- |\n  a\n`],
  ['`---` within a block scalar, indented', data('a: |\n  ---\n  b: 1\n')],
  ['`---` within a block scalar, at the edge', `${data('a: |\n  b\n')}---\n${data('a: "2"\n', 'two')}`],
  ['an empty document, one of comments, `null`', `---\n---\n# a\n---\nnull\n---\n${plain}`],
  ['a document that is a text', `a\n---\n${plain}`],
  ['a directive', `%YAML 1.1\n---\n${plain}`],
  ['a directive of a version that is none', `%YAML 9.9\n---\n${plain}`],
  ['an alias of the document before', `${data('a: &x "1"\n')}---\n${data('a: *x\n', 'two')}`],
  ['an alias', data('a: &x "1"\nb: *x\n')],
  ['an indented document', plain.replaceAll(/^(?=.)/gm, '  ')],
  ['a tab as indentation', `${head()}data:\n\ta: "1"\n`],
  ['JSON', `${json('one')}\n`],
  ['two JSON objects', `${json('one')}\n${json('two')}\n`],
  ['JSON and then YAML', `${json('one')}\n---\n${data('a: "2"\n', 'two')}`],
  ['YAML and then JSON', `${plain}---\n${json('two')}\n`],
  ['JSON with a comma at the end', `${json('one', ',')}\n`],
  ['JSON with a comment', `{ # b\n${json('one').slice(1)}\n`],
  ['JSON with a key twice', `${json('one', ', "a": "2"')}\n`],
  ['JSON with tabs', `{\n\t${json('one').slice(1)}\n`],
  ['JSON with an escaped slash', `${json('one', ', "b": "\\/"')}\n`],
  ['words for true and false', data('a: yes\nb: off\nc: y\nd: True\n')],
  ['numbers of other bases', data('a: 0777\nb: 0o17\nc: 0x1F\nd: 0b11\n')],
  ['numbers with marks', data('a: 1_000\nb: 1e3\nc: .5\nd: +1\ne: 190:20\n')],
  ['infinity', data('a: .inf\n')],
  ['null', data('a: ~\nb:\nc: null\nd: Null\n')],
  ['a day', data('a: 2001-01-01\n')],
  ['keys that are no text', data('1: a\ntrue: b\n1.5: c\n')],
  ['a key that is null', data('null: a\n')],
  ['an explicit key', data('? a\n: "1"\n')],
  ['a kind with a tag', plain.replace('kind: ', 'kind: !!str ')],
  ['a kind with an anchor', plain.replace('kind: ', 'kind: &k ')],
  ['a kind in escapes', plain.replace('kind: ConfigMap', 'kind: "Config\\x4dap"')],
  ['a kind in a folded scalar', plain.replace('kind: ConfigMap', 'kind: >-\n  ConfigMap')],
  ['a key in escapes', plain.replace('kind:', '"k\\x69nd":')],
  ['a key with another case', plain.replace('kind:', 'Kind:')],
  ['quotes over two lines, the second at the edge', data('a: "1\n').trimEnd().concat('\n2"\n')],
  ['an escaped pair of surrogates', data('a: "\\ud83d\\ude00"\n')],
  ['an escape of eight digits', data('a: "\\U0001F600"\n')],
  ['a List', `apiVersion: v1\nkind: List\nitems:\n- ${plain.trimEnd().replaceAll('\n', '\n  ')}\n`],
  [
    'a ConfigMapList whose items name no kind',
    `apiVersion: v1\nkind: ConfigMapList\nitems:\n- metadata: { name: one }\n  data: { a: "1" }\n`,
  ],
  ['a List with a null', `apiVersion: v1\nkind: List\nitems:\n- null\n- ${plain.trimEnd().replaceAll('\n', '\n  ')}\n`],
  ['an object without a kind', plain.replace('kind: ConfigMap\n', '')],
];

export const cases: readonly Case[] = texts.map(([what, text]) => ({ what, bytes: Buffer.from(text) }));
