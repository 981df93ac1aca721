/** Runs the engine beside the page: a keystroke never waits for a review. */
import { check, review } from '../../../src/library.ts';
import { loadExpressions } from '../on-demand/expressions.ts';
import { loadPluginSchemas } from '../on-demand/plugin-schemas.ts';
import { loadShell } from '../on-demand/shell.ts';
import { loadTerraform } from '../on-demand/terraform.ts';
import type { Answer, Request } from './review-messages.ts';

async function answer(request: Request): Promise<Answer> {
  const { id, repository } = request;
  const { base, head } = repository;
  await loadExpressions([...Object.values(base ?? {}), ...Object.values(head)]);
  const started = performance.now();
  try {
    const result = base === null ? check(head) : review(base, head);
    const took = performance.now() - started;
    const page = await result.print('html');
    const { findings, unread } = result.report;
    const notRead = unread.filter(({ effect }) => effect === 'failure' || effect === 'neutral').length;
    return { id, compared: base !== null, verdict: result.verdict, findings, notRead, page, took };
  } catch (error) {
    if ((await loadShell()) || (await loadTerraform()) || (await loadPluginSchemas())) return await answer(request);
    return { id, failure: error instanceof Error ? error.message : String(error) };
  }
}

onmessage = (event: MessageEvent<Request>): void => {
  void answer(event.data).then((result) => postMessage(result));
};
