import type { EnvValue } from '../model/env-value.ts';
import type { Container, Workload } from '../model/workload.ts';
import { notJudged, pairsOf, without, type Area, type Compared, type Difference, type Pair } from './comparison.ts';

/** A container together with the workload that it is part of. */
export interface Placed {
  readonly workload: Workload;
  readonly container: Container;
}

/** Everything that runs something of Kong's. */
export function containersOf(workloads: readonly Workload[]): readonly Placed[] {
  return workloads.flatMap((workload) => workload.containers.map((container) => ({ workload, container })));
}

export const keyOfContainer = ({ workload, container }: Placed): string => `${workload.id} ${container.role}`;

const programs: Readonly<Record<Container['role'], string>> = {
  proxy: 'Kong',
  'ingress-controller': 'controller',
  operator: 'Kong Operator',
};

const titleOf = ({ workload, container }: Placed): string => `${programs[container.role]} ${workload.id}`;

/** Variables by which Kong is told where to listen. */
const listenVariable = /^KONG_(?:[A-Z_]+_LISTEN|PORT_MAPS)$/;

function areaOf({ container }: Placed, variable: string): Area {
  if (container.role !== 'proxy') return 'controller';
  return listenVariable.test(variable) ? 'listen' : 'kong';
}

/** What becomes of the environments and arguments of Kong, its controllers and Kong Operator. */
export function compareContainers(before: readonly Workload[], after: readonly Workload[]): Compared {
  const [old, now] = [containersOf(before), containersOf(after)];
  const pairs = pairsOf(old, now, keyOfContainer);
  const environments = pairs.map(compareEnvironment);
  return {
    differences: [
      ...without(old, now, keyOfContainer).map((placed) => whole(placed, true)),
      ...without(now, old, keyOfContainer).map((placed) => whole(placed, false)),
      ...environments.flatMap(({ differences }) => differences),
      ...pairs.flatMap(compareArguments),
    ],
    notJudged: environments.flatMap((each) => each.notJudged),
  };
}

function whole(placed: Placed, isGone: boolean): Difference {
  const image = placed.container.image?.value ?? 'an image that is not known';
  return {
    area: placed.container.role === 'proxy' ? 'kong' : 'controller',
    about: titleOf(placed),
    field: null,
    before: isGone ? image : null,
    after: isGone ? null : image,
    effect: 'changes',
    at: placed.workload.at,
  };
}

function compareEnvironment({ before, after }: Pair<Placed>): Compared {
  const [old, now] = [before.container.env, after.container.env];
  const names = [...new Set([...old.keys(), ...now.keys()])];
  // What comes from elsewhere in both, for one reason, comes from there as before.
  const open = names.filter((name) => {
    const [was, is] = [old.get(name), now.get(name)];
    if (was?.kind === 'unknown' && is?.kind === 'unknown') return was.reason !== is.reason;
    return was?.kind === 'unknown' || is?.kind === 'unknown';
  });
  return {
    differences: names.flatMap((name): readonly Difference[] => {
      const [was, is] = [textOf(old.get(name)), textOf(now.get(name))];
      if (open.includes(name) || was === is) return [];
      const at = now.get(name)?.at ?? after.workload.at;
      const area = areaOf(after, name);
      return [{ area, about: titleOf(after), field: name, before: was, after: is, effect: 'changes', at }];
    }),
    // Where a release is not known in full, that is told of the release.
    notJudged: notJudged(
      'setting',
      (isHidden(before) || isHidden(after) ? [] : open).map(
        (name) => `${name} of ${titleOf(after)} is not in the repository`,
      ),
    ),
  };
}

/** Whether nothing of its environment is known. */
function isHidden({ container: { env } }: Placed): boolean {
  return env.size > 0 && [...env.values()].every(({ kind }) => kind === 'unknown');
}

function textOf(value: EnvValue | undefined): string | null {
  return value?.kind === 'value' ? value.value : null;
}

function compareArguments({ before, after }: Pair<Placed>): readonly Difference[] {
  const text = ({ container }: Placed): string => container.args.map(({ value }) => value).join(' ');
  if (text(before) === text(after)) return [];
  const at = after.container.args[0]?.at ?? after.workload.at;
  const area: Area = after.container.role === 'proxy' ? 'kong' : 'controller';
  const [was, is] = [text(before) || null, text(after) || null];
  return [{ area, about: titleOf(after), field: 'arguments', before: was, after: is, effect: 'changes', at }];
}
