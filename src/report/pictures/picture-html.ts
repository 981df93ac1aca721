import { xmlText } from '../escape/escape-xml.ts';
import { chainSvg } from './chain-svg.ts';
import { isUnchanged, legend, notDrawn, type Chain, type ChainPair, type GatewayPicture } from './picture.ts';

/** The chains of a Gateway side by side, as many as the page is wide; a listener that changes as it was and as it will be. */
export function pictureHtml(picture: GatewayPicture): string {
  if (picture.pairs.length === 0) return '';
  const pairs = picture.pairs.map((pair) => pairHtml(pair, picture)).join('\n');
  const more = notDrawn(picture).map((line) => `<p>${line}</p>`);
  return [
    `<details open><summary>${legend}</summary>`,
    `<div class="chains">\n${pairs}\n</div>`,
    ...more,
    '</details>',
  ].join('\n');
}

function pairHtml(pair: ChainPair, { compared, gateway }: GatewayPicture): string {
  const title = `${titleOf(pair)} of Gateway ${gateway}`;
  const figure = (caption: string, chain: Chain | null): string =>
    `<figure><figcaption>${caption}</figcaption>${chain ? chainSvg(chain, `${title}: ${caption}`) : '<p>– none</p>'}</figure>`;
  const figures = !compared
    ? `<figure>${pair.after ? chainSvg(pair.after, title) : ''}</figure>`
    : isUnchanged(pair)
      ? figure('Unchanged', pair.after)
      : figure('Before', pair.before) + figure('After', pair.after);
  return `<div class="chain-pair" role="group" aria-label="${xmlText(title)}">${figures}</div>`;
}

const titleOf = ({ before, after }: ChainPair): string => {
  const [first] = (after ?? before)?.steps ?? [];
  return first ? `${first.label} ${first.value}` : '';
};
