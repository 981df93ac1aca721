import type { Located } from '../../source/location.ts';
import { isLocation } from '../../source/location.ts';
import { get, listAt, scalarWrittenAt, type Node } from '../../source/node.ts';
import { nearName } from '../../source/near-name.ts';
import { resolvePath } from '../../source/paths.ts';
import { missingPath, missingSource, namedObject, type Naming } from '../deployed/missing-path.ts';
import type { MissingSource } from '../model/deployment-fault.ts';
import { titleOf, type Application, type ArgoSource } from './application.ts';
import type { ArgoContext } from './context.ts';
import { firstItems } from '../../source/first-items.ts';

/** What an Application names of this repository and Argo CD certainly does not find there, so that it cannot sync. */
export function missingSources(application: Application, context: ArgoContext): readonly MissingSource[] {
  return application.sources.flatMap((source) => [
    ...missingDirectory(source, application, context),
    ...missingValueFiles(source, application, context),
  ]);
}

function namingOf({ object }: Application, field: string, what: string): Naming {
  return { object: namedObject(object), title: titleOf({ object }), root: object.root, field, what };
}

function missingDirectory(
  { node, path, ...source }: ArgoSource,
  application: Application,
  { index, own }: ArgoContext,
): readonly MissingSource[] {
  // A hydrated Application takes its manifests from a branch that a program writes.
  const isHydrated = get(application.object.root, 'spec', 'sourceHydrator') !== undefined;
  if (path === undefined || isHydrated || !own.isCertain({ node, path, ...source })) return [];
  const directory = resolvePath('', path.value);
  return directory === null ? [] : missingPath(directory, path, namingOf(application, 'path', 'path'), index);
}

/** What `$ref` and the directory of the chart stand for; null where nothing is certain. */
type Root = { readonly directory: string } | { readonly unknownRef: string } | null;

function missingValueFiles(
  source: ArgoSource,
  application: Application,
  context: ArgoContext,
): readonly MissingSource[] {
  const helm = get(source.node, 'helm');
  if (!isHelm(source, context) || isTrue(get(helm, 'ignoreMissingValueFiles'))) return [];
  return listAt(helm, 'valueFiles').flatMap((item) => {
    if (item.kind !== 'scalar' || typeof item.value !== 'string') return [];
    return missingValueFile({ value: item.value, at: item.at }, source, application, context);
  });
}

function missingValueFile(
  text: Located<string>,
  source: ArgoSource,
  application: Application,
  context: ArgoContext,
): readonly MissingSource[] {
  const by = namingOf(application, 'helm.valueFiles', 'value file');
  const slash = text.value.indexOf('/');
  const reference = text.value.startsWith('$') && slash > 1 ? text.value.slice(1, slash) : null;
  const rest = reference === null ? text.value : text.value.slice(slash + 1);
  // A pattern takes what is there, and Argo CD fills in variables of its own.
  if (/[$*?[{]|^[a-z0-9+.-]+:\/\//i.test(rest) || reference?.startsWith('ARGOCD') === true) return [];
  const root = reference === null ? chartRoot(source, rest, context) : referredRoot(reference, application, context);
  if (root === null) return [];
  if ('unknownRef' in root) return unknownReference(root.unknownRef, text, by, application);
  const path = resolvePath(root.directory, reference === null ? rest : `./${rest}`);
  return path === null ? [] : missingPath(path, text, by, context.index);
}

/** Value files are looked for beside the chart, or from the root where they begin with a slash. */
function chartRoot(source: ArgoSource, path: string, { own, index }: ArgoContext): Root {
  if (source.path === undefined || !own.isCertain(source)) return null;
  const directory = resolvePath('', source.path.value);
  return directory === null || !index.isDirectory(directory)
    ? null
    : { directory: path.startsWith('/') ? '' : directory };
}

function referredRoot(name: string, { sources, multiSource }: Application, { own }: ArgoContext): Root {
  if (!multiSource) return null;
  const source = sources.find(({ ref }) => ref === name);
  if (source === undefined)
    return sources.some(({ node }) => get(node, 'ref')?.kind === 'unknown') ? null : { unknownRef: name };
  return own.isCertain(source) ? { directory: '' } : null;
}

function unknownReference(
  name: string,
  text: Located<string>,
  by: Naming,
  { sources }: Application,
): readonly MissingSource[] {
  if (!isLocation(text.at)) return [];
  const refs = sources.flatMap(({ ref }) => (ref === null ? [] : [ref]));
  const near = nearName(name, refs);
  const known =
    refs.length === 0 ? 'none has a ref' : `the refs are ${firstItems(refs.map((ref) => JSON.stringify(ref)))}`;
  const reason = `value file ${JSON.stringify(text.value)}, but no source has the ref ${JSON.stringify(name)} (${known})`;
  return [
    missingSource(by, text.at, reason, {
      value: scalarWrittenAt(by.root, text.at) ?? null,
      near: near === null ? null : `$${near}${text.value.slice(name.length + 1)}`,
    }),
  ];
}

/** Whether Argo CD hands the source to Helm. */
function isHelm({ chart, path, node }: ArgoSource, { index }: ArgoContext): boolean {
  if (['plugin', 'kustomize', 'directory'].some((key) => get(node, key) !== undefined)) return false;
  if (chart !== undefined) return true;
  const directory = path === undefined ? null : resolvePath('', path.value);
  return directory !== null && index.sources.has(directory === '' ? 'Chart.yaml' : `${directory}/Chart.yaml`);
}

function isTrue(node: Node | undefined): boolean {
  return node?.kind === 'scalar' && node.value === true;
}
