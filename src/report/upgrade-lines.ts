import type { Area, BehaviourChange, Difference, VersionMove } from '../kong/upgrade/comparison.ts';
import type { Upgrade } from '../review/upgrades.ts';
import { placeText } from './chain.ts';
import { moveText, notJudgedTitle } from './upgrade-sentence.ts';

/** A part of what is told of an upgrade: plain text, not neutral yet. */
export interface UpgradePart {
  readonly title: string;
  readonly lines: readonly string[];
}

const parts: readonly (readonly [title: string, areas: readonly Area[]])[] = [
  ['Values', ['values']],
  ['Defaults of the chart', ['default']],
  ['Start of controllers', ['start']],
  ['Services and listens', ['service', 'listen']],
  ['Settings of the controller', ['controller', 'feature-gate']],
  ['Settings of Kong', ['kong']],
  ['Gateways and listeners', ['gateway', 'listener']],
  ['Routes', ['route', 'traffic']],
  ['Defaults of plugins', ['plugin']],
  ['What Kong refuses', ['refusal']],
  ['What the API server makes of objects', ['object']],
  ['Defaults of objects', ['object-default']],
  ['Annotations', ['annotation']],
];

/**
 * What an upgrade brings about, part by part; the sentence stands apart.
 * @param most how many lines of a part are shown; the rest is counted
 */
export function upgradeParts(upgrade: Upgrade, most: number): readonly UpgradePart[] {
  const { moves, differences, behaviours, notJudged } = upgrade;
  const all = [
    { title: 'Versions', lines: [...new Set(moves.map(moveLine))] },
    ...parts.map(([title, areas]) => ({
      title,
      lines: differenceLines(differences.filter(({ area }) => areas.includes(area))),
    })),
    { title: 'What the programs do', lines: behaviours.map(behaviourLine) },
    {
      title: 'Not judged',
      lines: notJudged.map((each) => `${notJudgedTitle(each)}: ${someReasons(each.reasons)}`),
    },
  ];
  return all
    .filter(({ lines }) => lines.length > 0)
    .map(({ title, lines }) => ({ title, lines: shortened(lines, most) }));
}

function shortened(lines: readonly string[], most: number): readonly string[] {
  const left = lines.length - most;
  return left > 1 ? [...lines.slice(0, most), `${left} more; the format json lists all`] : lines;
}

/** A handful tells what is the matter. */
const mostReasons = 4;

function someReasons(reasons: readonly string[]): string {
  const more = reasons.length - mostReasons;
  const shown = more > 1 ? reasons.slice(0, mostReasons) : reasons;
  return [...shown, ...(more > 1 ? [`and ${more} other reasons`] : [])].join('; ');
}

function moveLine(move: VersionMove): string {
  const { of, follows, at } = move;
  const where = follows ? 'the chart brings it' : at === null ? null : placeText(at);
  const beside = [of, where].filter((text) => text !== null).join(', ');
  return `${moveText(move)}${beside === '' ? '' : ` (${beside})`}`;
}

/** `Kong Ingress Controller rewrites URLs: no → yes`. */
function behaviourLine({ program, does, before, after }: BehaviourChange): string {
  return `${program} ${does}: ${before} → ${after}`;
}

/** One line for all that differs in a thing at one place. */
function differenceLines(differences: readonly Difference[]): readonly string[] {
  const keyOf = ({ about, at }: Difference): string => JSON.stringify([about, at === null ? null : placeText(at)]);
  return [...Map.groupBy(differences, keyOf).values()].map((some) => {
    const [{ about, at } = { about: '', at: null }] = some;
    const changes = some.map(({ area, field, before, after }) => {
      return `${field === null ? '' : `${field}${area === 'default' ? ': ' : ' '}`}${before ?? 'none'} → ${after ?? 'none'}`;
    });
    return `${about}: ${changes.join('; ')}${at === null ? '' : ` (${placeText(at)})`}`;
  });
}

/** Said below the sentence where a difference may have another cause. */
export const changesMoreSentence =
  'The change also changes values or objects; what differs below may come from those as well.';
