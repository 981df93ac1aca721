/** `skipped`: there is nothing, because the chain breaks before or ends elsewhere. */
export type State = 'sound' | 'broken' | 'unknown' | 'skipped';

/** Said beside every colour and every kind of line, so that neither is needed. */
export const signs: Readonly<Record<State, string>> = { sound: '✔', broken: '✖', unknown: '?', skipped: '–' };

/** One step of a chain. The texts come from the repository: of bounded length, not escaped. */
export interface Step {
  readonly label: string;
  readonly value: string;
  readonly state: State;
}

/** A route under a listener. */
export interface RouteMark {
  readonly name: string;
  readonly state: State;
  /** What is wrong, or empty. */
  readonly note: string;
}

/** From a listener to its conditions, with the routes that it takes. */
export interface Chain {
  readonly steps: readonly Step[];
  /** The first ones, the worst before the others. */
  readonly routes: readonly RouteMark[];
  readonly moreRoutes: { readonly count: number; readonly broken: number };
}

/** One listener as it was and as it will be; null where it is not there. */
export interface ChainPair {
  readonly before: Chain | null;
  readonly after: Chain | null;
}

export interface GatewayPicture {
  /** `kong/edge`. */
  readonly gateway: string;
  /** Whether there was a base; otherwise every `before` is null. */
  readonly compared: boolean;
  readonly pairs: readonly ChainPair[];
  /** Listeners that are not drawn. */
  readonly more: number;
  /** Gateways that are not drawn, said below the last one. */
  readonly moreGateways: number;
}

/** What the signs mean, for the line that folds the picture. */
export const legend = 'Port chain of each listener: ✔ works, ✖ breaks here, ? not known, – none';

export function isUnchanged({ before, after }: ChainPair): boolean {
  return JSON.stringify(before) === JSON.stringify(after);
}

/** `… 12 more routes, 2 of them ✖`, or empty. */
export function moreRoutesText({ moreRoutes: { count, broken } }: Pick<Chain, 'moreRoutes'>): string {
  if (count === 0) return '';
  return `… ${count} more ${count === 1 ? 'route' : 'routes'}${broken > 0 ? `, ${broken} of them ${signs.broken}` : ''}`;
}

/** What is not drawn of Gateways and listeners, as plain lines. */
export function notDrawn({ more, moreGateways }: GatewayPicture): readonly string[] {
  return [
    ...(more > 0 ? [`… ${more} more ${more === 1 ? 'listener' : 'listeners'}, in the table above`] : []),
    ...(moreGateways > 0 ? [`… ${moreGateways} more ${moreGateways === 1 ? 'Gateway' : 'Gateways'}, not drawn`] : []),
  ];
}
