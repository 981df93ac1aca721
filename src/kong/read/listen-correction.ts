import { hostAndPort } from './listen-address.ts';
import { parseListen, type Subsystem } from './listen.ts';

/**
 * A faulty listen string put right, where there is exactly one way to read what was meant: stray
 * quotes, a boolean where `off` stood, a flag said twice or in capitals, a missing comma. Null
 * otherwise; the result always parses without fault.
 */
export function correctListen(subsystem: Subsystem, text: string): string | null {
  // YAML reads an unquoted off as a boolean, and Kubernetes and Helm print that as "false".
  if (text.trim() === 'false') return 'off';
  const tried = [withoutQuotes, withCommas, withoutRepeats, withLowerCase];
  const attempts = new Set(tried.map((repair) => repair(text)).filter((repaired) => isSound(subsystem, repaired)));
  if (attempts.size > 1) return null;
  if (attempts.size === 1) return [...attempts][0] ?? null;
  const all = tried.reduce((repaired, repair) => repair(repaired), text);
  return isSound(subsystem, all) ? all : null;
}

function isSound(subsystem: Subsystem, text: string): boolean {
  return parseListen(subsystem, text).faults.length === 0;
}

function withoutQuotes(text: string): string {
  return text.replace(/["']/g, '');
}

/** Puts a comma before every address that does not begin an entry. */
function withCommas(text: string): string {
  return eachEntry(text, (words) =>
    words
      .map((word, index) => (index > 0 && hostAndPort(word) !== null ? `, ${word}` : index > 0 ? ` ${word}` : word))
      .join(''),
  );
}

function withoutRepeats(text: string): string {
  return eachEntry(text, (words) => [...new Set(words)].join(' '));
}

function withLowerCase(text: string): string {
  return eachEntry(text, (words) =>
    words.map((word) => (/^[A-Z0-9_=]+$/i.test(word) ? word.toLowerCase() : word)).join(' '),
  );
}

function eachEntry(text: string, change: (words: readonly string[]) => string): string {
  return text
    .split(',')
    .map((entry) => change(entry.trim().split(/\s+/)))
    .join(', ');
}
