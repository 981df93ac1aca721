import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import packageJson from '../../package.json' with { type: 'json' };

test('tests run on Node 24, the major version of production', () => {
  expect(process.versions.node).toMatch(/^24\./);
});

test('the checkout is not what is published', () => {
  expect(packageJson).toMatchObject({ private: true, bin: { portcullis: 'dist/cli.mjs' } });
});

test('the lockfile names no registry host', () => {
  expect(readFileSync(new URL('../../package-lock.json', import.meta.url), 'utf8')).not.toContain('"resolved": "http');
});
