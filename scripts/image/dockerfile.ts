/** One instruction of a Dockerfile, with its arguments as they are written; lines that go on are one. */
export interface Step {
  readonly instruction: string;
  readonly rest: string;
}

/** What begins with one FROM. */
export interface Stage {
  /** As AS says; the last one needs none. */
  readonly name: string;
  readonly from: string;
  readonly steps: readonly Step[];
}

/** The stages of a Dockerfile, its arguments put in. Reads what ours uses, and refuses what it does not know. */
export function readStages(text: string): readonly Stage[] {
  const known = ['WORKDIR', 'COPY', 'RUN', 'ENV', 'USER', 'VOLUME', 'EXPOSE', 'CMD'];
  const variables = new Map<string, string>();
  const stages: { name: string; from: string; steps: Step[] }[] = [];
  for (const line of logicalLines(text)) {
    const [, instruction = '', written = ''] = /^([A-Z]+) (.*)$/.exec(line) ?? [];
    const rest = written.replace(/\$\{(\w+)\}/g, (_, name: string) => variables.get(name) ?? '');
    const stage = stages.at(-1);
    if (instruction === 'ARG') {
      const [name = '', value = ''] = rest.split('=', 2);
      variables.set(name, value);
    } else if (instruction === 'FROM') {
      const [from = '', , name = ''] = rest.split(' ');
      stages.push({ from, name, steps: [] });
    } else if (stage && known.includes(instruction)) stage.steps.push({ instruction, rest });
    else throw new Error(`the Dockerfile has a step that is not known here: ${line}`);
  }
  return stages;
}

function logicalLines(text: string): readonly string[] {
  return text
    .replace(/\\\n\s*/g, '')
    .split('\n')
    .filter((line) => line.trim() !== '' && !line.startsWith('#'));
}

/** Where a COPY takes from: a stage, or null for the directory that is built; and what goes where. */
export function readCopy(rest: string): {
  readonly from: string | null;
  readonly sources: string[];
  readonly to: string;
} {
  const words = rest.split(' ');
  const from = words[0]?.startsWith('--from=') ? (words.shift() ?? '').slice('--from='.length) : null;
  const to = words.pop() ?? '';
  return { from, sources: words, to };
}

/** The variables of all ENV steps. */
export function environmentOf(steps: readonly Step[]): Readonly<Record<string, string>> {
  const pairs = steps.filter(({ instruction }) => instruction === 'ENV').flatMap(({ rest }) => rest.split(' '));
  return Object.fromEntries(pairs.map((pair) => [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)]));
}
