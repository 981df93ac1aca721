import { fromBase64 } from '../../source/base64.ts';
import { reviewedGroups, reviewedKindNames } from '../../kubernetes/known-kinds.ts';

const group = `(?:${reviewedGroups.map((name) => name.replaceAll('.', '\\.')).join('|')})`;
const versioned = new RegExp(`["']?apiVersion["']?\\s{0,9}[:=]\\s{0,9}["']?${group}/`);
const kind = /["']?\bkind["']?\s{0,9}[:=]/;
const ofOurKind = new RegExp(
  `^[ \\t-]{0,99}kind:[ \\t]{0,9}["']?(?:${reviewedKindNames.join('|')})["']?[ \\t\\r]{0,9}$`,
  'm',
);
const templatedVersion = /apiVersion:[ \t]{0,9}["']?(?:\{\{|\$\{)/;

/**
 * Whether a text that is not parsed states an object of Gateway API or Kong: by its group, or by its kind where the
 * group is filled in. A role that names the group, or a condition that asks for it, states none.
 */
export function statesOurs(text: string): boolean {
  return (versioned.test(text) && kind.test(text)) || (templatedVersion.test(text) && ofOurKind.test(text));
}

/** Whether a text holds base64 of one that does. */
export function statesOursEncoded(text: string): boolean {
  if (!isEncodedVersion.test(text)) return false;
  const words = text.replaceAll(lineWithin, '').match(encoded) ?? [];
  return words.some((word) => isEncodedVersion.test(word) && statesOurs(fromBase64(word) ?? ''));
}

/** `apiVersion` in base64, in each of the three ways in which it may begin. */
const isEncodedVersion = /YXBpVmVyc2lvb|FwaVZlcnNpb2|hcGlWZXJzaW9u/;
const lineWithin = /(?<=[A-Za-z\d+/])\r?\n[ \t]{0,99}(?=[A-Za-z\d+/])/g;
const encoded = /[A-Za-z\d+/]{40,}={0,2}/g;
