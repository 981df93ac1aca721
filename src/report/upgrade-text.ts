import type { Upgrade } from '../review/upgrades.ts';
import { escapeTerminal } from './escape/escape-terminal.ts';
import type { Palette } from './palette.ts';
import { changesMoreSentence, upgradeParts } from './upgrade-lines.ts';
import { upgradeSentence } from './upgrade-sentence.ts';

/** What versions bring about in one cluster, for a person at a terminal. */
export function upgradeLines(upgrade: Upgrade, palette: Palette, most: number): readonly string[] {
  const parts = upgradeParts(upgrade, most).flatMap(({ title, lines }) => [
    `  ${palette.faint(title)}`,
    ...lines.map((line) => `    ${escapeTerminal(line)}`),
  ]);
  return [
    `${palette.strong(escapeTerminal(`cluster ${upgrade.cluster}`))}  ${escapeTerminal(upgradeSentence(upgrade))}`,
    ...(upgrade.changesMore && upgrade.differences.length > 0 ? [`  ${changesMoreSentence}`] : []),
    ...parts,
  ];
}
