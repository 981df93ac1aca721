import { holdSameCertificate } from '../../gatewayapi/certificate-content.ts';
import type { GatewayStatus, ListenerStatus } from '../../kong/model/model.ts';
import { firstLocation } from '../../source/location.ts';
import { kicListeners } from '../causes/kic-listeners.ts';
import type { Clash, Party, Rule } from '../model/rule.ts';
import { gatewayName, listenerSubject } from '../wording/names.ts';
import { notServed } from '../wording/outcomes.ts';

/** A listener that is programmed and brings one certificate for one name. */
interface Bearer {
  readonly gateway: GatewayStatus;
  readonly status: ListenerStatus;
  readonly sni: string;
  /** `namespace/name`. */
  readonly secret: string;
}

function bearersOf(gateways: readonly GatewayStatus[]): readonly Bearer[] {
  return kicListeners(gateways).flatMap(({ gateway, status }) => {
    const [certificate, second] = status.certificates;
    const sni = status.listener.hostname === null ? '*' : status.listener.hostname.value;
    const isServed = certificate?.verdict === 'resolved' || certificate?.verdict === 'assumed';
    const isKnown = certificate?.ref.unknownPart === null && sni !== '' && gateway.controller !== null;
    if (certificate === undefined || second !== undefined || !isServed || !isKnown) return [];
    return status.conditions?.Programmed?.status === 'True'
      ? [{ gateway, status, sni, secret: certificate.secret }]
      : [];
  });
}

/** Whether two certificates are certainly not the same; null where that is not known. */
function differ(one: Bearer, other: Bearer): boolean | null {
  if (one.secret === other.secret) return false;
  const [a, b] = [one, other].map(({ status }) => status.certificates[0]?.object ?? null);
  const same = a === null || b === null || a === undefined || b === undefined ? null : holdSameCertificate(a, b);
  return same === null ? null : !same;
}

function clashOf(one: Bearer, other: Bearer): Clash | null {
  const isCertain = differ(one, other);
  // A certificate for several namespaces is often a copy.
  const isLikely = isCertain === null && one.secret.split('/')[0] === other.secret.split('/')[0];
  if (isCertain === false || (isCertain === null && !isLikely)) return null;
  const name = one.sni === '*' ? 'every name' : `"${one.sni}"`;
  const unless = isCertain === true ? '' : ', unless both Secrets hold the same one';
  const secretOf = (party: Party): string =>
    (party.subject.part?.name === partName(one) && isOf(party, one) ? one : other).secret;
  return {
    parties: [one, other].flatMap(partyOf),
    field: 'tls.certificateRefs',
    ...(isCertain === true
      ? { outcome: notServed('Kong serves one of the two certificates on both') }
      : { severity: 'warning' as const }),
    statement: (party, known) =>
      `${party.name} brings the certificate ${secretOf(party)} for ${name}, and ${known.name} brings ${secretOf(known)} for it too. ` +
      `Kong serves one certificate for a name, whatever the port${unless}.`,
  };
}

function partName({ status }: Bearer): string {
  return status.listener.name.value;
}

function isOf({ subject }: Party, { gateway }: Bearer): boolean {
  return subject.name === gateway.gateway.name.value && subject.namespace === gateway.gateway.namespace;
}

function partyOf(bearer: Bearer): readonly Party[] {
  const { gateway, status } = bearer;
  const { name, tls } = status.listener;
  const at = firstLocation(status.certificates[0]?.ref.at, tls?.at, name.at);
  const subject = listenerSubject(gateway, name.value);
  return at === undefined ? [] : [{ subject, at, name: `listener "${name.value}" of ${gatewayName(gateway)}` }];
}

export const certificateSniShared: Rule = {
  id: 'certificate-sni-shared',
  about: 'listener',
  title: 'Two listeners bring different certificates for one name',
  severity: 'error',

  *clashes({ gateways }) {
    const bearers = bearersOf(gateways);
    for (const [index, bearer] of bearers.entries()) {
      // One finding for each listener that is too many: with the first that has the name.
      const first = bearers
        .slice(0, index)
        .find(
          (each) =>
            each.sni === bearer.sni &&
            each.gateway.controller === bearer.gateway.controller &&
            clashOf(each, bearer) !== null,
        );
      const clash = first === undefined ? null : clashOf(first, bearer);
      if (clash !== null && clash.parties.length === 2) yield clash;
    }
  },
};
