import type { Upgrade } from '../review/upgrades.ts';
import { counted } from './counts.ts';
import { codeSpan, prose } from './escape/escape-markdown.ts';
import { changesMoreSentence, upgradeParts } from './upgrade-lines.ts';
import { upgradeSentence } from './upgrade-sentence.ts';

/** So many lines of a part tell what happens. */
const mostLines = 30;

/** What versions bring about in one cluster: the sentence, and everything else folded. */
export function upgradeMarkdown(upgrade: Upgrade): string {
  const parts = upgradeParts(upgrade, mostLines).map(
    ({ title, lines }) => `**${title}**\n\n${lines.map((line) => `- ${prose(line)}\n`).join('')}`,
  );
  const differences = upgrade.differences.length;
  const found = differences === 0 ? 'No difference' : counted(differences, 'difference');
  const title = upgrade.notJudged.length === 0 ? found : `${found} found, and what was not judged`;
  return [
    `In cluster ${codeSpan(upgrade.cluster)}: ${prose(upgradeSentence(upgrade))}`,
    ...(upgrade.changesMore && differences > 0 ? [changesMoreSentence] : []),
    `<details><summary>${title}</summary>\n\n${parts.join('\n')}\n</details>\n\n`,
  ].join('\n\n');
}
