const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

// Written here because what is pure uses neither Node's nor the browser's globals.

/** Bytes in standard base64, with padding and without line breaks. */
export function toBase64(bytes: Uint8Array): string {
  const chunks: string[] = [];
  for (let start = 0; start < bytes.length; start += 3) {
    const [a = 0, b = 0, c = 0] = bytes.subarray(start, start + 3);
    const bits = (a << 16) | (b << 8) | c;
    const digits = [18, 12, 6, 0].map((shift) => alphabet.charAt((bits >> shift) & 63));
    const missing = Math.max(0, start + 3 - bytes.length);
    chunks.push(digits.slice(0, 4 - missing).join('') + '='.repeat(missing));
  }
  return chunks.join('');
}

/** The bytes as Latin-1 text; null for what is not base64. Line breaks count for nothing, padding may be missing. */
export function fromBase64(text: string): string | null {
  const digits = text.replace(/[\r\n]/g, '').replace(/={0,2}$/, '');
  const characters: string[] = [];
  let bits = 0;
  let held = 0;
  for (const digit of digits) {
    const six = alphabet.indexOf(digit);
    if (six < 0) return null;
    held = (held << 6) | six;
    bits += 6;
    if (bits < 8) continue;
    bits -= 8;
    characters.push(String.fromCharCode((held >> bits) & 0xff));
  }
  return characters.join('');
}
