import type { RequestListener } from 'node:http';
import type { FakeGitHub } from './fake-github.ts';
import { fakeFetch } from './server.ts';

/** Answers as the fake, for a server of Node's, plain or with TLS. */
export function listenerOf(github: FakeGitHub): RequestListener {
  const answer = fakeFetch(github);
  return (request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const body = chunks.length > 0 ? { body: Buffer.concat(chunks).toString('utf8') } : {};
      const headers = new Headers(
        Object.entries(request.headers).flatMap(([name, value]) =>
          typeof value === 'string' ? [[name, value] as [string, string]] : [],
        ),
      );
      const reply = async (): Promise<void> => {
        const url = `http://github.test${request.url ?? ''}`;
        const result = await answer(url, { method: request.method ?? 'GET', headers, ...body });
        response.writeHead(result.status, Object.fromEntries(result.headers));
        response.end(await result.text());
      };
      void reply();
    });
  };
}
