/** The text without any of these characters at its end. A pattern such as `/\/+$/` would try at each of them in vain. */
export function trimmedEnd(text: string, characters: string): string {
  let end = text.length;
  while (end > 0 && characters.includes(text.charAt(end - 1))) end -= 1;
  return text.slice(0, end);
}

/** The text without any of these characters at either end. */
export function trimmed(text: string, characters: string): string {
  const kept = trimmedEnd(text, characters);
  let start = 0;
  while (start < kept.length && characters.includes(kept.charAt(start))) start += 1;
  return kept.slice(start);
}
