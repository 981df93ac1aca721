import { httpRoutes } from '../translation/http-routes.ts';
import { otherRoutes } from '../translation/other-routes.ts';
import type { RouteEntity, SentRoute } from '../translation/sent-route.ts';
import type { TranslationSetup } from '../translation/setup.ts';

/** The routes of Kong that a route becomes. */
export function translatedRoutes(sent: SentRoute, setup: TranslationSetup): readonly RouteEntity[] {
  return sent.status.route.kind === 'HTTPRoute' ? httpRoutes(sent, setup) : otherRoutes(sent, setup);
}

/** The traditional routers know no query parameters: the controller sends nothing of a route that has one. */
export function isTranslated({ status }: SentRoute, { flavor }: TranslationSetup): boolean {
  return flavor === 'expressions' || status.route.rules.every(({ queryParameter }) => queryParameter === null);
}
