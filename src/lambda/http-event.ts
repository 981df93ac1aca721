import type { WebhookRequest } from '../app/receiver.ts';
import { textAt, valueAt } from '../github/model/json-value.ts';

/** GitHub sends up to 25 MB, but Lambda is handed no more than 6 MB. */
export const mostBytes = 6 * 1024 * 1024;

/** Reads an event of a function URL, or of an API Gateway with payload format 1.0 or 2.0; null for anything else. */
export function requestOf(event: unknown): WebhookRequest | null {
  const method = textAt(event, 'requestContext', 'http', 'method') ?? textAt(event, 'httpMethod');
  if (method === null) return null;
  const headers = new Map<string, string>();
  for (const [name, value] of Object.entries(object(event, 'headers'))) {
    if (typeof value === 'string') headers.set(name.toLowerCase(), value);
  }
  return { method, headers, body: bodyOf(event) };
}

function bodyOf(event: unknown): Buffer | null {
  const body = textAt(event, 'body') ?? '';
  const isBase64 = valueAt(event, 'isBase64Encoded') === true;
  if (body.length > (isBase64 ? Math.ceil((mostBytes * 4) / 3) + 4 : mostBytes)) return null;
  const bytes = Buffer.from(body, isBase64 ? 'base64' : 'utf8');
  return bytes.byteLength > mostBytes ? null : bytes;
}

function object(value: unknown, key: string): object {
  const found = valueAt(value, key);
  return typeof found === 'object' && found !== null ? found : {};
}
