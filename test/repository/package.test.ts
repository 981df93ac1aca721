import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import packageJson from '../../package.json' with { type: 'json' };

test('tests run on Node 24, the major version of production', () => {
  expect(process.versions.node).toMatch(/^24\./);
});

test('the package brings the command line, the schema and the rule pages', () => {
  expect(packageJson.bin).toEqual({ portcullis: 'dist/cli.mjs' });
  expect(packageJson.files).toEqual(expect.arrayContaining(['dist', 'schema', 'src/rules/**/*.md']));
});

test('the lockfile names no registry host', () => {
  expect(readFileSync(new URL('../../package-lock.json', import.meta.url), 'utf8')).not.toContain('"resolved": "http');
});
