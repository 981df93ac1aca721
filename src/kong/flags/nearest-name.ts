import { editDistance } from '../../source/edit-distance.ts';

/** The one name that is at most two letters away from what is written, capitals apart; null where none or several are. */
export function nearestName(written: string, names: Iterable<string>): string | null {
  const small = written.toLowerCase();
  const near = [...names].flatMap((name) => {
    if (Math.abs(name.length - written.length) > 2) return [];
    const distance = editDistance(name.toLowerCase(), small);
    return distance > 2 ? [] : [{ name, distance }];
  });
  const least = Math.min(...near.map(({ distance }) => distance));
  const [only, second] = near.filter(({ distance }) => distance === least);
  return only === undefined || second !== undefined ? null : only.name;
}
