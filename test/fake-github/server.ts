import { setTimeout } from 'node:timers/promises';
import { answerProblems, requestProblems } from './description.ts';
import type { FakeGitHub, Call } from './fake-github.ts';
import { Refusal, type Answer, type Fault } from './faults.ts';
import { executeGraphql } from './graphql.ts';
import { Page, type RouteContext } from './access.ts';
import { findRoute } from './routes.ts';
import type { FakeToken } from './state.ts';

/** A `fetch` that reaches the fake and nothing else, for Octokit's `request.fetch`. */
export function fakeFetch(github: FakeGitHub): typeof fetch {
  return async (input, init) => {
    const url = new URL(input instanceof Request ? input.url : input);
    const method = init?.method ?? 'GET';
    const body: unknown = typeof init?.body === 'string' ? JSON.parse(init.body) : null;
    const headers = new Headers(init?.headers);
    if (github.latency > 0) await setTimeout(github.latency);
    const path = decodeURIComponent(url.pathname.replace(/^\/api\/v3/, ''));
    const route = path === '/graphql' || path === '/api/graphql' ? null : findRoute(method, path);
    const call: Call = {
      method,
      path,
      body,
      route: route?.name ?? operationOf(body) ?? `${method} ${path}`,
      isWrite: route === null ? /^\s*mutation/.test(queryOf(body)) : method !== 'GET',
      status: 0,
    };
    github.calls.push(call);
    await github.beforeCall(call);
    const answer = await answerTo(github, call, headers, url, route?.handle ?? null, route?.parameters ?? {});
    if (answer === 'silence') return await unanswered(init?.signal);
    call.status = answer.status;
    return respond(answer);
  };
}

type Handler = (context: RouteContext) => unknown;

async function answerTo(
  github: FakeGitHub,
  call: Call,
  headers: Headers,
  url: URL,
  handle: Handler | null,
  parameters: Readonly<Record<string, string>>,
): Promise<(Answer & { readonly truncated?: boolean }) | 'silence'> {
  const fault = github.fault(call);
  if (fault?.kind === 'silence') return 'silence';
  const early = fault && !isApplied(fault) ? failWith(fault, call) : null;
  if (early) return early;
  try {
    if (headers.get('x-github-api-version') === null && !call.path.startsWith('/app'))
      throw new Refusal(400, 'send X-GitHub-Api-Version');
    const token = tokenOf(github, headers, call);
    const query = Object.fromEntries(url.searchParams);
    const body =
      typeof call.body === 'object' && call.body !== null ? (call.body as Readonly<Record<string, unknown>>) : {};
    const against = handle ? requestProblems(call.route, query, call.body) : [];
    if (against.length > 0) throw new Refusal(400, against.join('; '));
    const answered = handle
      ? await handle({ github, parameters, query, body, token })
      : call.path.endsWith('/graphql')
        ? await executeGraphql(github, token, body)
        : null;
    const result = answered instanceof Page ? answered.items : answered;
    if (result === null) throw new Refusal(404, 'Not Found');
    const invented = handle ? answerProblems(call.route, result) : [];
    if (invented.length > 0) throw new Error(`the fake answers what GitHub would not: ${invented.join('; ')}`);
    const late = fault ? failWith(fault, call) : null;
    if (late) return late;
    const status = call.method === 'POST' && handle ? 201 : 200;
    const link = answered instanceof Page && answered.next !== null ? { link: `<${answered.next}>; rel="next"` } : {};
    return { status, body: result, headers: link, truncated: fault?.kind === 'truncated' };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const { status, message, errors, headers: sent } = error;
    return { status, body: { message, errors, documentation_url: 'https://docs.github.com/rest' }, headers: sent };
  }
}

const isApplied = (fault: Fault): boolean => fault.kind === 'truncated' || ('applied' in fault && fault.applied);

/** Null when the answer is only cut short. */
function failWith(fault: Fault, call: Call): Answer | null {
  if (fault.kind === 'truncated') return null;
  if (fault.kind === 'status')
    return { status: fault.status, body: { message: fault.message ?? 'Server Error' }, headers: fault.headers ?? {} };
  if (fault.kind === 'html') {
    const headers = { 'content-type': 'text/html; charset=utf-8' };
    return { status: fault.status, body: '<html>Unicorn</html>', headers };
  }
  if (fault.kind === 'errors')
    return { status: 200, body: { data: null, errors: fault.errors }, headers: fault.headers ?? {} };
  call.status = -1;
  throw new TypeError('fetch failed', { cause: new Error('socket hang up') });
}

async function unanswered(signal: AbortSignal | null | undefined): Promise<never> {
  const { promise, reject } = Promise.withResolvers<never>();
  signal?.addEventListener('abort', () => reject(signal.reason as Error));
  return await promise;
}

function tokenOf(github: FakeGitHub, headers: Headers, call: Call): FakeToken | null {
  const [scheme = '', secret = ''] = (headers.get('authorization') ?? '').split(' ');
  if (/^bearer$/i.test(scheme) && secret.split('.').length === 3) return null;
  const token = github.tokens.get(secret);
  if (!token || token.expiresAt <= github.clock.now()) throw new Refusal(401, 'Bad credentials');
  if (!call.path.startsWith('/app')) github.quota -= 1;
  if (github.quota < 0) {
    const reset = Math.ceil(github.clock.now() / 1000 / 3600) * 3600;
    throw new Refusal(403, 'API rate limit exceeded for installation', [], {
      'x-ratelimit-remaining': '0',
      'x-ratelimit-reset': String(reset),
    });
  }
  return token;
}

function respond({ status, body, headers, truncated }: Answer & { readonly truncated?: boolean }): Response {
  const text = JSON.stringify(body);
  return new Response(truncated ? text.slice(0, text.length / 2) : text, {
    status,
    headers: { 'content-type': 'application/json; charset=utf-8', ...headers },
  });
}

const queryOf = (body: unknown): string =>
  typeof body === 'object' && body !== null && 'query' in body && typeof body.query === 'string' ? body.query : '';

function operationOf(body: unknown): string | null {
  return /^\s*((?:query|mutation) \w+)/.exec(queryOf(body))?.[1] ?? null;
}
