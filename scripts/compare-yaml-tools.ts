/**
 * Runs the libraries of kubectl, kustomize, Helm, Argo CD and Flux on texts that they may read differently, holds the
 * reading of `src/source/` against them, and writes docs/yaml.md: `npm run compare:yaml`. Needs Go and, the first time,
 * its module proxy. Where one of them reads a text, it is read here in the same way, or not at all; what is called a
 * fault here is refused by all.
 */
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { cases } from './yaml-tools/cases.ts';
import { cell, notKnown, own, ownText, shown, type Own } from './yaml-tools/reading.ts';

const folder = `${import.meta.dirname}/yaml-tools`;
const page = `${import.meta.dirname}/../docs/yaml.md`;

type Answer =
  { readonly refused: string } | { readonly objects: readonly (Readonly<Record<string, unknown>> | null)[] };
type Answers = Readonly<Record<string, Answer>>;

/** The columns: a tool, and the modules that its answer comes from. */
const tools: readonly (readonly [key: string, title: string, modules: readonly string[]])[] = [
  ['kubectl', 'kubectl', ['k8s.io/cli-runtime', 'k8s.io/apimachinery', 'sigs.k8s.io/yaml']],
  ['kustomize', 'kustomize', ['sigs.k8s.io/kustomize/api', 'sigs.k8s.io/kustomize/kyaml']],
  ['helm', 'Helm, templates', ['helm.sh/helm/v4', 'k8s.io/cli-runtime']],
  ['values', 'Helm, values', ['helm.sh/helm/v4', 'sigs.k8s.io/yaml']],
  ['argo-cd', 'Argo CD', ['github.com/TomOnTime/utfutil', 'k8s.io/apimachinery']],
  ['flux', 'Flux', ['github.com/fluxcd/pkg/kustomize', 'github.com/fluxcd/pkg/ssa', 'sigs.k8s.io/kustomize/api']],
];

function ask(): { readonly versions: Readonly<Record<string, string>>; readonly answers: readonly Answers[] } {
  if (spawnSync('go', ['version']).status !== 0)
    throw new Error('Go is not installed, so nothing was compared and nothing was written');
  const input = cases.map(({ bytes }) => `${Buffer.from(bytes).toString('base64')}\n`).join('');
  const options = { cwd: folder, input, encoding: 'utf8', maxBuffer: 2 ** 28 } as const;
  const { status, stdout, stderr } = spawnSync('go', ['run', '.'], options);
  if (status !== 0) throw new Error(`the program in ${folder} does not run, so nothing was compared\n${stderr}`);
  const [versions = '{}', ...lines] = stdout.trimEnd().split('\n');
  return {
    versions: JSON.parse(versions) as Readonly<Record<string, string>>,
    answers: lines.map((line) => JSON.parse(line) as Answers),
  };
}

/** What the tool is thought to read: Helm nothing behind the first value between two `---`, Flux what kustomize builds. */
function expectedOf(key: string, { objects, first, built: made }: Extract<Own, { readonly objects: unknown }>) {
  return key === 'kustomize' || key === 'flux' ? (made ?? []) : key === 'helm' ? first : objects;
}

/** Where what is read here is not what a tool reads, or a fault is told that a tool does not find. */
function differences(mine: Own, answers: Answers): readonly string[] {
  if ('unread' in mine) return [];
  return tools.flatMap(([key, title]) => {
    const answer = answers[key];
    if (key === 'values' || answer === undefined || 'refused' in answer) return [];
    if ('fault' in mine) return [`${title} reads it, and it is called a fault here`];
    const expected = shown(expectedOf(key, mine));
    const theirs = shown(answer.objects);
    return theirs === expected || expected === notKnown ? [] : [`${title} reads ${theirs}, and here it is ${expected}`];
  });
}

const { versions, answers } = ask();
const wrong: string[] = [];
const rows = cases.map((each, index) => {
  const theirs = answers[index] ?? {};
  const mine = own(each);
  wrong.push(...differences(mine, theirs).map((difference) => `${each.what}: ${difference}`));
  const cells = tools.map(([key]) => {
    const answer = theirs[key];
    return answer === undefined ? '–' : 'refused' in answer ? 'refused' : shown(answer.objects);
  });
  return `| ${[each.what, ...[...cells, ownText(mine)].map(cell)].join(' | ')} |`;
});
const version = (module: string): string => `${module} ${versions[module] ?? '?'}`;
writeFileSync(
  page,
  `# How tools read YAML

What the libraries of the tools make of texts that they may read differently, and what is made of them here. \`npm run compare:yaml\` ran them and wrote this page. Each column names what was run:

${tools.map(([, title, modules]) => `- ${title}: ${modules.map(version).join(', ')}`).join('\n')}

A cell shows \`data\` of each object that is read; "refused" means that the whole text is. "Not read" is never a success: the path stands in the list of what was not read. A text that tools read differently is not read here, or the difference counts where the tool that applies the file is known: what kustomize leaves out behind the first document of a stretch, a merge key, a key that stands twice.

| Text | ${tools.map(([, title, [module = '']]) => `${title}: ${version(module)}`).join(' | ')} | Here |
| --- | ${tools.map(() => '---').join(' | ')} | --- |
${rows.join('\n')}
`,
);
for (const line of wrong) console.log(line);
console.log(`${String(cases.length)} texts, ${String(wrong.length)} differences`);
process.exitCode = wrong.length === 0 ? 0 : 1;
