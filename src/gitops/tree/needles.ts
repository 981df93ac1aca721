import { isKustomizationName } from '../../source/kustomization-files.ts';
import { baseName, isYamlName } from '../../source/paths.ts';
import { bundleMark } from '../model/bundle.ts';
import { customResourceDefinition, gatewayGroup, kongGroup, operatorGroup } from '../../kubernetes/kinds.ts';
import { reviewedGroups, withoutLonger } from '../../kubernetes/known-kinds.ts';
import type { FilePattern, Patterns } from './tool-patterns.ts';

/** Marks of the groups that are read for their own sake. With the slash: roles of every other product name Gateway API's. */
const groupMarks = reviewedGroups.map((group) => (group === gatewayGroup ? `${group}/` : group));

/**
 * Bytes of which a file must hold at least one before it is looked at more closely. Some are common
 * words; `subjectNeedles` then asks for more. Searching bytes is what keeps a tree of thousands of
 * files cheap: parsing one small file costs more than searching a hundred.
 */
const needles = withoutLonger(['kong', 'KONG_', ...groupMarks, 'ingressController', 'servicePort']);

/** Files that hold a subject of the review themselves: Gateway API, Kong's workloads, charts and values. */
const subjectNeedles = [
  ...groupMarks,
  'ingressController',
  'servicePort',
  'kong/',
  'kong:',
  'kong-gateway',
  'KONG_',
  'kubernetes-ingress-controller',
  'charts.konghq.com',
  'chart: kong',
  'name: kong',
] as const;

/** Bytes of files that install Kong or its controller: charts, values, workloads. */
export const installMarks: readonly string[] = [
  'ingressController',
  'servicePort',
  'KONG_',
  'kubernetes-ingress-controller',
  'charts.konghq.com',
  'chart: kong',
  'gateway-operator',
  'kong-operator',
];

/** The kinds of file a review may read, told by the name alone; the pattern of a tool for files that only it reads. */
export type FileRole = 'yaml' | 'kustomization' | 'chart' | FilePattern;

/** What the name of a file says it is, or null when no review ever reads such a file. */
export function roleOf(path: string, { files }: Patterns): FileRole | null {
  const isDownloaded = /(^|\/)node_modules\//.test(path) || files.some((pattern) => isData(path, pattern));
  const own = isDownloaded ? undefined : files.find((pattern) => pattern.matches(path));
  if (own !== undefined) return own;
  if (isKustomizationName(path)) return 'kustomization';
  if (baseName(path) === 'Chart.yaml') return 'chart';
  return isYamlName(path) ? 'yaml' : null;
}

function isData(path: string, { dataDirectory }: FilePattern): boolean {
  return dataDirectory !== undefined && `/${path}`.includes(`/${dataDirectory}/`);
}

/** Whether bytes hold one of some needles. */
export function holds(bytes: string, some: readonly string[]): boolean {
  for (const needle of some) if (bytes.includes(needle)) return true;
  return false;
}

/** Whether the bytes of a file make it a subject of the review, whoever deploys it. */
export function isSubject(bytes: string, path: string, role: FileRole, { marks }: Patterns): boolean {
  if (!holds(bytes, needles)) return false;
  if (role === 'chart') return true;
  if (typeof role === 'object' && role.releaseMarks !== undefined && holds(bytes, role.releaseMarks)) return true;
  if (role === 'yaml' && path.endsWith('.json')) return bytes.includes(`${gatewayGroup}/`) || holds(bytes, marks);
  return holds(bytes, subjectNeedles);
}

/** Groups of kinds that definitions of a tree are judged by. */
const definedMarks = [`group: ${kongGroup}`, `group: ${operatorGroup}`, `group: ${gatewayGroup}`];
const vendoredMark = `${gatewayGroup}/bundle-version`;

/** Whether a file may say which definitions of Gateway API a cluster has: it states them, or takes them in by address. */
export function isBundle(bytes: string, path: string, role: FileRole, { marks }: Patterns): boolean {
  if (role === 'chart' || path.endsWith('.json')) return false;
  if (role !== 'yaml') return bytes.includes(bundleMark);
  if (bytes.includes(vendoredMark)) return true;
  if (bytes.includes(customResourceDefinition.kind) && holds(bytes, definedMarks)) return true;
  // A Kustomization of Flux names the path, and the object with the address stands in another file.
  return holds(bytes, takenInMarks) && holds(bytes, marks);
}

const takenInMarks = [bundleMark, 'config/crd'];

/** Whether a file may hold an object that deploys others. */
export function mayDeploy(bytes: string, role: FileRole, { marks }: Patterns): boolean {
  return role === 'kustomization' || (role === 'yaml' && holds(bytes, marks));
}

/**
 * Whether a text may spell a word in a way that no search for it finds: letters as escapes or in base64, or a word in
 * quotes that goes on in the next line.
 */
export function maySpellOtherwise(text: string): boolean {
  return (text.includes('\\') && escapedWord.test(text)) || (text.includes('!') && encodedValue.test(text));
}

/** Escapes of letters, digits and what stands between them in a name; others are in every dashboard. */
const escapedWord =
  /\\(?:x|u00|U000000)(?:2[d-fD-F]|3\d|4[1-9a-fA-F]|5[\daA]|6[1-9a-fA-F]|7[\daA])|[\w./-]\\\r?\n|(?:k8s\.io|konghq\.com)\\\//;

const encodedValue = /!!binary|2002:binary|%TAG|![A-Za-z]*!binary/;
