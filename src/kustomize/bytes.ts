/** The standard base64 of bytes, in lines of 70 characters once there are 70, as kustomize writes it. */
export function base64Lines(bytes: Uint8Array): string {
  const text = base64(bytes);
  if (text.length < lineLength) return text;
  const lines: string[] = [];
  for (let start = 0; start < text.length; start += lineLength) lines.push(text.slice(start, start + lineLength));
  return lines.map((line) => `${line}\n`).join('');
}

const lineLength = 70;
const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

function base64(bytes: Uint8Array): string {
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
