import type { NamedPlace } from '../../finding.ts';
import type { Location } from '../../source/location.ts';

/** A sentence in pieces, some of which are places that it names. */
export type Words = readonly (string | Location)[];

/** The sentence, in which a place reads `clusters/prod/kong.yaml:12`, and where in it the places are. */
export function sentenceOf(words: string | Words): { readonly text: string; readonly named: readonly NamedPlace[] } {
  let text = '';
  const named: NamedPlace[] = [];
  for (const word of typeof words === 'string' ? [words] : words) {
    const start = text.length;
    text += typeof word === 'string' ? word : placeName(word);
    if (typeof word !== 'string') named.push({ start, end: text.length, at: word });
  }
  return { text, named };
}

/** How sentences call a place. */
export function placeName({ path, line }: Location): string {
  return `${path}:${line}`;
}
