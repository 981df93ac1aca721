/**
 * How much placeholders of one tree may come to: some characters of a value, of which there may be thousands, in some
 * characters of a template, of which there may be thousands, are gigabytes.
 */
export class FilledText {
  private left = 64 * 1024 * 1024;

  /** Takes room for so many characters, or for what needs as much memory. False once there is none. */
  take(characters: number): boolean {
    this.left -= characters;
    return this.left >= 0;
  }

  get isExhausted(): boolean {
    return this.left < 0;
  }
}

/** What is told where there is no room left. */
export const tooMuchFilledText = 'placeholders come to more than 64 MiB of text';
