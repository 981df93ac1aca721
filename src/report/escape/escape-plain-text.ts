import { utf8Length } from './budget.ts';

const unprintable = /[\p{Cc}\p{Cs}\u200B\u200E\u200F\u2028\u2029\u202A-\u202E\u2060\u2066-\u2069\uFEFF]+/gu;

/**
 * Text of the repository for the places GitHub shows as plain text: annotations and titles. Escapes
 * would be visible there, so only what could still be looked up is taken apart, by a character of no width.
 */
export function escapePlainText(text: string): string {
  return text
    .replace(unprintable, ' ')
    .trim()
    .replace(/[@<]|#(?=\w)|:(?=\/\/)|\b(?:gh|www)(?=[-.])/gi, '$&\u200B');
}

/** At most so many bytes of UTF-8, cut between characters, with an ellipsis where something was cut. */
export function truncate(text: string, bytes: number): string {
  if (text.length * 3 <= bytes || (text.length <= bytes && utf8Length(text) <= bytes)) return text;
  let kept = '';
  let left = bytes - utf8Length('…');
  for (const character of text) {
    left -= utf8Length(character);
    if (left < 0) break;
    kept += character;
  }
  return `${kept}…`;
}
