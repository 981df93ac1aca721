/** Random choices that a seed repeats. */
export interface Random {
  /** From 0 up to 1. */
  readonly next: () => number;
  readonly pick: <T>(list: readonly T[]) => T;
  readonly chance: (probability: number) => boolean;
}

/** Mulberry32. */
export function randomOf(seed: number): Random {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  return {
    next,
    pick: (list) => {
      const index = Math.floor(next() * list.length);
      // What is picked may be undefined.
      for (const picked of list.slice(index, index + 1)) return picked;
      throw new Error('nothing to pick from');
    },
    chance: (probability) => next() < probability,
  };
}

/** The same choices, but that what is rare, and what is left out rarely, is so many times as frequent. */
export function withChancesTimes(random: Random, times: number): Random {
  const rare = 0.16;
  const scaled = (probability: number): number => {
    if (probability <= rare) return probability * times;
    return probability >= 1 - rare ? 1 - (1 - probability) * times : probability;
  };
  return { ...random, chance: (probability) => random.chance(scaled(probability)) };
}
