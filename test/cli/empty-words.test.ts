import { readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { soundTree } from './example-tree.ts';
import { folderOf, runCli } from './run-cli.ts';

/** What a variable that is not set leaves of a call. */
test.each([
  [['check', ''], '"check" was given an empty word; leave it out, or say what is meant.'],
  [['map', ''], '"map" was given an empty word; leave it out, or say what is meant.'],
  [['init', ''], '"init" was given an empty word; leave it out, or say what is meant.'],
  [['config', ''], '"config" was given an empty word; leave it out, or say what is meant.'],
  [
    ['values', 'a.yaml', '', '--chart', 'kong/kong'],
    '"values" was given an empty word; leave it out, or say what is meant.',
  ],
  [['explain', ''], '"explain" was given an empty word; leave it out, or say what is meant.'],
  [['review', '--base', ''], '--base is empty; leave it out, or say what is meant.'],
  [['check', '--config', ''], '--config is empty; leave it out, or say what is meant.'],
  [['check', '--inventory', ''], '--inventory is empty; leave it out, or say what is meant.'],
  [['check', '--baseline', ''], '--baseline is empty; leave it out, or say what is meant.'],
  [['check', '--rule', ''], '--rule is empty; leave it out, or say what is meant.'],
  [['check', '--output', ''], '--output is empty; leave it out, or say what is meant.'],
  [['check', '--output', 'json='], '--output "json=" names no file.'],
  [['upgrade', '--cluster', ''], '--cluster is empty; leave it out, or say what is meant.'],
])('%j is refused', async (argv, message) => {
  const folder = folderOf(soundTree);
  const before = readdirSync(folder);
  expect(await runCli(argv, folder)).toMatchObject({ exitCode: 2, stdout: '', stderr: `portcullis: ${message}\n` });
  expect(readdirSync(folder)).toEqual(before);
});
