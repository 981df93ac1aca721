import { destination, pino, type Logger } from 'pino';

/** Tokens and keys whatever their form: GitHub is changing the length and the alphabet of its own. */
const secrets =
  /\b(?:gh[a-z]_|github_pat_)[\w.-]+|\beyJ[\w-]+\.[\w-]+\.[\w-]+|-----BEGIN [^-]*PRIVATE KEY-----[\s\S]*?(?:-----END [^-]*-----|$)/g;

export function redacted(text: string): string {
  return text.replace(secrets, '[REDACTED]');
}

/**
 * One line of JSON for each event. An error is logged without what libraries attach to it: requests
 * carry tokens, events carry payloads.
 */
export function createLogger(level: string, stream: Parameters<typeof pino>[1] = destination(1)): Logger {
  return pino(
    {
      level,
      base: { name: 'portcullis' },
      timestamp: () => `,"time":"${new Date().toISOString()}"`,
      formatters: { level: (label) => ({ level: label }) },
      serializers: { err: errorForLog },
      redact: {
        paths: ['req.id', 'req.headers', 'req.remoteAddress', 'req.remotePort', 'res.headers', 'event', 'body'],
        remove: true,
      },
    },
    stream,
  );
}

const mostCharacters = 500;
/** Of what is behind an error, and behind that: why a connection failed is told two levels down. */
const mostCauses = 3;

function errorForLog(error: unknown): unknown {
  if (!(error instanceof Error)) return { type: typeof error };
  return {
    type: error.name,
    message: redacted(error.message).slice(0, mostCharacters),
    ...('status' in error ? { status: error.status } : {}),
    ...causesOf(error),
    // A message of many lines would otherwise be repeated as part of the stack.
    stack: error.stack
      ?.split('\n')
      .filter((line) => /^\s+at /.test(line))
      .slice(0, 12)
      .map((line) => line.trim()),
  };
}

/** What an error says of those behind it: the name, the code and the words of each. */
function causesOf(error: Error): object {
  const causes: object[] = [];
  for (let each = error.cause; each instanceof Error && causes.length < mostCauses; each = each.cause)
    causes.push({
      type: each.name,
      ...('code' in each && typeof each.code === 'string' ? { code: each.code } : {}),
      message: redacted(each.message).slice(0, mostCharacters),
    });
  return causes.length === 0 ? {} : { causes };
}
