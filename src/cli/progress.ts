import type { Io } from './io.ts';

/** Says what is being done once it takes longer than a second, to a person only. */
export interface Progress {
  stage(doing: string): void;
  done(): void;
}

const patience = 1000;
const eraseLine = '\r\u001B[2K';

export function startProgress(io: Io): Progress {
  if (!io.errIsTerminal) return { stage: () => {}, done: () => {} };
  let doing = '';
  let visible = false;
  const show = (): void => {
    visible = true;
    io.err(`${eraseLine}portcullis: ${doing} …`);
  };
  const began = performance.now();
  const timer = setTimeout(show, patience);
  return {
    stage: (next) => {
      doing = next;
      // A review is one synchronous piece of work in which no timer fires, so its stages look at the clock themselves.
      if (performance.now() - began > patience) show();
    },
    done: () => {
      clearTimeout(timer);
      if (visible) io.err(eraseLine);
      visible = false;
    },
  };
}
