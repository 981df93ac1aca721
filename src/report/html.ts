import { micromark, type Options } from 'micromark';
import { gfm, gfmHtml } from 'micromark-extension-gfm';
import type { Review } from '../review/review.ts';
import { cutToBytes, type Section } from './escape/budget.ts';
import { reportSections, type MarkdownOptions } from './markdown.ts';
import { headlineOf } from './not-read.ts';
import { chainStyle } from './pictures/chain-svg.ts';
import { pictureHtml } from './pictures/picture-html.ts';

const style = `
:root { color-scheme: light dark; background: Canvas; color: CanvasText; }
body { font: 16px/1.5 system-ui, sans-serif; max-width: 72rem; margin: 2rem auto; padding: 0 1rem; }
h1 { font-size: 1.6rem; line-height: 1.25; }
code, pre { font: 0.875em/1.5 ui-monospace, monospace; background: color-mix(in srgb, currentColor 8%, transparent); border-radius: 4px; }
code { padding: 0.1em 0.3em; overflow-wrap: anywhere; }
pre { padding: 0.75rem 1rem; overflow-x: auto; }
pre code { padding: 0; background: none; }
table { border-collapse: collapse; display: block; overflow-x: auto; }
td code { overflow-wrap: normal; }
ins, del { text-decoration: none; }
ins { background: color-mix(in srgb, #2da44e 22%, transparent); }
del { background: color-mix(in srgb, #cf222e 18%, transparent); }
th, td { padding: 0.35rem 0.75rem; border: 1px solid color-mix(in srgb, currentColor 20%, transparent); text-align: left; vertical-align: top; }
summary { cursor: pointer; font-weight: 600; margin: 1rem 0; }
${chainStyle}`;

/**
 * The Markdown report as a page that stands alone. The only HTML in the report is ours, because what
 * comes from the repository was neutralised; so it may pass the renderer.
 */
export function htmlReport(review: Review, options: MarkdownOptions): string {
  const title = `Portcullis: ${headlineOf(review, options.compared)}`;
  const sections = cutToBytes(reportSections(review, options, pictureHtml), options.maxBytes ?? mostBytes);
  const body = sections.flatMap(htmlOf).join('\n');
  return [
    '<!doctype html>',
    '<html lang="en">',
    `<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${title}</title><style>${style}</style></head>`,
    `<body>\n<main>\n<h1>${title}</h1>\n${body}\n</main>\n</body>`,
    '</html>\n',
  ].join('\n');
}

/** Of Markdown: what a person may still look through. JSON, SARIF and the command line tell of more. */
const mostBytes = 1_000_000;

/** Characters of Markdown: the renderer takes time with their square, so a long list is rendered as several that follow each other. */
const mostTogether = 4_096;

/** The extras are pictures, HTML already. */
function htmlOf(section: Section): readonly string[] {
  const { opening, items, extras = [] } = section;
  if (extras.length === 0) return piecesOf(section).map(rendered);
  const drawn = extras.flatMap((extra, index) => [rendered(items[index] ?? ''), extra]);
  const others = piecesOf({ ...section, opening: '', items: items.slice(extras.length) });
  return [rendered(opening), ...drawn, ...others.map(rendered)];
}

function piecesOf({ opening, items, closing, isOneBlock }: Section): readonly string[] {
  if (isOneBlock === true) return [`${opening}${items.join('')}${closing}`];
  const pieces: string[] = [];
  let piece = opening;
  for (const item of items) {
    if (piece.length + item.length > mostTogether) {
      pieces.push(piece);
      piece = '';
    }
    piece += item;
  }
  return [...pieces, `${piece}${closing}`];
}

function rendered(markdown: string): string {
  const html = micromark(markdown, rendering);
  return reachable(html).replace(/<code class="language-diff">([^<]*)<\/code>/g, (_, lines: string) => {
    return `<code class="language-diff">${lines.split('\n').map(paintedLine).join('\n')}</code>`;
  });
}

/** What is wider than the screen scrolls: without a place in the order of the tab key, only a mouse moves it. */
function reachable(html: string): string {
  return html.replaceAll('<pre>', '<pre tabindex="0">').replaceAll('<table>', '<table tabindex="0">');
}

/** The renderer drops all line breaks after a paragraph of a tight list, those of a block of code too. */
const keepLinesOfCode: NonNullable<Options['htmlExtensions']>[number] = {
  enter: {
    codeFlowValue() {
      this.setData('slurpAllLineEndings');
      this.setData('slurpOneLineEnding');
    },
  },
};

const rendering: Options = {
  allowDangerousHtml: true,
  extensions: [gfm()],
  htmlExtensions: [gfmHtml(), keepLinesOfCode],
};

function paintedLine(line: string): string {
  return line.startsWith('+') ? `<ins>${line}</ins>` : line.startsWith('-') ? `<del>${line}</del>` : line;
}
