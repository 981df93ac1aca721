/**
 * Data as JSON that every reader takes. Half a pair of surrogates, which a YAML escape can make, is no character: parsers
 * of other languages refuse it, or the whole report. Ends with a line break.
 */
export function jsonText(value: unknown): string {
  return `${JSON.stringify(value, (_, each: unknown) => (typeof each === 'string' ? each.toWellFormed() : each), 2)}\n`;
}
