import { connectionProblem } from '../github/client/connection-problem.ts';
import type { Client } from '../github/client/pace.ts';
import { statusOf } from '../github/client/failure.ts';
import { appIdProblem } from './app-id.ts';

/** What GitHub says of the app itself. */
export type OwnApp =
  | {
      readonly kind: 'known';
      readonly slug: string;
      readonly permissions: Readonly<Record<string, string>>;
      readonly events: readonly string[];
    }
  /** GitHub refuses the app: nothing will work. `problem` is a sentence with the remedy. */
  | { readonly kind: 'refused'; readonly problem: string }
  /** GitHub did not answer, which says nothing of the app. `problem` is a sentence where it was not reached at all. */
  | { readonly kind: 'unknown'; readonly problem: string | null };

/** Asks GitHub with the app's own key. `client` speaks for the app. */
export async function readOwnApp(client: Pick<Client, 'request'>, app: number): Promise<OwnApp> {
  try {
    const { data } = await client.request('GET /app');
    if (data === null || data.id !== app) return { kind: 'refused', problem: otherApp(app) };
    const permissions = Object.entries(data.permissions).flatMap(([name, level]) => (level ? [[name, level]] : []));
    return {
      kind: 'known',
      slug: data.slug ?? '',
      permissions: Object.fromEntries(permissions) as Readonly<Record<string, string>>,
      events: data.events,
    };
  } catch (error) {
    const status = statusOf(error);
    if (status === 401) return { kind: 'refused', problem: refusedKey(app) };
    if (status === 404) return { kind: 'refused', problem: otherApp(app) };
    return { kind: 'unknown', problem: connectionProblem(error) };
  }
}

const refusedKey = (app: number): string =>
  `GitHub does not take the private key for app ${app}: it was revoked, or it belongs to another app. Generate a new one on the page of the app, and give that. A clock that is minutes off has the same effect.`;

const otherApp = (app: number): string => `GitHub knows no app ${app}. ${appIdProblem}`;
