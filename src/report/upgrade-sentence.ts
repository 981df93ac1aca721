import type { Area, Difference, Kept, NotJudged, VersionMove } from '../kong/upgrade/comparison.ts';
import type { Upgrade } from '../review/upgrades.ts';
import { counted } from './counts.ts';

/**
 * What versions that move bring about in a cluster, as one sentence: what keeps its status, what differs, and what was not
 * judged. `kong/kong 2.48.0 → 3.1.0: 14 listeners and 212 routes keep their status; …`
 */
export function upgradeSentence(upgrade: Upgrade): string {
  const { moves, listeners, routes } = upgrade;
  const parts = [
    keptText(listeners, routes),
    changedText(listeners, routes),
    servicesText(upgrade),
    ...followingTexts(moves),
    ...otherTexts(upgrade.differences),
    doubtsText(upgrade.notJudged),
    notJudgedText(upgrade.notJudged),
  ].filter((part) => part !== '');
  return `${movesText(moves)}: ${parts.join('; ')}.`;
}

/** `kong/kong 2.48.0 → 3.1.0, Kong 3.4 → 3.9`: what files state. */
function movesText(moves: readonly VersionMove[]): string {
  const stated = moves.filter(({ follows }) => !follows);
  const texts = (stated.length > 0 ? stated : moves).map(moveText);
  return [...new Set(texts)].join(', ');
}

/** `kong/kong 2.48.0 → 3.1.0`. */
export function moveText({ name, from, to }: VersionMove): string {
  return `${name} ${from ?? 'of no stated version'} → ${to ?? 'no stated version'}`;
}

const totalOf = ({ same, changed, notJudged }: Kept): number => same + changed + notJudged;

function keptText(listeners: Kept, routes: Kept): string {
  if (totalOf(listeners) + totalOf(routes) === 0)
    return "the repository has no listener or route of Kong's in this cluster";
  const judged = [
    { kept: listeners, noun: 'listener' },
    { kept: routes, noun: 'route' },
  ].filter(({ kept }) => kept.same + kept.changed > 0);
  // That none of those is judged stands at the end.
  if (judged.length === 0) return '';
  const keeping = judged.reduce((sum, { kept }) => sum + kept.same, 0);
  const texts = judged.map(({ kept: { same, changed, notJudged }, noun }) =>
    changed === 0
      ? counted(same, noun)
      : `${same} of ${counted(same + changed, notJudged > 0 ? `judged ${noun}` : noun)}`,
  );
  return `${texts.join(' and ')} ${keeping === 1 ? 'keeps its' : 'keep their'} status`;
}

function changedText(listeners: Kept, routes: Kept): string {
  const texts = [
    listeners.changed > 0 ? counted(listeners.changed, 'listener') : '',
    routes.changed > 0 ? counted(routes.changed, 'route') : '',
  ].filter((text) => text !== '');
  if (texts.length === 0) return '';
  return `${texts.join(' and ')} ${listeners.changed + routes.changed === 1 ? 'changes' : 'change'}`;
}

/** Only charts make Services and listens of other versions. */
function servicesText({ moves, services, differences, notJudged }: Upgrade): string {
  const things = subjects(differences, 'service').size;
  const listens = subjects(differences, 'listen').size;
  // A Kong that comes or goes brings or takes its listens.
  const isAnother = differences.some(({ area, field }) => area === 'kong' && field === null);
  if (things + listens > 0 || isAnother) {
    const changes = [
      things > 0 ? `${counted(things, 'Service')} ${things === 1 ? 'changes' : 'change'}` : 'Service ports unchanged',
      listens > 0 ? 'listens of Kong change' : isAnother ? '' : 'listens unchanged',
    ];
    return changes.filter((change) => change !== '').join(' and ');
  }
  if (totalOf(services) === 0 || !moves.some(({ program }) => program === 'chart')) return '';
  const isCertain = notJudged.every(({ what }) => !castsDoubt.has(what));
  return isCertain ? 'Service ports and listens unchanged' : 'no difference seen in Service ports and listens';
}

const castsDoubt: ReadonlySet<NotJudged['what']> = new Set(['version', 'release', 'setting']);

function subjects(differences: readonly Difference[], area: Area): ReadonlySet<string> {
  return new Set(differences.filter((each) => each.area === area).map(({ about }) => about));
}

const images: Partial<Readonly<Record<VersionMove['program'], string>>> = {
  kic: "the controller's image",
  kong: "Kong's image",
  operator: "the operator's image",
};

