import { createAppProbot } from '../../src/app/app-probot.ts';
import { createLogger } from '../../src/app/logger.ts';
import { apiUrl } from '../../src/github/client/api-url.ts';

/** What is changed of the app's webhook at GitHub. */
export interface WebhookChange {
  readonly url?: string;
  readonly secret?: string;
}

/** Changes the webhook in the settings of the app, as the app. */
export async function setWebhook(
  {
    appId,
    privateKey,
    gheHost,
  }: { readonly appId: string; readonly privateKey: string; readonly gheHost: string | undefined },
  change: WebhookChange,
): Promise<void> {
  const probot = createAppProbot({
    app: Number(appId),
    privateKey,
    baseUrl: apiUrl({ ...process.env, ...(gheHost ? { GHE_HOST: gheHost } : {}) }),
    log: createLogger('silent'),
  });
  const client = await probot.auth();
  // As a parameter of its own, `url` would be taken for the address of the request.
  await client.request('PATCH /app/hook/config', { data: { content_type: 'json', insecure_ssl: '0', ...change } });
}
