/** An import as the pair of files, relative to src. */
export type Import = readonly [from: string, to: string];

/**
 * The two neighbours that an import connects: sub-folders of the deepest folder that holds both files, where
 * the files directly in that folder count as one more (`kong/*`). Undefined within one neighbour.
 */
export function neighboursOf([from, to]: Import): readonly [string, string] | undefined {
  const here = from.split('/');
  const there = to.split('/');
  let depth = 0;
  while (here[depth] === there[depth] && depth < here.length - 1 && depth < there.length - 1) depth += 1;
  // Files directly in src are modules of their own.
  const own = (steps: readonly string[]): string =>
    steps.length > depth + 1 || depth === 0
      ? `${steps.slice(0, depth + 1).join('/')}${steps.length > depth + 1 ? '/' : ''}`
      : `${steps.slice(0, depth).join('/')}/*`;
  const [one, other] = [own(here), own(there)];
  return one === other ? undefined : [one, other];
}

/** Cycles among neighbouring folders, each as the folders on it; two that import each other are the shortest. */
export function folderCycles(imports: readonly Import[]): readonly string[] {
  const arrows = new Map<string, Set<string>>();
  for (const each of imports) {
    const [from, to] = neighboursOf(each) ?? [];
    if (from !== undefined && to !== undefined) arrows.set(from, (arrows.get(from) ?? new Set()).add(to));
  }
  const cycles: string[] = [];
  const done = new Set<string>();
  const walk = (folder: string, path: readonly string[]): void => {
    const start = path.indexOf(folder);
    if (start >= 0) cycles.push([...path.slice(start), folder].join(' → '));
    if (start >= 0 || done.has(folder)) return;
    for (const next of arrows.get(folder) ?? []) walk(next, [...path, folder]);
    done.add(folder);
  };
  for (const folder of arrows.keys()) walk(folder, []);
  return cycles;
}
