import { readOwnApp, type OwnApp } from '../../src/app/own-app.ts';
import { createAppProbot } from '../../src/app/app-probot.ts';
import { createLogger } from '../../src/app/logger.ts';
import { apiUrl } from '../../src/github/client/api-url.ts';

/** What is changed of the app's webhook at GitHub. */
export interface WebhookChange {
  readonly url?: string;
  readonly secret?: string;
}

/** Who asks GitHub. */
export interface AppIdentity {
  readonly appId: string;
  readonly privateKey: string;
  readonly gheHost: string | undefined;
}

/** Asks GitHub whether this is the key of this app, which functions would find out with the first webhook. */
export async function askForApp(identity: AppIdentity): Promise<OwnApp> {
  return await readOwnApp(await clientOf(identity), Number(identity.appId));
}

/** Changes the webhook in the settings of the app, as the app. */
export async function setWebhook(identity: AppIdentity, change: WebhookChange): Promise<void> {
  const client = await clientOf(identity);
  // As a parameter of its own, `url` would be taken for the address of the request.
  await client.request('PATCH /app/hook/config', { data: { content_type: 'json', insecure_ssl: '0', ...change } });
}

async function clientOf({ appId, privateKey, gheHost }: AppIdentity) {
  const probot = createAppProbot({
    app: Number(appId),
    privateKey,
    baseUrl: apiUrl({ ...process.env, ...(gheHost ? { GHE_HOST: gheHost } : {}) }),
    log: createLogger('silent'),
  });
  return await probot.auth();
}
