import type { Breach } from '../model/breach.ts';
import type { Admission } from '../model/admission.ts';
import { judgeMetadata, type MetadataJudgement, type NameForm } from './metadata.ts';
import { isMap, type Value } from '../model/value.ts';
import { secretBreaches, secretFields } from './secret.ts';
import { serviceBreaches, serviceSpec } from './service.ts';
import { decode, type Shape } from './typed.ts';

interface CoreKind {
  readonly nameForm: NameForm;
  /** The type of every field of an object beside its metadata. */
  readonly fields: Readonly<Record<string, Shape>>;
  readonly breaches: (object: Value) => readonly Breach[];
}

const kinds: Readonly<Record<string, CoreKind>> = {
  Service: { nameForm: 'label', fields: { spec: serviceSpec, status: 'any' }, breaches: serviceBreaches },
  Secret: { nameForm: 'subdomain', fields: secretFields, breaches: secretBreaches },
};

/** Whether the API server's verdict on that kind of the core group is known. */
export function isCoreKind(kind: string): boolean {
  return Object.hasOwn(kinds, kind);
}

/**
 * The API server's verdict on a new Service or Secret. Their defaults are not told: what of them matters is worked out
 * with the ports. Source: https://github.com/kubernetes/kubernetes (pkg/apis/core/validation).
 * @param known what it says of the metadata, where that is known already
 */
export function admitCore(object: Value, kind: string, known: MetadataJudgement | null = null): Admission {
  const { nameForm, fields, breaches } = kinds[kind] ?? { nameForm: 'subdomain', fields: {}, breaches: () => [] };
  const metadata = known ?? judgeMetadata(object, nameForm, true);
  const shape: Shape = { fields: { apiVersion: 'string', kind: 'string', metadata: 'any', ...fields } };
  const decoded = decode(isMap(object) ? object : {}, shape);
  const undecodable = [...metadata.undecodable, ...decoded.breaches];
  const found = undecodable.length > 0 ? undecodable : [...metadata.breaches, ...breaches(object)];
  const unknownFields = [...metadata.unknownFields, ...decoded.unknownFields];
  return { breaches: found, unknownFields, stored: object, isUncertain: false, hasUnknownRule: false };
}
