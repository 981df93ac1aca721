import { type Node, get, stringAt } from '../../source/node.ts';
import { type Content, elsewhereContent, nothing, unverifiedContent } from '../deployed/content.ts';
import type { ObjectLookup } from '../deployed/gitops-tool.ts';
import { locationOf } from '../deployed/release.ts';
import type { Destination } from '../deployed/unit.ts';
import type { InstalledBundle } from '../../kubernetes/installed-bundle.ts';
import { bundleIn, isBundleRepository } from '../model/bundle.ts';
import { withNamespace } from '../../kubernetes/read-object.ts';
import { resolvePath } from '../../source/paths.ts';
import { tooMuchFilledText } from '../tree/filled-text.ts';
import type { TreeIndex } from '../tree/tree-index.ts';
import { type FluxSource, fluxBuild } from './build.ts';
import type { FluxContext } from './missing-sources.ts';
import { sourceIgnore } from './source-ignore.ts';
import { findObject } from './lookup.ts';
import { followsElsewhere } from './source.ts';
import { leftOutByFlux } from './left-out.ts';
import { unknownVariables } from './unknown-variables.ts';
import { isReviewed } from '../../kubernetes/known-kinds.ts';
import { substituted, variablesOf } from './substitution.ts';
import type { KubeObject } from '../../kubernetes/object.ts';

/** The directory of this tree that a Flux Kustomization builds; null when it lies elsewhere. */
export function fluxDirectory(object: KubeObject, index: Pick<TreeIndex, 'isDirectory'>): string | null {
  const kind = stringAt(object.root, 'spec', 'sourceRef', 'kind')?.value ?? 'GitRepository';
  if (kind !== 'GitRepository' && kind !== 'OCIRepository') return null;
  const path = stringAt(object.root, 'spec', 'path')?.value ?? './';
  const directory = resolvePath('', path.replace(/^\/+/, ''));
  // Nobody knows what of a repository stands at the root of an artifact, or whether it is one of this repository.
  if (kind === 'OCIRepository' && directory === '') return null;
  return directory !== null && index.isDirectory(directory) ? directory : null;
}

/**
 * What a Flux Kustomization applies, after its own patches, namespace and substitutions.
 */
export function fluxKustomizationContent(object: KubeObject, { index, lookup, own }: FluxContext): Content {
  const isCertain = own.isCertain(get(object.root, 'spec', 'sourceRef'), object.namespace, lookup);
  const title = `Flux Kustomization ${object.name.value}`;
  const bundle = remoteBundle(object, lookup);
  if (bundle !== null) return { ...nothing, bundles: [bundle] };
  if (own.isOther(get(object.root, 'spec', 'sourceRef'))) return nothing;
  const directory = fluxDirectory(object, index);
  const path = stringAt(object.root, 'spec', 'path')?.value ?? './';
  if (directory === null) {
    const ofKong = /kong/i.test(`${object.name.value} ${path}`);
    return ofKong ? unverifiedContent(title, 'missing', `its path ${path} is not in the repository`) : nothing;
  }
  const reference = get(object.root, 'spec', 'sourceRef');
  const namespace = stringAt(reference, 'namespace')?.value ?? object.namespace;
  const source = findObject(lookup, 'GitRepository', stringAt(reference, 'name')?.value ?? '', namespace);
  const revision =
    stringAt(reference, 'kind')?.value === 'GitRepository' ? followsElsewhere(source, index, lookup) : null;
  if (revision !== null) return elsewhereContent(title, directory, revision);
  const declaration = { tool: 'flux', at: locationOf(object.root, object.path) };
  const from: FluxSource = { directory, ignore: sourceIgnore(source, index.sources), isCertain };
  const built = fluxBuild(index, from, get(object.root, 'spec'), { declaration, title });
  const variables = variablesOf(object, lookup);
  const objects = substituted(built.objects, variables, index);
  const leftOut = objects.some(isReviewed) ? leftOutByFlux(object, title, from, source, index) : [];
  const unrendered = [
    ...built.unrendered,
    ...leftOut,
    ...unknownVariables(objects, built.objects, object, variables, index),
  ];
  const usedFiles = [...built.usedFiles, ...(objects.some(isReviewed) ? (variables?.sources ?? []) : [])];
  const target = stringAt(object.root, 'spec', 'targetNamespace')?.value ?? null;
  // The controller applies on the server's side, which takes nothing that a schema does not know.
  const applier = { title, unknownFields: 'refused' } as const;
  const applied = objects.map((each) => ({ ...withNamespace(each, target, true), applier }));
  // Whoever wants to hide an object puts it behind a limit.
  const cut = index.filledText.isExhausted
    ? [{ path: object.path, cause: 'limit', reason: tooMuchFilledText } as const]
    : [];
  return { ...built, unrendered, usedFiles, objects: applied, unread: [...built.unread, ...cut] };
}

/** The definitions of Gateway API that it builds of their own repository; null for whatever else it builds. */
function remoteBundle(object: KubeObject, lookup: ObjectLookup): InstalledBundle | null {
  const reference = get(object.root, 'spec', 'sourceRef');
  const namespace = stringAt(reference, 'namespace')?.value ?? object.namespace;
  const source = findObject(lookup, 'GitRepository', stringAt(reference, 'name')?.value ?? '', namespace);
  const url = stringAt(source?.root, 'spec', 'url')?.value;
  if (source === null || url === undefined || !isBundleRepository(url)) return null;
  const ref = get(source.root, 'spec', 'ref');
  const path = stringAt(object.root, 'spec', 'path')?.value ?? './';
  // The first that is set counts, as Flux reads them.
  const [field] = ['commit', 'name', 'semver', 'tag', 'branch'].filter((each) => get(ref, each) !== undefined);
  const revision = field === 'tag' || field === 'name' ? (stringAt(ref, field)?.value ?? null) : null;
  return bundleIn(path, revision, locationOf(source.root, source.path));
}

/** The remote cluster that `spec.kubeConfig` names, or null for the one that Flux runs in. */
export function fluxDestination(object: KubeObject): Destination | null {
  const name = kubeConfigName(get(object.root, 'spec', 'kubeConfig'));
  if (name === null) return null;
  return {
    key: `flux kubeconfig ${name}`,
    name: name.replace(/-?kube-?config$/i, '') || name,
    evidence: `Flux ${object.kind} ${object.name.value} (${object.path}) uses the kubeconfig ${name}`,
  };
}

function kubeConfigName(node: Node | undefined): string | null {
  return (stringAt(node, 'secretRef', 'name') ?? stringAt(node, 'configMapRef', 'name'))?.value ?? null;
}
