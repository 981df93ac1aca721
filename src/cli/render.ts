import type { Review } from '../review/review.ts';
import { jsonReport } from '../report/json.ts';
import type { ComparedStates } from '../report/compared-states.ts';
import type { LineOf } from '../report/source-lines.ts';
import type { Palette } from '../report/palette.ts';
import type { Format } from './options.ts';
import { version } from './version.ts';

export interface RenderOptions {
  readonly lineOf: LineOf;
  readonly compared: boolean;
  readonly palette: Palette;
  readonly columns: number | undefined;
  /** What `review` compared. */
  readonly states?: ComparedStates;
}

/** A review in the format asked for. The reports that are not asked for are not loaded. */
export async function render(review: Review, format: Format, options: RenderOptions): Promise<string> {
  switch (format) {
    case 'text':
      return (await import('../report/text.ts')).textReport(review, options);
    case 'json':
      return jsonReport(review, options.states);
    case 'markdown':
      return (await import('../report/markdown.ts')).markdownReport(review, options);
    case 'github':
      return (await import('../report/workflow-commands.ts')).githubReport(review, options.compared, options.states);
    case 'junit':
      return (await import('../report/junit.ts')).junitReport(review, options.compared, options.states);
    case 'html':
      return (await import('../report/html.ts')).htmlReport(review, options);
    case 'sarif': {
      const [{ sarifReport }, { rules }] = await Promise.all([
        import('../report/sarif.ts'),
        import('../rules/index.ts'),
      ]);
      return sarifReport(review, { ...options, version, rules });
    }
  }
}
