import picocolors from 'picocolors';
import { plain, type Palette } from './palette.ts';

/** The marks of the text report as colours of a terminal, or none. */
export function terminalPalette(colour: boolean): Palette {
  if (!colour) return plain;
  const { red, yellow, cyan, bold, dim, green } = picocolors.createColors(true);
  const bySeverity = { error: red, warning: yellow, notice: cyan };
  return {
    severity: (severity, text) => bold(bySeverity[severity](text)),
    strong: bold,
    faint: dim,
    added: green,
    removed: red,
    good: green,
  };
}
