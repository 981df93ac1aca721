import type { InstalledBundle } from '../../kubernetes/installed-bundle.ts';
import { bundleAt } from '../model/bundle.ts';
import type { Run } from './command-run.ts';

/** Definitions of Gateway API that `kubectl apply -f URL` brings. */
export function appliedBundles({ program, words }: Run): readonly InstalledBundle[] {
  if (program !== 'kubectl' && program !== 'oc') return [];
  const given = words.slice(1);
  const applies = given.some(({ text }) => /^(apply|create|replace|kustomize)$/.test(text ?? ''));
  const trial = given.some(({ text }) => /^--dry-run(=(client|server))?$/.test(text ?? ''));
  if (!applies || trial) return [];
  return given.flatMap(({ text, raw, at }) => {
    // What the shell fills in is a release that nobody here knows, of a channel that may stand there all the same.
    const word = (text ?? raw).replace(/^(?:--(?:filename|kustomize)=|-[fk]=?)/, '').replaceAll(/^["']|["']$/g, '');
    return bundleAt(word, at, 'by-hand') ?? [];
  });
}
