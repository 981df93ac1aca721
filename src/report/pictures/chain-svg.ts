import { xmlAttributes, xmlText } from '../escape/escape-xml.ts';
import { moreRoutesText, signs, type Chain, type RouteMark, type State, type Step } from './picture.ts';

/** In pixels; the text is never scaled up, and a telephone is wider than one chain. */
const width = 248;
const nodeGap = 20;
const lineHeight = 16;
/** So many characters of the fixed-width font, 12 pixels high, fit beside the sign. */
const lineCharacters = 30;
const routeCharacters = 29;
const mostLines = 3;

/** What the classes of a chain look like, dark and light. For the `<style>` of the page. */
export const chainStyle = `
.chains { display: flex; flex-wrap: wrap; gap: 1rem; align-items: flex-start; margin: 0.75rem 0 1.5rem; }
.chain-pair { display: flex; flex-wrap: wrap; gap: 0.75rem; padding: 0.75rem; border: 1px solid color-mix(in srgb, currentColor 20%, transparent); border-radius: 8px; }
.chain-pair figure { margin: 0; width: ${width}px; }
.chain-pair figcaption { font-size: 0.8125rem; font-weight: 600; margin-bottom: 0.375rem; }
.chain-pair p { margin: 0; padding: 0.75rem; border: 1.5px dashed color-mix(in srgb, currentColor 45%, transparent); border-radius: 6px; font-size: 0.8125rem; }
.chain { display: block; color: inherit; --sound: light-dark(#1a7f37, #4ac26b); --broken: light-dark(#c9252d, #ff7b72); --unknown: light-dark(#8a5a00, #d9a129); --skipped: light-dark(#6e7781, #8b949e); }
.chain text { fill: currentColor; font: 12px ui-monospace, monospace; }
.chain .label { font: 11px system-ui, sans-serif; opacity: 0.75; }
.chain .sign { font: bold 15px system-ui, sans-serif; }
.chain rect { fill: none; stroke-width: 1.5; }
.chain path { fill: none; stroke-width: 2; }
.chain .sound { --state: var(--sound); }
.chain .broken { --state: var(--broken); }
.chain .unknown { --state: var(--unknown); }
.chain .skipped { --state: var(--skipped); }
.chain rect, .chain path { stroke: var(--state); }
.chain .broken rect { stroke-width: 2.5; fill: color-mix(in srgb, var(--state) 12%, transparent); }
.chain .broken rect, .chain .broken path, .chain .skipped rect, .chain .skipped path { stroke-dasharray: 6 4; }
.chain .unknown rect, .chain .unknown path { stroke-dasharray: 2 3; }
.chain .sign { fill: var(--state); }
.chain .skipped text, .chain .told text { opacity: 0.75; }
`;

/** A chain from top to bottom. It is read out as its title and a sentence; `title` is not escaped. */
export function chainSvg(chain: Chain, title: string): string {
  let y = 1;
  const nodes = chain.steps.map((step, index) => {
    const lines = wrapped(step.value);
    const top = y;
    y += 30 + lines.length * lineHeight + nodeGap;
    return nodeOf(step, lines, { top, bottom: y - nodeGap, isFirst: index === 0 });
  });
  const routes = routeLines(chain, y);
  const height = routes.length > 0 ? y + 18 + routes.length * 18 : y - nodeGap + 2;
  const box = { class: 'chain', role: 'img', width, height, viewBox: `0 0 ${width} ${height}` };
  const told = `<title>${xmlText(title)}</title><desc>${xmlText(descriptionOf(chain))}</desc>`;
  const heading = routes.length > 0 ? `<text class="label" x="2" y="${y + 8}">routes</text>` : '';
  return `<svg${xmlAttributes(box)}>${told}${nodes.join('')}${heading}${routes.join('')}</svg>`;
}

interface Extent {
  readonly top: number;
  readonly bottom: number;
  readonly isFirst: boolean;
}

