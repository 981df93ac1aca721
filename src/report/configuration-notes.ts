import { configPath } from '../config/config.ts';
import type { ConfigurationNote } from '../review/configuration-notes.ts';
import type { Review } from '../review/review.ts';

/** What of the configuration has no effect, as a sentence. */
export function configurationNote(note: ConfigurationNote): string {
  if (note.kind === 'not-read') return `${note.path} is not read; the configuration is called ${configPath}.`;
  const { setting, cluster, pattern, nearest, fitted } = note;
  const where = cluster === null ? setting : `${setting} of cluster ${cluster}`;
  const hint = nearest === null ? '' : ` The nearest is ${nearest}.`;
  return `${where}: "${pattern}" matches no path of the repository${fitted ? ' any more' : ''}.${hint}`;
}

/** The sentences of a review, in the order of the configuration. */
export function configurationNoteLines({
  configurationNotes = [],
}: Pick<Review, 'configurationNotes'>): readonly string[] {
  return configurationNotes.map(configurationNote);
}
