/** How a review can be printed. */
export const formats = [
  'text',
  'json',
  'markdown',
  'sarif',
  'github',
  'junit',
  'html',
  'gitlab',
  'rdjson',
  'checkstyle',
] as const;
export type Format = (typeof formats)[number];
