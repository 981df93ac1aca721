/** A request as the receiver sees it, whatever brought it. */
export interface WebhookRequest {
  readonly method: string;
  /** Names in lower case. */
  readonly headers: ReadonlyMap<string, string>;
  /** The bytes GitHub signed; null when they are more than may be. */
  readonly body: Buffer | null;
}

/** GitHub sends up to 25 MB, but Lambda is handed no more than 6 MB. */
export const mostBytes = 6 * 1024 * 1024;

/** Reads an event of a function URL, or of an API Gateway with payload format 1.0 or 2.0; null for anything else. */
export function requestOf(event: unknown): WebhookRequest | null {
  const method = text(event, 'requestContext', 'http', 'method') ?? text(event, 'httpMethod');
  if (method === null) return null;
  const headers = new Map<string, string>();
  for (const [name, value] of Object.entries(object(event, 'headers'))) {
    if (typeof value === 'string') headers.set(name.toLowerCase(), value);
  }
  return { method, headers, body: bodyOf(event) };
}

function bodyOf(event: unknown): Buffer | null {
  const body = text(event, 'body') ?? '';
  const isBase64 = at(event, 'isBase64Encoded') === true;
  if (body.length > (isBase64 ? Math.ceil((mostBytes * 4) / 3) + 4 : mostBytes)) return null;
  const bytes = Buffer.from(body, isBase64 ? 'base64' : 'utf8');
  return bytes.byteLength > mostBytes ? null : bytes;
}

function at(value: unknown, ...path: readonly string[]): unknown {
  let here = value;
  for (const key of path) {
    if (typeof here !== 'object' || here === null) return undefined;
    here = (here as Readonly<Record<string, unknown>>)[key];
  }
  return here;
}

function text(value: unknown, ...path: readonly string[]): string | null {
  const found = at(value, ...path);
  return typeof found === 'string' ? found : null;
}

function object(value: unknown, key: string): object {
  const found = at(value, key);
  return typeof found === 'object' && found !== null ? found : {};
}
