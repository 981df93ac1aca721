import { groupOf, reviewedGroups, reviewedKindNames } from '../../kubernetes/known-kinds.ts';
import { type Node, stringAt } from '../../source/node.ts';
import { textsIn } from '../../source/text-of-node.ts';

/** Whether a document is a policy that changes objects of ours when they are applied: of Kyverno, Gatekeeper or the API server. */
export function mutatesOurs(root: Node): boolean {
  const kind = stringAt(root, 'kind')?.value ?? '';
  const group = groupOf(stringAt(root, 'apiVersion')?.value ?? '');
  return mayMutate(root, group, kind) && textsIn(root).some(namesOurs);
}

function mayMutate(root: Node, group: string, kind: string): boolean {
  if (group === 'kyverno.io' || group === 'policies.kyverno.io') return /Mutating/.test(kind) || hasKey(root, 'mutate');
  return group === 'mutations.gatekeeper.sh' || /^Mutating(?:AdmissionPolicy|WebhookConfiguration)$/.test(kind);
}

function hasKey(node: Node, name: string): boolean {
  if (node.kind === 'list') return node.items.some((item) => hasKey(item, name));
  return (
    node.kind === 'map' &&
    (node.entries.has(name) || [...node.entries.values()].some(({ value }) => hasKey(value, name)))
  );
}

/** A kind, with or without its group and version, a group, or the plural by which webhooks name kinds. */
function namesOurs(text: string): boolean {
  const parts = text.split('/');
  return parts.some((part) => reviewedGroups.includes(part) || reviewedKindNames.includes(part));
}
