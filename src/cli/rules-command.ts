import { rules } from '../rules/index.ts';
import { docsUrl } from '../rules/rule-pages.ts';
import type { Io } from './io.ts';
import type { Options } from './options.ts';
import { wantsColour, write } from './output.ts';
import { terminalPalette } from '../report/terminal-palette.ts';

/** `portcullis rules`: the table of rules. */
export function rulesCommand(options: Options, io: Io): number {
  if (options.format === 'json') {
    const list = rules.map(({ id, title, severity }) => ({ id, title, severity, docs: docsUrl(id) }));
    write(`${JSON.stringify({ version: 1, rules: list }, null, 2)}\n`, options, io);
  } else if (options.format === 'markdown') {
    const rows = rules.map(({ id, title, severity }) => `| [${id}](${docsUrl(id)}) | ${severity} | ${title} |\n`);
    write(`| Rule | Severity | True when it fires |\n| --- | --- | --- |\n${rows.join('')}`, options, io);
  } else {
    const palette = terminalPalette(wantsColour(options, io));
    const width = Math.max(...rules.map(({ id }) => id.length));
    const rows = rules.map(({ id, title, severity }) => {
      const label = palette.severity(severity, severity.padEnd('warning'.length));
      return `${palette.strong(id.padEnd(width))}  ${label}  ${title}\n`;
    });
    write(rows.join(''), options, io);
  }
  return 0;
}
