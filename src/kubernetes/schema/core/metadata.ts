import type { Breach } from '../model/breach.ts';
import { quoted } from '../model/quoted.ts';
import { shortened } from '../../../source/shortened.ts';
import { has, isList, isMap, member, type Path, type Value } from '../model/value.ts';

/** The fields of metadata. Others are unknown fields like any other. */
const fields: readonly string[] = [
  'name', 'generateName', 'namespace', 'selfLink', 'uid', 'resourceVersion', 'generation', 'creationTimestamp',
  'deletionTimestamp', 'deletionGracePeriodSeconds', 'labels', 'annotations', 'ownerReferences', 'finalizers',
  'managedFields',
]; // prettier-ignore

const texts = ['name', 'generateName', 'namespace', 'selfLink', 'uid', 'resourceVersion'];

export interface MetadataJudgement {
  /** Metadata that cannot be decoded: nothing else is looked at. */
  readonly undecodable: readonly Breach[];
  readonly breaches: readonly Breach[];
  readonly unknownFields: readonly Path[];
}

/** What is said of most metadata. */
export const plainMetadata: MetadataJudgement = { undecodable: [], breaches: [], unknownFields: [] };

/** How a kind's objects may be called. */
export type NameForm = 'subdomain' | 'label';

/** What the API server says of the metadata of an object that is created. */
export function judgeMetadata(object: Value, form: NameForm, isNamespaced: boolean): MetadataJudgement {
  const metadata = member(object, 'metadata');
  if (metadata === null || !has(object, 'metadata')) {
    return { undecodable: [], breaches: [required([], 'metadata')], unknownFields: [] };
  }
  if (metadata === undefined) return plainMetadata;
  if (!isMap(metadata)) {
    return { undecodable: [undecodable(['metadata'], 'metadata must be a map')], breaches: [], unknownFields: [] };
  }
  const unknownFields = Object.keys(metadata)
    .filter((key) => !fields.includes(key))
    .map((key) => ['metadata', key]);
  return {
    undecodable: decodeBreaches(metadata),
    breaches: [
      ...nameBreaches(metadata, form),
      ...(isNamespaced ? namespaceBreaches(metadata) : []),
      ...keyedBreaches(metadata, 'labels'),
      ...keyedBreaches(metadata, 'annotations'),
      ...finalizerBreaches(metadata),
      ...ownerBreaches(metadata),
    ],
    unknownFields,
  };
}

function undecodable(at: Path, message: string): Breach {
  return { kind: 'type', at, message };
}

function required(at: Path, name: string): Breach {
  return { kind: 'required', at, message: `${name} is required` };
}

function decodeBreaches(metadata: Value): readonly Breach[] {
  const wrongTexts = texts.filter((key) => {
    const text = member(metadata, key);
    return text !== undefined && text !== null && typeof text !== 'string';
  });
  return [
    ...wrongTexts.map((key) => undecodable(['metadata', key], `${key} must be a string; put it in quotes`)),
    ...['labels', 'annotations'].flatMap((key) => textMapBreaches(member(metadata, key), ['metadata', key])),
  ];
}

/** Labels and annotations are texts under keys; an unquoted `true` or `1` is none. */
function textMapBreaches(map: Value, at: Path): readonly Breach[] {
  if (map === undefined || map === null) return [];
  const name = String(at.at(-1));
  if (!isMap(map)) return [undecodable(at, `${name} must be a map`)];
  return Object.entries(map).flatMap(([key, value]) =>
    value === undefined || value === null || typeof value === 'string'
      ? []
      : [undecodable([...at, key], `value of ${shortened(key)} must be a string; put it in quotes`)],
  );
}

const label = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/;
const subdomain = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;

/** Why a text is no name of that form, or null. */
function nameProblem(name: string, form: NameForm): string | null {
  const most = form === 'subdomain' ? 253 : 63;
  if (name.length > most) return `must have at most ${most} characters, not ${name.length}`;
  const pattern = form === 'subdomain' ? subdomain : label;
  const dots = form === 'subdomain' ? ', - and .' : ' and -';
  return pattern.test(name) ? null : `must consist of a-z, 0-9${dots}, and begin and end with one of a-z and 0-9`;
}

export function isName(name: string, form: NameForm): boolean {
  return nameProblem(name, form) === null;
}

function nameBreaches(metadata: Value, form: NameForm): readonly Breach[] {
  const name = member(metadata, 'name');
  const prefix = member(metadata, 'generateName');
  if (typeof name === 'string' && name !== '') {
    const problem = nameProblem(name, form);
    return problem === null ? [] : [invalid(['metadata', 'name'], `name ${quoted(name)} ${problem}`)];
  }
  if ((has(metadata, 'name') && name === undefined) || (has(metadata, 'generateName') && prefix === undefined))
    return [];
  if (typeof prefix === 'string' && prefix !== '') {
    const problem = nameProblem(prefix.replace(/[-.]$/, ''), form);
    return problem === null ? [] : [invalid(['metadata', 'generateName'], `generateName ${quoted(prefix)} ${problem}`)];
  }
  return [required(['metadata', ...(has(metadata, 'name') ? ['name'] : [])], 'name')];
}

