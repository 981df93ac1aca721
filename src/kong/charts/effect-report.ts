import type { Entry } from '../../source/node.ts';
import type { ChartRender } from '../model/workload.ts';

export type Effect = ChartRender['withoutEffect'][number];

/** Reports a setting of the user by its path in the values of the release and the entry that holds it. */
export type Report = (path: readonly (string | number)[], entry: Entry, message: string) => void;
