import { expect, test } from 'vitest';
import { folderOf, runCli } from './run-cli.ts';

/** What the logs of CI services take for orders, and what steers terminals. Pipelines pass names of branches and files on. */
const orders = [
  '##[error]x',
  '##vso[task.setvariable variable=a]b',
  '::stop-commands::q',
  'a\n::error::x',
  'section_start:1560896352:a[collapsed=true]\r\u001b[0Kx',
  "##teamcity[testStarted name='a']",
  '\u001b]8;;https://example.com\u0007x\u001b]8;;\u0007',
  '\u009b31mx',
  'a\u2028::error::x',
];

const calls: Readonly<Record<string, (order: string, directory: string) => readonly string[]>> = {
  'a command that there is not': (order) => [order],
  'help for it': (order) => ['help', order],
  'a folder': (order) => ['check', order],
  'an option': (order, directory) => ['check', directory, `--${order}`],
  'a format': (order, directory) => ['check', directory, '--format', order],
  'a rule': (order, directory) => ['check', directory, '--rule', order],
  'a file to write': (order, directory) => ['check', directory, '--output', `${order}/x`],
  'a baseline': (order, directory) => ['check', directory, '--baseline', order],
  'a configuration': (order, directory) => ['check', directory, '--config', order],
  'an inventory': (order, directory) => ['check', directory, '--inventory', order],
  'a base': (order, directory) => ['review', directory, '--base', order],
  'a pull request': (order) => ['review', '--pr', order],
  'something to explain': (order) => ['explain', order],
};

test.each(Object.entries(calls))('%s that is an order to a runner stays text', async (_, call) => {
  const directory = folderOf({ 'a.yaml': 'a: 1\n' });
  for (const order of orders) {
    const { stdout, stderr } = await runCli(call(order, directory), directory);
    const shown = `${stdout}\n${stderr}`;
    expect(shown).not.toMatch(/(?![\t\n])[\p{Cc}\u2028\u2029]/u);
    expect(shown).not.toMatch(/^\s*::|##\w*\[/m);
  }
});
