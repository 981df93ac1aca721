import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Where what was built and written stays for the next comparison. */
export function admissionCache(): string {
  const cache = join(tmpdir(), 'portcullis-admission');
  mkdirSync(cache, { recursive: true });
  return cache;
}

/**
 * The program that runs the API server's own code, built.
 * @throws Error that says why there is none
 */
export function builtServer(): string {
  const program = join(admissionCache(), 'server');
  try {
    execFileSync('go', ['build', '-o', program, '.'], { cwd: join(import.meta.dirname, 'server'), stdio: 'pipe' });
    return program;
  } catch (error) {
    const { code, stderr } = error as { code?: string; stderr?: Buffer };
    throw new Error(
      code === 'ENOENT'
        ? 'go is not here'
        : `go build failed, perhaps for want of the module proxy:\n${String(stderr)}`,
      { cause: error },
    );
  }
}

/** The folder with the definitions of a name, whose files are written unless they are there. */
export function definitionFolder(name: string, files: () => readonly string[]): string {
  const folder = join(admissionCache(), name.replaceAll(' ', '-'));
  if (existsSync(folder)) return folder;
  const unfinished = `${folder}.part`;
  rmSync(unfinished, { recursive: true, force: true });
  mkdirSync(unfinished, { recursive: true });
  files().forEach((text, index) => writeFileSync(join(unfinished, `${index}.yaml`), text));
  renameSync(unfinished, folder);
  return folder;
}

/** The answers of a program that reads and writes a line of JSON for each question. */
export function askedLines(program: string, questions: readonly unknown[]): readonly unknown[] {
  const input = questions.map((question) => JSON.stringify(question)).join('\n');
  const { status, stdout, stderr } = spawnSync(program, { input, maxBuffer: 1 << 30, encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr.slice(0, 2000));
  const answers = stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as unknown);
  if (answers.length !== questions.length) throw new Error(`${program} gave too few answers`);
  return answers;
}
