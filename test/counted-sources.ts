import { sourcesOf } from '../src/source/memory-sources.ts';
import type { Sources } from '../src/source/sources.ts';

/** Files in memory that count how often one is asked for: what a bound on work is measured by, however busy the machine is. */
export function countedSources(files: Readonly<Record<string, string>>): {
  readonly sources: Sources;
  reads(): number;
} {
  const sources = sourcesOf(files);
  const file = sources.file.bind(sources);
  let reads = 0;
  const counting = (path: string): ReturnType<Sources['file']> => {
    reads += 1;
    return file(path);
  };
  return { sources: Object.assign(sources, { file: counting }), reads: () => reads };
}
