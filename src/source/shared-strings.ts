const longest = 64;

/** A power of two. */
const places = 4096;

/**
 * One string for most that are equal: names of fields, kinds and namespaces stand in thousands of files, and each would be
 * cut out of another text. Each string has one place, and gives it up to the next that belongs there.
 */
export class SharedStrings {
  private readonly known: (string | undefined)[] = Array.from<string | undefined>({ length: places });

  /** The part of a text between two offsets. Nothing is cut out of it to find what is known. */
  cut(text: string, start: number, end: number): string {
    const length = end - start;
    if (length === 0 || length > longest) return text.slice(start, end);
    const middle = text.charCodeAt(start + (length >> 1));
    const place =
      (text.charCodeAt(start) * 31 * 31 + middle * 31 + text.charCodeAt(end - 1) + length * 7) & (places - 1);
    const known = this.known[place];
    if (known?.length === length && text.startsWith(known, start)) return known;
    return (this.known[place] = text.slice(start, end));
  }
}
