const longest = 64;
const most = 8192;

/**
 * One string for all that are equal: names of fields, kinds and namespaces stand in thousands of files, and each was cut
 * out of another text. What is long seldom comes again.
 */
export class SharedStrings {
  private readonly known = new Map<string, string>();

  shared(text: string): string {
    if (text.length > longest) return text;
    const known = this.known.get(text);
    if (known !== undefined) return known;
    if (this.known.size >= most) this.known.clear();
    this.known.set(text, text);
    return text;
  }
}
