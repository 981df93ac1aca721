/** The first ones stand for all of them. */
const mostListed = 5;

/**
 * What a sentence lists: `a, b, c`, and of a long list the first ones, `a, b, c, d, e and 12 more`. However many a
 * repository has, a sentence stays one that is read.
 */
export function firstItems(items: readonly string[], between = ', '): string {
  if (items.length <= mostListed + 1) return items.join(between);
  return `${items.slice(0, mostListed).join(', ')} and ${items.length - mostListed} more`;
}
