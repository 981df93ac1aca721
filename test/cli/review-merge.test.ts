import { describe, expect, test } from 'vitest';
import { brokenTree, soundTree } from './example-tree.ts';
import { git, repositoryOf, runCli, writeFiles } from './run-cli.ts';

type Files = Readonly<Record<string, string>>;

const values = (port: number): string =>
  (soundTree['prod/kong.yaml'] ?? '').replace(
    'type: LoadBalancer\n',
    `type: LoadBalancer\n        http:\n          servicePort: ${port}\n`,
  );
const gateway = (port: number): string =>
  (soundTree['prod/gateway.yaml'] ?? '').replace('port: 80\n', `port: ${port}\n`);

/** `change` leaves `main`, which moves on afterwards; the folder stands at `change`. */
function parted(base: Files, main: Files, change: Files): { readonly folder: string; readonly tip: string } {
  const folder = repositoryOf(base);
  const commitTo = (branch: string, files: Files): void => {
    git(folder, 'switch', branch);
    writeFiles(folder, files);
    git(folder, 'add', '.');
    git(folder, 'commit', '-m', branch);
  };
  git(folder, 'branch', 'change');
  commitTo('main', main);
  commitTo('change', change);
  return { folder, tip: git(folder, 'rev-parse', 'main').trim() };
}

const on8080 = { ...soundTree, 'prod/kong.yaml': values(8080), 'prod/gateway.yaml': gateway(8080) };

