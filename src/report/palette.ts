import type { Severity } from '../finding.ts';

/** How the text report marks what it prints. A report knows no terminal: whoever prints decides what each mark looks like. */
export interface Palette {
  severity(severity: Severity, text: string): string;
  strong(text: string): string;
  faint(text: string): string;
  added(text: string): string;
  removed(text: string): string;
  good(text: string): string;
}

const same = (text: string): string => text;

/** No marks: for files, pipes and rule pages. */
export const plain: Palette = {
  severity: (_, text) => text,
  strong: same,
  faint: same,
  added: same,
  removed: same,
  good: same,
};
