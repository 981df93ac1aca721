import type { PrintInput } from '../session/operations.ts';
import type { Session } from '../session/reviewer.ts';
import type { Io } from './io.ts';
import type { FindingOptions } from './options.ts';
import { screenOf, write } from './output.ts';
import { version } from './version.ts';

/**
 * What was reviewed in a session, in every format that is asked for.
 * @param ready called once all of it is printed, and nothing is written yet
 */
export async function writeReports(
  session: Session,
  about: Pick<PrintInput, 'what' | 'states' | 'revision'>,
  { options, io, ready }: { readonly options: FindingOptions; readonly io: Io; readonly ready: () => void },
): Promise<void> {
  const { format, output, also = [] } = options;
  const reports: { readonly text: string; readonly own: FindingOptions }[] = [];
  for (const each of [...also, { format, file: output ?? '-' }]) {
    const own = { ...options, format: each.format, output: each.file };
    const text = await session.ask('print', { ...about, format: each.format, version, ...screenOf(own, io) });
    reports.push({ text, own });
  }
  ready();
  for (const { text, own } of reports) write(text, own, io);
}
