import type { Threshold } from '../config/config.ts';
import type { Review } from '../review/review.ts';
import type { ComparedStates } from './compared-states.ts';
import type { Detail, Format } from './format.ts';
import { jsonText } from './escape/json-text.ts';
import { jsonReport } from './json.ts';
import type { Revision } from './map.ts';
import type { LineOf } from './source-lines.ts';
import { terminalPalette } from './terminal-palette.ts';

export interface PrintOptions {
  /** What is wrong, or what is deployed. */
  readonly what: 'review' | 'map';
  readonly format: Format;
  readonly detail?: Detail;
  readonly lineOf: LineOf;
  /** Whether there was a base. */
  readonly compared: boolean;
  readonly failOn: Threshold;
  /** What was compared; null for `check` and `map`. */
  readonly states: ComparedStates | null;
  readonly colour: boolean;
  /** The width of the terminal; null where it is none. */
  readonly columns: number | null;
  /** For `map`: the commit that it is of and when that was made; null or absent where that is not known. */
  readonly revision?: Revision | null;
  /** The version of Portcullis. */
  readonly version: string;
}

/** A review in the format asked for. The reports that are not asked for are not loaded. */
export async function print(review: Review, options: PrintOptions): Promise<string> {
  return options.what === 'map' ? await printMap(review, options) : await printReview(review, options);
}

async function printReview(review: Review, options: PrintOptions): Promise<string> {
  const { format, lineOf, compared, colour, columns, version, detail } = options;
  const states = options.states ?? undefined;
  const shown = { lineOf, compared, ...(states ? { states } : {}) };
  switch (format) {
    case 'text': {
      const palette = terminalPalette(colour);
      if (detail === 'brief') return (await import('./brief-text.ts')).briefText(review, { compared, palette });
      const { textReport } = await import('./text.ts');
      return textReport(review, { ...shown, palette, columns: columns ?? undefined, all: detail === 'all' });
    }
    case 'json':
      return jsonReport(review, states);
    case 'markdown':
      return (await import('./markdown.ts')).markdownReport(review, shown);
    case 'github':
      return (await import('./workflow-commands.ts')).githubReport(review, compared, states);
    case 'junit':
      return (await import('./junit.ts')).junitReport(review, { ...shown, failOn: options.failOn });
    case 'html':
      return (await import('./html.ts')).htmlReport(review, shown);
    case 'gitlab':
      return (await import('./gitlab.ts')).gitlabReport(review);
    case 'rdjson':
      return (await import('./rdjson.ts')).rdjsonReport(review, shown);
    case 'checkstyle':
      return (await import('./checkstyle.ts')).checkstyleReport(review, compared);
    case 'sarif': {
      const [{ sarifReport }, { rules }] = await Promise.all([import('./sarif.ts'), import('../rules/index.ts')]);
      return sarifReport(review, { ...shown, version, rules });
    }
  }
}

async function printMap(review: Review, { format, colour, revision }: PrintOptions): Promise<string> {
  const { mapOf } = await import('./map.ts');
  const map = mapOf(review, revision ?? null);
  if (format === 'json') return jsonText(map);
  if (format === 'markdown') return (await import('./map-mermaid.ts')).mapMarkdown(map);
  return (await import('./map-text.ts')).mapText(map, terminalPalette(colour));
}