/** Images that come with a chart. */
function followingTexts(moves: readonly VersionMove[]): readonly string[] {
  const following = moves.filter(({ follows }) => follows);
  if (following.length === moves.length) return [];
  const texts = following.map(({ program, name, from, to }) => {
    return `${images[program] ?? name} goes from ${from ?? 'none'} to ${to ?? 'none'}`;
  });
  return [...new Set(texts)];
}

/** What else differs, each kind counted: the list below names them. */
function otherTexts(differences: readonly Difference[]): readonly string[] {
  const count = (area: Area, effect?: Difference['effect']): number =>
    differences.filter((each) => each.area === area && (effect === undefined || each.effect === effect)).length;
  const wholesOf = (area: Area): number =>
    differences.filter((each) => each.area === area && each.field === null).length;
  const wholes = wholesOf('controller') + wholesOf('kong');
  const objects = new Set(
    differences.filter(({ area, effect }) => area === 'object' && effect === 'breaks').map(({ about }) => about),
  ).size;
  const told: readonly (readonly [number, (n: number) => string])[] = [
    [count('start', 'breaks'), () => 'a controller no longer starts'],
    [
      count('values', 'breaks'),
      (n) =>
        `${counted(n, 'setting')} of the values no longer ${n === 1 ? 'does' : 'do'} what ${n === 1 ? 'it' : 'they'} did`,
    ],
    [count('default'), (n) => `${counted(n, 'default')} of the chart ${differ(n)}`],
    [wholes, (n) => `${counted(n, 'container')} ${n === 1 ? 'comes or goes' : 'come or go'}`],
    [count('controller') - wholesOf('controller'), (n) => `${counted(n, 'setting')} of the controller ${differ(n)}`],
    [count('kong') - wholesOf('kong'), (n) => `${counted(n, 'setting')} of Kong ${differ(n)}`],
    [count('feature-gate'), (n) => `${counted(n, 'feature gate')} ${differ(n)}`],
    [count('gateway'), (n) => `${counted(n, 'condition')} of Gateways ${differ(n)}`],
    [subjects(differences, 'traffic').size, (n) => `what Kong gets of ${counted(n, 'route')} differs`],
    [count('plugin'), (n) => `${counted(n, 'default')} of plugins ${differ(n)}`],
    [count('refusal', 'breaks'), (n) => `Kong begins to refuse ${counted(n, 'thing')}`],
    [objects, (n) => `the API server begins to refuse or change ${counted(n, 'object')}`],
    [count('object-default'), (n) => `${counted(n, 'default')} of objects ${differ(n)}`],
    [count('annotation'), (n) => `${counted(n, 'annotation')} ${differ(n)} in effect`],
  ];
  return told.filter(([n]) => n > 0).map(([n, text]) => text(n));
}

const differ = (n: number): string => (n === 1 ? 'differs' : 'differ');

const nouns: Readonly<Record<NotJudged['what'], string>> = {
  version: 'version',
  release: 'release or Service',
  setting: 'setting',
  listener: 'listener',
  route: 'route',
  traffic: 'route as Kong gets it',
  ingress: 'Ingress as Kong gets it',
  refusal: 'plugin',
  object: 'object that the API server has something against',
  source: 'file or chart that is not looked at',
};

const plurals: Partial<Readonly<Record<NotJudged['what'], string>>> = {
  release: 'releases or Services',
  source: 'files or charts that are not looked at',
  traffic: 'routes as Kong gets them',
  object: 'objects that the API server has something against',
  ingress: 'Ingresses as Kong gets them',
};

/** `not judged: 2 listeners, 3 plugins`; the reasons stand below. */
function notJudgedText(all: readonly NotJudged[]): string {
  const counts = new Map<NotJudged['what'], number>();
  for (const { what, count } of all) if (what !== 'version') counts.set(what, (counts.get(what) ?? 0) + count);
  const texts = [...counts].map(([what, count]) =>
    count > 1 && plurals[what] !== undefined ? `${count} ${plurals[what]}` : counted(count, nouns[what]),
  );
  return texts.length === 0 ? '' : `not judged: ${texts.join(', ')}`;
}

/** What is not known of a version stands in the sentence itself: all else that it says hangs on that. */
function doubtsText(all: readonly NotJudged[]): string {
  const reasons = all.flatMap(({ what, reasons: each }) => (what === 'version' ? each : []));
  return reasons.length === 0 ? '' : `not certain, because ${reasons.join(' and ')}`;
}

/** What a reason is about, for the list of reasons. */
export function notJudgedTitle({ what, count }: NotJudged): string {
  return count > 1 && plurals[what] !== undefined ? `${count} ${plurals[what]}` : counted(count, nouns[what]);
}
