import { toBase64 } from '../source/base64.ts';

/** The standard base64 of bytes, in lines of 70 characters once there are 70, as kustomize writes it. */
export function base64Lines(bytes: Uint8Array): string {
  const text = toBase64(bytes);
  if (text.length < lineLength) return text;
  const lines: string[] = [];
  for (let start = 0; start < text.length; start += lineLength) lines.push(text.slice(start, start + lineLength));
  return lines.map((line) => `${line}\n`).join('');
}

const lineLength = 70;
