import { RenderFailure, pathText, printed, type Value } from '../../helm/go-template.ts';
import type { Scalar } from '../../source/node.ts';
import { resolvePlain } from '../../source/scalar.ts';
import type { Printed } from './chart.ts';

/** A value printed bare into a manifest, and what YAML then reads there. */
export function reread(value: Value): Printed {
  return { value: bareScalar(printed(value), value), at: value.at };
}

/** The name of an object, printed bare. */
export function rereadName(value: Value): string {
  const scalar = bareScalar(printed(value), value);
  return scalar === null ? '' : String(scalar);
}

/** Text that stands unquoted after `key: `. What would open a flow collection or worse stops Helm. */
function bareScalar(text: string, value: Value): Scalar {
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
