import { withShortWords } from '../source/shortened.ts';
import type { Review } from '../review/review.ts';

/** The first names say which clusters are meant; the rest stands in the JSON. */
const mostNamed = 3;

/**
 * `In cluster prod.`, `In 15 clusters: a, b, c and 12 more.`, in `names` that the caller has yet to make harmless;
 * empty where the review saw one cluster, so that there is nothing to tell apart.
 */
export function clustersSentence(names: readonly string[], { clusters, before }: Review): string {
  const known = new Set([...clusters, ...before].map(({ name }) => name));
  if (known.size < 2 || names.length === 0) return '';
  if (names.length === 1) return `In cluster ${withShortWords(names[0] ?? '')}.`;
  return `In ${names.length} clusters: ${someOf(names)}.`;
}

/** `a, b and c`, `a, b, c and 12 more`. */
export function someOf(names: readonly string[]): string {
  const named = (names.length > mostNamed + 1 ? names.slice(0, mostNamed) : names).map(withShortWords);
  const left = names.length - named.length;
  const parts = left > 0 ? [...named, `${left} more`] : named;
  return parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`;
}

/** A finding's message, and where a review knows several clusters, in which of them it holds. */
export function messageInClusters(
  { message, clusters }: { readonly message: string; readonly clusters: readonly string[] },
  review: Review,
): string {
  const where = clustersSentence(clusters, review);
  if (where === '') return message;
  return `${withFullStop(message)} ${where}`;
}

/** Messages that name no outcome end without one. */
function withFullStop(text: string): string {
  return text.endsWith('.') ? text : `${text}.`;
}