function nodeOf({ label, state }: Step, lines: readonly string[], { top, bottom, isFirst }: Extent): string {
  const middle = width / 2;
  const arrow = isFirst
    ? ''
    : `<path d="M${middle} ${top - nodeGap + 2}V${top - 4}"/><path style="stroke-dasharray:none" d="M${middle - 5} ${top - 9}L${middle} ${top - 3}L${middle + 5} ${top - 9}"/>`;
  const box = xmlAttributes({ x: 1.5, y: top + 0.5, width: width - 3, height: bottom - top - 1, rx: 6 });
  const texts = lines.map((line, index) => textAt(line, 12, top + 37 + index * lineHeight));
  return `<g class="${state}">${arrow}<rect${box}/><text class="label" x="12" y="${top + 18}">${xmlText(label)}</text>${signAt(state, width - 25, top + 22)}${texts.join('')}</g>`;
}

const signAt = (state: State, x: number, y: number): string =>
  `<text class="sign" x="${x}" y="${y}">${signs[state]}</text>`;

/** Within a view of its own, so that wide characters end at the edge. */
function textAt(text: string, x: number, y: number): string {
  const view = xmlAttributes({ x, y: y - 13, width: width - x - 8, height: 18 });
  return `<svg${view}><text y="13">${xmlText(text)}</text></svg>`;
}

/** What is wrong with a route stands below its name. */
function routeLines({ routes, ...chain }: Pick<Chain, 'routes' | 'moreRoutes'>, y: number): readonly string[] {
  const lines = routes.flatMap(({ name, state, note }) => [
    { sign: state, text: shortened(name) },
    ...(note === '' ? [] : [{ sign: null, text: shortened(note) }]),
  ]);
  const more = moreRoutesText(chain);
  const all = more === '' ? lines : [...lines, { sign: null, text: more }];
  return all.map(({ sign, text }, index) => {
    const at = y + 27 + index * 18;
    return `<g class="${sign ?? 'told'}">${sign ? signAt(sign, 2, at) : ''}${textAt(text, 22, at)}</g>`;
  });
}

/** Without its middle: the end tells names apart that begin alike. */
function shortened(text: string): string {
  const characters = Array.from(text);
  if (characters.length <= routeCharacters) return text;
  const half = (routeCharacters - 1) / 2;
  return `${characters.slice(0, half).join('')}…${characters.slice(-half).join('')}`;
}

const routeText = ({ name, note }: Omit<RouteMark, 'state'>): string => (note === '' ? name : `${name}: ${note}`);

const spoken: Readonly<Record<State, string>> = {
  sound: '',
  broken: ' (broken)',
  unknown: ' (not known)',
  skipped: '',
};

function descriptionOf(chain: Chain): string {
  const steps = chain.steps.map(({ label, value, state }) => `${label} ${value}${spoken[state]}`).join(', ');
  const routes = chain.routes.map(({ state, ...mark }) => `${routeText(mark)}${spoken[state]}`);
  const more = moreRoutesText(chain);
  const all = more === '' ? routes : [...routes, more];
  return all.length === 0 ? `${steps}.` : `${steps}. Routes: ${all.join(', ')}.`;
}

/** Broken at a blank, or else after a full stop or a slash; cut with an ellipsis where it does not fit. */
function wrapped(text: string): readonly string[] {
  const lines: string[] = [];
  let rest = Array.from(text.replace(/\s/g, ' '));
  while (rest.length > lineCharacters && lines.length < mostLines - 1) {
    const isBlank = rest[lineCharacters] === ' ';
    const after = rest.slice(0, lineCharacters).findLastIndex((character) => ' ./'.includes(character)) + 1;
    const end = isBlank || after === 0 ? lineCharacters : after;
    lines.push(rest.slice(0, end).join('').trimEnd());
    rest = rest.slice(isBlank ? end + 1 : end);
  }
  return [...lines, rest.length > lineCharacters ? `${rest.slice(0, lineCharacters - 1).join('')}…` : rest.join('')];
}
