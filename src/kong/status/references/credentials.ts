import { placeholderIn } from '../../../gatewayapi/placeholder.ts';
import { referencesOf } from '../../../gatewayapi/references.ts';
import { kongConsumer, secret as secretKind } from '../../../kubernetes/kinds.ts';
import type { KubeObject } from '../../../kubernetes/object.ts';
import { get, stringAt } from '../../../source/node.ts';
import { atLeast } from '../../model/image.ts';
import type { CredentialFault, SecretFault } from '../../model/kong-references.ts';
import type { Controller } from '../../model/model.ts';
import { consumersOf } from './namers.ts';
import type { ReferenceSources } from './plugin-references.ts';
import { keysOf, secretFault, type Secrets } from './secret-faults.ts';

/**
 * The keys that the controller wants of a credential, by the types that releases of it know, from 2.12 to 3.5.
 * Source: https://github.com/Kong/kubernetes-ingress-controller/blob/v3.5.13/internal/dataplane/kongstate/credentials.go
 */
const wantedKeys: Readonly<Record<string, readonly string[]>> = {
  acl: ['group'],
  'basic-auth': ['username'],
  'hmac-auth': ['username'],
  jwt: ['key'],
  'key-auth': ['key'],
  'mtls-auth': ['subject_name'],
  oauth2: ['client_id', 'name'],
};

export const credentialTypes: readonly string[] = Object.keys(wantedKeys);

const label = 'konghq.com/credential';

/** Credentials that the controller leaves out: the Secret is not there, or does not say of what type it is. */
export function credentialFaults(sources: ReferenceSources, secrets: Secrets): readonly CredentialFault[] {
  return consumersOf(kongConsumer, sources.objects, sources).flatMap((consumer) =>
    referencesOf(consumer).flatMap(({ to, at, unknownPart }): readonly CredentialFault[] => {
      if (to.kind !== secretKind.kind || unknownPart !== null) return [];
      const name = { namespace: to.namespace, name: to.name, namer: consumer };
      const fault = secretFault(name, secrets, (object) => typeFault(object, sources.controllers));
      const secret = `${to.namespace ?? 'default'}/${to.name}`;
      return fault === null ? [] : [{ consumer, at, secret, fault }];
    }),
  );
}

function typeFault(secret: KubeObject, controllers: readonly Controller[]): SecretFault | null {
  const labels = get(secret.root, 'metadata', 'labels');
  if (labels?.kind === 'unknown') return null;
  const written = get(labels, label);
  if (written === undefined) return isTypedByField(secret, controllers) ? null : { kind: 'no-type', secret };
  const type = stringAt(written)?.value;
  if (type === undefined || placeholderIn(type) !== null || type.startsWith('ENC[')) return null;
  return credentialTypes.includes(type) ? lackingKey(secret, type) : { kind: 'unknown-type', type, secret };
}

/** A key that is not there; capitals make no difference to the controller. */
function lackingKey(secret: KubeObject, type: string): SecretFault | null {
  const keys = keysOf(secret);
  if (keys === null || [...keys].some((key) => placeholderIn(key) !== null)) return null;
  const there = new Set([...keys].map((key) => key.toLowerCase()));
  const key = wantedKeys[type]?.find((each) => !there.has(each));
  return key === undefined ? null : { kind: 'no-key', key, secret };
}

/** Releases before 3.2 take the type from a key of the Secret too. */
function isTypedByField(secret: KubeObject, controllers: readonly Controller[]): boolean {
  const keys = keysOf(secret);
  // One without keys is filled by somebody, who may set the label too.
  if (keys === null) return true;
  const isNew = controllers.every(({ version }) => version.certainty !== 'unknown' && atLeast(version.value, '3.2'));
  return keys.has('kongCredType') && !isNew;
}
