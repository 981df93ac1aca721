import { codeBlock } from '../escape/escape-markdown.ts';
import { mermaidLabel } from '../escape/escape-mermaid.ts';
import {
  isUnchanged,
  legend,
  moreRoutesText,
  notDrawn,
  signs,
  type Chain,
  type GatewayPicture,
  type State,
} from './picture.ts';

/**
 * The chains of a Gateway as folded diagrams that GitHub draws, what changes before and after; lines and signs alone,
 * so that they are readable dark and light.
 */
export function pictureMarkdown(picture: GatewayPicture): string {
  const { pairs, compared } = picture;
  if (pairs.length === 0) return '';
  const changed = compared ? pairs.filter((pair) => !isUnchanged(pair)) : [];
  const same = compared ? pairs.filter(isUnchanged) : pairs;
  const diagrams = [
    diagram(
      'Before',
      changed.map(({ before }) => before),
    ),
    diagram(
      'After',
      changed.map(({ after }) => after),
    ),
    diagram(
      compared ? 'Unchanged' : '',
      same.map(({ after }) => after),
    ),
    ...notDrawn(picture).map((line) => `${line}\n`),
  ];
  const drawn = diagrams.filter((text) => text !== '').join('\n');
  return `<details><summary>${legend}</summary>\n\n${drawn}\n</details>\n\n`;
}

/** Each has its own: within one, nothing says which of two parts comes first. */
function diagram(title: string, chains: readonly (Chain | null)[]): string {
  const drawn = chains.filter((chain) => chain !== null);
  if (drawn.length === 0) return '';
  const text = [
    'flowchart LR',
    `  accTitle: Port chain of each listener${title === '' ? '' : `, ${title.toLowerCase()}`}`,
    '  classDef broken stroke-width:3px,stroke-dasharray:6 4',
    '  classDef unknown stroke-dasharray:2 3',
    '  classDef skipped stroke-dasharray:6 4',
    ...drawn.flatMap((chain, index) => chainLines(chain, `c${index}`)),
  ];
  return `${title === '' ? '' : `${title}:\n\n`}${codeBlock(text.join('\n'), 'mermaid')}`;
}

const lines: Readonly<Record<State, string>> = {
  sound: '-->',
  broken: '-.->|"#10006;"|',
  unknown: '-.->|"?"|',
  skipped: '-.->',
};

const styleOf = (state: State): string => (state === 'sound' ? '' : `:::${state}`);

function chainLines(chain: Chain, id: string): readonly string[] {
  const last = `${id}n${chain.steps.length - 1}`;
  const steps = chain.steps.flatMap(({ label, value, state }, index) => [
    `  ${id}n${index}[${mermaidLabel(`${signs[state]} ${label}`, value)}]${styleOf(state)}`,
    ...(index > 0 ? [`  ${id}n${index - 1} ${lines[state]} ${id}n${index}`] : []),
  ]);
  const routes = chain.routes.flatMap(({ name, state, note }, index) => [
    `  ${id}r${index}([${mermaidLabel(`${signs[state]} ${name}`, ...(note === '' ? [] : [note]))}])${styleOf(state)}`,
    `  ${last} ${lines[state]} ${id}r${index}`,
  ]);
  const more = moreRoutesText(chain);
  const rest = more === '' ? [] : [`  ${id}m([${mermaidLabel(more)}])`, `  ${last} -.- ${id}m`];
  return [...steps, ...routes, ...rest];
}