describe('review --merge', () => {
  test('judges what main has gained since', async () => {
    const { folder, tip } = parted(
      soundTree,
      { 'prod/kong.yaml': values(8080) },
      { 'prod/gateway.yaml': gateway(8080) },
    );
    expect((await runCli(['review', '--head', 'change'], folder)).exitCode).toBe(1);
    const { exitCode, stdout } = await runCli(['review', '--head', 'change', '--merge'], folder);
    expect(exitCode).toBe(0);
    expect(stdout.split('\n')[0]).toMatch(
      new RegExp(`^Compared main \\(${tip.slice(0, 12)}\\) with the merge of change \\([0-9a-f]{12}\\) into it\\.$`),
    );
  });

  test('judges what main has lost since, in the work tree too', async () => {
    const { folder } = parted(
      { ...soundTree, 'prod/kong.yaml': values(8080) },
      { 'prod/kong.yaml': values(80) },
      { 'readme.md': 'x' },
    );
    writeFiles(folder, { 'prod/gateway.yaml': gateway(8080) });
    expect((await runCli(['review'], folder)).exitCode).toBe(0);
    const { exitCode, stdout } = await runCli(['review', '--merge'], folder);
    expect(exitCode).toBe(1);
    expect(stdout).toMatch(/^Compared main \([0-9a-f]{12}\) with the merge of the working tree into it\.\n/);
    expect(stdout).toContain('\nprod/gateway.yaml:10:13  error  listener-port-unavailable\n');
  });

  test('shows lines as the change has them', async () => {
    const above = (text: string): string => `# one\n# two\n${text}`;
    const { folder } = parted(
      soundTree,
      {
        'prod/gateway.yaml': above(soundTree['prod/gateway.yaml'] ?? ''),
        'prod/kong.yaml': above(soundTree['prod/kong.yaml'] ?? ''),
      },
      { 'prod/gateway.yaml': brokenTree['prod/gateway.yaml'] ?? '' },
    );
    const { stdout } = await runCli(['review', '--head', 'change', '--merge'], folder);
    expect(stdout).toContain('(kong/ingress 0.24.0, values: prod/kong.yaml:16)');
    expect(stdout).toContain('\nprod/gateway.yaml:13:13  error  listener-port-unavailable\n');
    expect(stdout).toContain('13 │       port: 8080\n');
  });

  test('shows what stood on main by its line there', async () => {
    const lost = (brokenTree['prod/gateway.yaml'] ?? '').replace('  listeners:', '  # one more line\n  listeners:');
    const { folder } = parted(
      soundTree,
      { 'prod/gateway.yaml': lost },
      { 'prod/class.yaml': `${soundTree['prod/class.yaml']}# x\n` },
    );
    const { exitCode, stdout } = await runCli(['review', '--head', 'change', '--merge'], folder);
    expect(exitCode).toBe(0);
    expect(stdout).toContain(
      'existing before this change:\n  prod/gateway.yaml:14:13 (on the base branch)  error  listener-port-unavailable',
    );
    const { stdout: json } = await runCli(['review', '--head', 'change', '--merge', '--format', 'json'], folder);
    expect(JSON.parse(json)).toMatchObject({ findings: [{ line: 14, side: 'base', status: 'existing' }] });
  });

  test('shows what a change clashes with although only main has it', async () => {
    const other = (name: string): string =>
      (soundTree['prod/gateway.yaml'] ?? '').replace('name: edge', `name: ${name}`);
    const { folder } = parted(
      { ...soundTree, 'prod/gateway.yaml': '' },
      { 'prod/theirs.yaml': other('theirs') },
      { 'prod/ours.yaml': other('ours') },
    );
    const { exitCode, stdout } = await runCli(['review', '--head', 'change', '--merge'], folder);
    expect(exitCode).toBe(1);
    expect(stdout).toMatch(/\nprod\/ours\.yaml:\d+:\d+ {2}error {2}several-gateways-per-controller\n/);
    expect(stdout).toMatch(/\nsee: prod\/theirs\.yaml:4:9 \(on the base branch\) {2}.*\n {2}4 │ {3}name: theirs\n/);
  });

  test('heeds a suppression of the change on a line that main has moved', async () => {
    const silenced = (brokenTree['prod/gateway.yaml'] ?? '').replace(
      'port: 8080',
      'port: 8080 # portcullis-ignore listener-port-unavailable: it is opened by hand',
    );
    const { folder } = parted(
      soundTree,
      { 'prod/gateway.yaml': `# one\n${soundTree['prod/gateway.yaml'] ?? ''}` },
      { 'prod/gateway.yaml': silenced },
    );
    const { exitCode, stdout } = await runCli(['review', '--head', 'change', '--merge'], folder);
    expect(exitCode).toBe(0);
    expect(stdout).toContain('No findings');
  });

  test('takes the change itself where it holds the tip of main', async () => {
    const folder = repositoryOf(soundTree);
    writeFiles(folder, brokenTree);
    const { exitCode, stdout } = await runCli(['review', '--merge', '--format', 'json'], folder);
    expect(exitCode).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({ comparison: 'merge', head: null, notMerged: null });
  });

  describe('where git cannot merge', () => {
    const conflicting = (): ReturnType<typeof parted> =>
      parted(soundTree, { 'prod/gateway.yaml': gateway(81) }, { 'prod/gateway.yaml': gateway(8080), 'b.yaml': '' });

    test('compares the merge base, says so and names the files', async () => {
      const { folder, tip } = conflicting();
      const { exitCode, stdout, stderr } = await runCli(['review', '--head', 'change', '--merge'], folder);
      expect(exitCode).toBe(1);
      expect(stdout.split('\n')[0]).toMatch(
        /^Compared change \([0-9a-f]{12}\) with the merge base with main \([0-9a-f]{12}\)\. /,
      );
      expect(stdout.split('\n')[0]).toContain(
        `change conflicts with main (${tip.slice(0, 12)}), so what the base branch has gained since is not judged.`,
      );
      expect(stderr).toBe('portcullis: git cannot merge prod/gateway.yaml; the merge base is compared instead.\n');
    });

    test.each<[format: string, shows: (tip: string) => string]>([
      ['json', (tip) => `"comparison": "merge-base",\n  "notMerged": {\n    "cause": "conflict",\n    "tip": "${tip}"`],
      ['sarif', (tip) => `"cause": "conflict",\n          "tip": "${tip}"`],
      ['junit', (tip) => `<property name="not merged" value="conflict"/>\n      <property name="tip" value="${tip}"/>`],
      ['github', (tip) => `change conflicts with main (${tip.slice(0, 12)})`],
      ['markdown', (tip) => `\`change\` conflicts with \`main\` (\`${tip.slice(0, 12)}\`)`],
      ['html', (tip) => `conflicts with <code>main</code> (<code>${tip.slice(0, 12)}</code>)`],
    ])('in %s', async (format, shows) => {
      const { folder, tip } = conflicting();
      const { stdout } = await runCli(['review', '--head', 'change', '--merge', '--format', format], folder);
      expect(stdout).toContain(shows(tip));
    });
  });

  test.each([['--exact'], ['--pr=acme/infra#1']])('has no meaning with %s', async (option) => {
    const { exitCode, stderr } = await runCli(['review', '--merge', option], repositoryOf(on8080));
    expect(exitCode).toBe(2);
    expect(stderr).toContain('cannot be used with');
  });
});
