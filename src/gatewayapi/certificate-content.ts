import { fromBase64 } from '../source/base64.ts';
import { get } from '../source/node.ts';
import { secret } from '../kubernetes/kinds.ts';
import { isOfKind } from '../kubernetes/known-kinds.ts';
import type { KubeObject } from '../kubernetes/object.ts';
import { isFilledLater } from './secret.ts';

/** Whether two objects bring the same certificate and key; null where the content of one is not in the tree. */
export function holdSameCertificate(one: KubeObject, other: KubeObject): boolean | null {
  const [a, b] = [contentOf(one), contentOf(other)];
  return a === null || b === null ? null : a === b;
}

/** Certificate and key as the controller compares them: decoded, without blanks around. */
function contentOf(object: KubeObject): string | null {
  if (!isOfKind(object, secret) || get(object.root, 'sops') !== undefined || isFilledLater(object)) return null;
  const parts = ['tls.crt', 'tls.key'].map((key) => {
    const plain = get(object.root, 'stringData', key);
    const node = plain ?? get(object.root, 'data', key);
    if (node?.kind !== 'scalar' || typeof node.value !== 'string') return null;
    return (plain === undefined ? fromBase64(node.value.trim()) : node.value)?.trim() ?? null;
  });
  return parts.some((part) => part === null || part === '') ? null : parts.join('\n');
}
