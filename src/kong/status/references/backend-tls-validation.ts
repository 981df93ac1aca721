import { referencesOf, type Reference } from '../../../gatewayapi/references.ts';
import { configMap, secret, service } from '../../../kubernetes/kinds.ts';
import type { KubeObject } from '../../../kubernetes/object.ts';
import type { Identity } from '../../../kubernetes/targets.ts';
import type { Place } from '../../../source/location.ts';
import { get } from '../../../source/node.ts';
import type { Absence } from '../../model/absence.ts';
import type { PolicyReader, UntakenPolicy } from '../../model/untaken-policy.ts';
import { secretFault, type Secrets } from './secret-faults.ts';

/** A Service that a policy is for, and where it says so. */
interface TargetService {
  readonly name: string;
  readonly at: Place;
  readonly field: string;
}

export function targetServices(policy: KubeObject): readonly TargetService[] {
  return referencesOf(policy).flatMap(({ path, to, at, unknownPart }): readonly TargetService[] => {
    const isService = path[1] === 'targetRefs' && isCore(to) && to.kind === service.kind && unknownPart === null;
    return isService ? [{ name: to.name, at, field: `spec.targetRefs[${path.at(-1)}]` }] : [];
  });
}

/** The controller takes both for the core group. */
function isCore({ group }: Identity): boolean {
  return group === '' || group === 'core';
}

/** What a controller that reads a policy has against it: `Accepted=False`, `Invalid`. */
export function validationFaults(reader: PolicyReader, secrets: Secrets): readonly UntakenPolicy[] {
  const { root } = reader.policy;
  const validation = 'spec.validation';
  const names = get(root, 'spec', 'validation', 'subjectAltNames');
  const known = get(root, 'spec', 'validation', 'wellKnownCACertificates');
  const faults: UntakenPolicy[] = [];
  const references = referencesOf(reader.policy).filter(({ path }) => path[1] === 'validation');
  // The controller stops at the first reference that is wrong.
  const wrong = references.map((each) => certificateFault(each, secrets, reader.policy)).find((each) => each !== null);
  if (wrong !== undefined && wrong !== null) {
    faults.push({ ...reader, ...wrong });
  }
  if (names?.kind === 'list' && names.items.length > 0) {
    const field = `${validation}.subjectAltNames`;
    faults.push({ ...reader, at: names.at, field, fault: { kind: 'alternative-names' } });
  }
  if (known?.kind === 'scalar' && typeof known.value === 'string') {
    const field = `${validation}.wellKnownCACertificates`;
    faults.push({ ...reader, at: known.at, field, fault: { kind: 'well-known-certificates' } });
  }
  return faults;
}

function certificateFault(
  { to, at, path, unknownPart }: Reference,
  secrets: Secrets,
  namer: KubeObject,
): Pick<UntakenPolicy, 'at' | 'field' | 'fault'> | null {
  if (unknownPart !== null) return null;
  const field = `spec.validation.caCertificateRefs[${path.at(-1)}]`;
  const isKnown = isCore(to) && [configMap.kind, secret.kind].includes(to.kind);
  if (!isKnown) return { at, field, fault: { kind: 'certificate-kind', named: to } };
  const absence = to.kind === secret.kind ? secretAbsence(to, secrets, namer) : null;
  return absence === null ? null : { at, field, fault: { kind: 'certificate-absent', named: to, absence } };
}

/** ConfigMaps come from too many places that are not seen, such as bundles of trust-manager. */
function secretAbsence({ namespace, name }: Identity, secrets: Secrets, namer: KubeObject): Absence | null {
  const fault = secretFault({ namespace, name, namer }, secrets, () => null);
  return fault?.kind === 'absent' ? fault.absence : null;
}
