import { idOf, LoadedSources, type Blob } from './loaded-sources.ts';
import { OverlaidSources } from './overlaid-sources.ts';
import { parseYaml } from './parse.ts';
import { SharedStrings } from './shared-strings.ts';
import type { Sources } from './sources.ts';

/** Sources in memory, from texts by path. Equal texts have equal ids. */
export function sourcesOf(files: Readonly<Record<string, string>>): Sources {
  const blobs = Object.entries(files).map(([path, text]): [string, Blob] => [path, { oid: idOf(text), text }]);
  const strings = new SharedStrings();
  return new LoadedSources(new Map(blobs), (path, _oid, text) => parseYaml(path, text, strings));
}

/** The same sources with the text of one file replaced or added; every other file stays shared. */
export function withText(sources: Sources, path: string, text: string): Sources {
  return new OverlaidSources(sources, path, text);
}
