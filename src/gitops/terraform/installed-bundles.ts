import type { InstalledBundle } from '../../kubernetes/installed-bundle.ts';
import { bundleAt } from '../model/bundle.ts';
import type { Block } from './hcl-syntax.ts';
import { literalText, placeOf, type TerraformFile } from './terraform-module.ts';

/** Definitions of Gateway API that a file fetches to apply them, or applies by a command. */
export function installedBundles({ type, labels, body }: Block, file: TerraformFile): readonly InstalledBundle[] {
  if (type === 'data' && labels[0] === 'http') return bundlesIn(body.attributes.get('url'), file, false);
  if (type !== 'resource') return [];
  return body.blocks
    .filter((block) => block.type === 'provisioner' && block.labels[0] === 'local-exec')
    .flatMap((block) => bundlesIn(block.body.attributes.get('command'), file, true));
}

type Expression = Parameters<typeof literalText>[0];

const address = /https:\/\/[^\s"']+/g;

/** Every address in a text; what Terraform fills in is a release that nobody here knows. */
function bundlesIn(expression: Expression, file: TerraformFile, isCommand: boolean): readonly InstalledBundle[] {
  if (expression === undefined) return [];
  const at = placeOf(expression, file);
  const text = literalText(expression, file)?.value ?? file.lines.text.slice(expression.start, expression.end);
  if (isCommand && !/\bkubectl\s[^|;&]*\b(apply|create|replace)\b/.test(text)) return [];
  return [...text.matchAll(address)].flatMap(([url]) => bundleAt(url, at, 'by-hand') ?? []);
}
