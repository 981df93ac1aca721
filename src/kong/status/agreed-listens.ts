import type { KongListen, Proxy } from '../model/model.ts';

/** What all data planes of one controller listen on. */
export interface AgreedListens {
  readonly proxy: readonly KongListen[];
  readonly stream: readonly KongListen[];
}

/**
 * The listens a controller sees: it asks every data plane and gives up when their answers differ.
 * A sentence where they are not known; `missing` says which data planes are not in the tree.
 */
export function agreedListens(proxies: readonly Proxy[], missing: string | null): AgreedListens | string {
  let agreed: AgreedListens | null = null;
  for (const { id, proxyListen, streamListen } of proxies) {
    if (proxyListen.certainty === 'unknown') return proxyListen.reason;
    if (streamListen.certainty === 'unknown') return streamListen.reason;
    const own = { proxy: proxyListen.value, stream: streamListen.value };
    if (agreed !== null && summary(agreed) !== summary(own)) {
      return `the data planes ${proxies[0]?.id ?? ''} and ${id} listen differently, which stops the controller`;
    }
    agreed ??= own;
  }
  if (agreed === null || missing !== null)
    return `Kong's listens are not in the repository: ${missing ?? 'no data plane is'}`;
  return agreed;
}

function summary({ proxy, stream }: AgreedListens): string {
  return [proxy, stream].map((listens) => listens.map(entrySummary).join(', ')).join(' / ');
}

function entrySummary({ address, port, flags }: KongListen): string {
  return `${address}:${String(port)} ${flags.toSorted().join(' ')}`;
}
