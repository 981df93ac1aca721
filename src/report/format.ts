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
/** How much a report for people tells: findings as one line each, as much as a person reads, or everything. */
export type Detail = 'brief' | 'normal' | 'all';

export type Format = (typeof formats)[number];
