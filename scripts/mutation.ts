/** Which changes of a source file no test notices: `npm run mutation -- FILE…`. Not a test. */
import { writeFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { Command } from 'commander';
import { findEquivalents } from './mutation/equivalent.ts';
import { instrument, type Mutant } from './mutation/instrument.ts';
import { judge, recordAll, type Judged } from './mutation/judge.ts';
import { isLeft, lineOf, scoreOf, scoresOf, tableOf } from './mutation/report.ts';
import { startWorkers, type Workers } from './mutation/workers.ts';

interface Options {
  readonly tests: readonly string[];
  readonly atLeast?: string;
  readonly json?: string;
}

const root = join(import.meta.dirname, '..');
const program = new Command('mutation')
  .argument('<file...>', 'source files')
  .option('--tests <pattern...>', 'only these test files: globs, or parts of paths', [])
  .option('--at-least <percent>', 'exit with 1 where a file has a lower score')
  .option('--json <file>', 'write scores and what is left to a file')
  .parse();
const files = [...new Set(program.args.map((file) => relative(root, resolve(file))))];
const { tests, atLeast = '0', json } = program.opts<Options>();

/** Files are judged and told one after the other, as far as there is work for all processors. */
async function judgeAll(mutants: readonly Mutant[], workers: Workers, testFiles: readonly string[]): Promise<Judged[]> {
  const { ids, problems } = findEquivalents(mutants);
  for (const problem of problems) console.error(problem);
  console.log(`${mutants.length} mutants, ${testFiles.length} test files`);
  const recorded = await recordAll(testFiles, async (job) => await workers.run(job, 0));
  const judgeFile = async (file: string, order: number): Promise<Judged[]> => {
    const own = mutants.filter((mutant) => mutant.file === file);
    const judged = await Promise.all(
      own.map(async (mutant): Promise<Judged> => {
        if (ids.has(mutant.id)) return { ...mutant, verdict: 'equivalent' };
        return { ...mutant, verdict: await judge(mutant, recorded, async (job) => await workers.run(job, order)) };
      }),
    );
    for (const mutant of judged) if (isLeft(mutant)) console.log(lineOf(mutant));
    console.log(`${scoreOf(file, judged).score.toFixed(1)} % ${file}`);
    return judged;
  };
  return (await Promise.all(files.map(judgeFile))).flat();
}

/** Prints and writes what was found. Returns the files whose score is too low. */
function report(judged: readonly Judged[]): string[] {
  const scores = scoresOf(judged);
  console.log(`\n${tableOf(scores)}`);
  if (json !== undefined) writeFileSync(json, `${JSON.stringify({ scores, left: judged.filter(isLeft) }, null, 2)}\n`);
  return scores.filter(({ file, score }) => files.includes(file) && score < Number(atLeast)).map(({ file }) => file);
}

try {
  const { mutants, sources } = await instrument(root, files);
  const { workers, testFiles } = await startWorkers(root, sources, tests);
  const judged = await Promise.race([judgeAll(mutants, workers, testFiles), workers.failure]);
  await workers.close();
  const low = report(judged);
  for (const file of low) console.error(`${file} is below ${atLeast} %`);
  process.exit(low.length > 0 ? 1 : 0);
} catch (error) {
  console.error(`mutation: ${error instanceof Error ? error.message : String(error)}`);
  process.exit(2);
}
