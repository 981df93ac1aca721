import { withSession as within, type Session } from '../session/reviewer.ts';
import type { Io } from './io.ts';

/** Works with a session for one review, and ends it. The time of the command is the time of all its steps. */
export async function withSession<T>(
  { reviewer, milliseconds }: Io,
  work: (session: Session, timeLeft: () => number) => Promise<T>,
): Promise<T> {
  const end = performance.now() + milliseconds;
  const timeLeft = (): number => end - performance.now();
  return await within(reviewer, timeLeft, async (session) => await work(session, timeLeft));
}
