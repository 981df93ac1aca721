import { withShortWords } from '../../source/shortened.ts';

/**
 * Text of the reviewed repository inside Markdown that GitHub renders. Whoever opens a pull request
 * chooses file names, object names and comments; none of it may ping a person, refer to an issue,
 * become a link, an image or HTML, or break out of the table or fence that holds it.
 */

/** Takes apart what GitHub looks for in rendered text, where no escape is left: mentions, references, commits, addresses. */
const invisible = '\u200B';

/** ASCII punctuation that means something to Markdown inside a line; a backslash makes each one plain. */
const markup = /[\\`*_[\]<>~|!$&]/g;

/** Control and direction characters reorder or hide what a reader sees; a line break would start a new block. */
const unprintable = /[\p{Cc}\p{Cs}\u200B\u200E\u200F\u2028\u2029\u202A-\u202E\u2060\u2066-\u2069\uFEFF]+/gu;

const singleLine = (text: string): string => withShortWords(text.replace(unprintable, ' ').trim());

function withoutReferences(text: string): string {
  return text
    .replace(/@/g, `@${invisible}`)
    .replace(/#(?=\w)/g, `#${invisible}`)
    .replace(/\b(gh)-(?=\d)/gi, `$1-${invisible}`)
    .replace(/:(?=\/\/|[\w+-]+:)/g, `:${invisible}`)
    .replace(/(www)\./gi, `$1${invisible}.`)
    .replace(/(?<![a-z0-9])[0-9a-f]{7,}(?![a-z0-9])/gi, (sha) => sha.replace(/.{4}(?=.)/g, `$&${invisible}`));
}

/** Any text as one run of plain prose: it shows as it is, on one line, and does nothing. Safe inside a table cell. */
export function prose(text: string): string {
  const escaped = withoutReferences(singleLine(text)).replace(markup, '\\$&');
  // At the start of a line these would begin a heading, a quote, a list, a rule or a table.
  return escaped.replace(/^[#>+\-=:]/, '\\$&').replace(/^(\d+)([.)])/, '$1\\$2');
}

/** Any text as a code span: inside one GitHub looks for nothing. Safe inside a table cell. */
export function codeSpan(text: string): string {
  const line = singleLine(text);
  if (line === '') return '` `';
  // A pipe would end a table cell even inside a code span, and an escaped one shows its backslash outside tables.
  if (line.includes('|')) return prose(line);
  const fence = '`'.repeat(longestRun(line, '`') + 1);
  const padding = line.startsWith('`') || line.endsWith('`') ? ' ' : '';
  return fence + padding + line + padding + fence;
}

/** Any text as a fenced block, which a longer fence than any in the text keeps whole. `info` is ours, for example `diff`. */
export function codeBlock(text: string, info: string): string {
  const fence = '`'.repeat(Math.max(3, longestRun(text, '`') + 1));
  return `${fence}${info}\n${text.replace(/\r\n?/g, '\n')}${text.endsWith('\n') ? '' : '\n'}${fence}\n`;
}

function longestRun(text: string, character: string): number {
  let longest = 0;
  let run = 0;
  for (const here of text) {
    run = here === character ? run + 1 : 0;
    longest = Math.max(longest, run);
  }
  return longest;
}
