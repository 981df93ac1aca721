import { type StandardInput, unknownInput } from './input.ts';
import { pathFrom } from './run-state.ts';
import type { ShellWord } from './words.ts';

/** Programs that leave the files they are told of as they are. */
const reading =
  /^(echo|printf|cat|ls|test|\[|grep|egrep|head|tail|wc|diff|stat|git|mkdir|chmod|docker|kind|k3d|minikube|yamllint)$/;

/** Files that a script writes or changes, in order: the repository's text is not what a later command reads. */
export class WrittenFiles {
  private readonly writes = new Map<string, { readonly order: number; readonly text: StandardInput }[]>();
  /** How often a file was written so far. */
  size = 0;

  /** What stood in the file after so many writes; undefined where the script had left it alone. */
  text(path: string, before: number): StandardInput | undefined {
    return this.writes.get(normal(path))?.findLast(({ order }) => order < before)?.text;
  }

  write(path: string | null, text: StandardInput): void {
    if (path === null) return;
    const key = normal(path);
    const writes = this.writes.get(key) ?? [];
    writes.push({ order: this.size++, text });
    this.writes.set(key, writes);
  }

  /** A program that is not known may change whatever it is told of. */
  touch(words: readonly ShellWord[], program: string, directory: string | null): void {
    if (reading.test(program)) return;
    for (const { text } of words)
      if (text !== null && text.length < 500) this.write(pathFrom(directory, text), unknownInput);
  }
}

function normal(path: string): string {
  return path
    .split('/')
    .filter((segment) => segment !== '' && segment !== '.')
    .join('/');
}
