import type { Scalar } from '../source/node.ts';
import { resolvePlain } from '../source/scalar.ts';
import { pathText, RenderFailure, type Value } from './go-template.ts';

/** What YAML reads of text that stands unquoted after `key: `. What would open a flow collection or worse stops Helm. */
export function bareScalar(text: string, value: Pick<Value, 'path' | 'at'>): Scalar {
  const comment = text.indexOf(' #');
  const bare = (comment === -1 ? text : text.slice(0, comment)).trim();
  // A list of plain words prints as a flow list: nonsense, but readable nonsense.
  if (/^\[[\w .-]*\]$/.test(bare)) return bare;
  if (!/^[{}[\],&*!|>%@`]|:\s|:$|^[-?]\s|\n/.test(bare)) return resolvePlain(bare);
  throw new RenderFailure(
    `${pathText(value.path)} prints ${JSON.stringify(text)} into the manifest, which YAML cannot read there`,
    value,
  );
}