function namespaceBreaches(metadata: Value): readonly Breach[] {
  const namespace = member(metadata, 'namespace');
  if (typeof namespace !== 'string' || namespace === '') return [];
  const problem = nameProblem(namespace, 'label');
  return problem === null ? [] : [invalid(['metadata', 'namespace'], `namespace ${quoted(namespace)} ${problem}`)];
}

const nameSegment = /^([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]$/;

/** Why a key of labels or annotations is none, or null. The prefix of an annotation's key may have capitals. */
function keyProblem(key: string, field: 'labels' | 'annotations'): string | null {
  const slash = key.indexOf('/');
  if (slash !== key.lastIndexOf('/')) return 'must have at most one slash';
  const name = key.slice(slash + 1);
  const prefix = slash === -1 ? null : key.slice(0, slash);
  const domain = field === 'annotations' && prefix !== null ? prefix.toLowerCase() : prefix;
  if (domain !== null && (domain.length > 253 || !subdomain.test(domain)))
    return 'must have a domain of a-z, 0-9, - and . before the slash';
  if (name.length > 63) return 'must have at most 63 characters behind the slash';
  return nameSegment.test(name)
    ? null
    : 'must consist of letters, digits, -, _ and ., and begin and end with a letter or digit';
}

/** Whether a text may be a key of labels or annotations. */
export function isMetadataKey(key: string, field: 'labels' | 'annotations'): boolean {
  return keyProblem(key, field) === null;
}

/** All annotations of an object together, in bytes. */
const annotationBytes = 256 * 1024;

function keyedBreaches(metadata: Value, field: 'labels' | 'annotations'): readonly Breach[] {
  const map = member(metadata, field);
  if (!isMap(map)) return [];
  const at = ['metadata', field];
  const found = Object.entries(map).flatMap(([key, value]): readonly Breach[] => {
    const problem = keyProblem(key, field);
    if (problem !== null) return [invalid([...at, key], `key ${quoted(key)} in ${field} ${problem}`)];
    if (field === 'annotations' || typeof value !== 'string') return [];
    return labelValueBreaches(value, [...at, key]);
  });
  if (field === 'labels') return found;
  const size = Object.entries(map).reduce(
    (sum, [key, value]) => sum + bytesOf(key) + (typeof value === 'string' ? bytesOf(value) : 0),
    0,
  );
  return size > annotationBytes
    ? [
        ...found,
        { kind: 'too-long', at, message: `annotations may have ${annotationBytes} bytes together, not ${size}` },
      ]
    : found;
}

export function isLabelValue(value: string): boolean {
  return value === '' || (value.length <= 63 && nameSegment.test(value));
}

function labelValueBreaches(value: string, at: Path): readonly Breach[] {
  if (isLabelValue(value)) return [];
  const name = shortened(String(at.at(-1)));
  const message =
    value.length > 63
      ? `value of label ${name} must have at most 63 characters, not ${value.length}`
      : `value ${quoted(value)} of label ${name} must consist of letters, digits, -, _ and ., first and last no sign`;
  return [invalid(at, message)];
}

function finalizerBreaches(metadata: Value): readonly Breach[] {
  const finalizers = member(metadata, 'finalizers');
  if (!isList(finalizers)) return [];
  return finalizers.flatMap((each, index) =>
    typeof each === 'string' && keyProblem(each, 'labels') !== null
      ? [
          invalid(
            ['metadata', 'finalizers', index],
            `finalizers must be names as example.com/name, not ${quoted(each)}`,
          ),
        ]
      : [],
  );
}

/** Somebody copied an object out of a cluster, or wrote half a reference. */
function ownerBreaches(metadata: Value): readonly Breach[] {
  const owners = member(metadata, 'ownerReferences');
  if (!isList(owners)) return [];
  return owners.flatMap((owner, index) =>
    (owner === undefined ? [] : ['apiVersion', 'kind', 'name', 'uid'])
      .filter((key) => !has(owner, key) || member(owner, key) === '' || member(owner, key) === null)
      .map((key) => invalid(['metadata', 'ownerReferences', index], `${key} is required in ownerReferences`)),
  );
}

function invalid(at: Path, message: string): Breach {
  return { kind: 'metadata', at, message };
}

function bytesOf(text: string): number {
  let bytes = 0;
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    bytes += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
  }
  return bytes;
}
