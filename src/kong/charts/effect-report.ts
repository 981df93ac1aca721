import type { Entry } from '../../source/node.ts';
import type { UnusedSetting, ValuesPath } from '../model/unused-setting.ts';

/** Reports a setting of the user by its path in the values of the release and the entry that holds it. */
export type Report = (path: ValuesPath, entry: Entry, message: string, remedy?: UnusedSetting['remedy']) => void;

/** It belongs there. */
export function moveTo(...to: ValuesPath): UnusedSetting['remedy'] {
  return { kind: 'move', to, isGuess: false };
}

/** It may be meant for there. */
export function perhapsTo(...to: ValuesPath): UnusedSetting['remedy'] {
  return { kind: 'move', to, isGuess: true };
}
