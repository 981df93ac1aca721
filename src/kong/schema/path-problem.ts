import { isRegexFault } from '../plugins/regex.ts';
import type { EntityProblem } from './entity-problem.ts';

/** Characters that mean something in a path, whether encoded or not: Kong leaves their encoding as it is. */
const reserved = "!*'();:@&=+$,/?%#[]";

/**
 * Why the traditional routers refuse a path, as it is sent: with `~` before a regular expression.
 * @param written what the manifest says, for the message
 * Source: https://github.com/Kong/kong/blob/3.9.1/kong/db/schema/typedefs.lua
 */
export function pathProblem(sent: string, written: string): EntityProblem | null {
  const isRegex = sent.startsWith('~');
  if (!sent.startsWith('/') && !sent.startsWith('~/')) return { kind: 'path-start', value: written };
  if (sent.includes('//')) return { kind: 'path-segments', value: written };
  if (isRegex) return isNoRegex(sent.slice(1)) ? { kind: 'path-regex', value: written } : null;
  const part = sent.match(/%[0-9a-f]{2}/gi)?.find((each) => !isNormal(each));
  return part === undefined ? null : { kind: 'path-encoding', value: written, part };
}

/** `(*` begins a verb of PCRE, which is a word: otherwise there is nothing to repeat. In a class it says nothing. */
function isNoRegex(regex: string): boolean {
  return isRegexFault(regex) || (/\(\*(?![A-Z:]|[a-z_]+:)/.test(regex) && !/[[\\]/.test(regex));
}

/** Whether an encoded character stays as it is when the path is normalized. */
function isNormal(encoded: string): boolean {
  return encoded === encoded.toUpperCase() && reserved.includes(String.fromCharCode(parseInt(encoded.slice(1), 16)));
}
