import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, onTestFinished, test } from 'vitest';
import { compiledBeside, compiledModule, runCompiled } from '../../src/threads/compiled.ts';

/** Says that it ran by changing a file beside itself. V8 takes from its memory what one process compiles twice: no two are the same. */
const textOf = (which: number): string =>
  `function late() { require('node:fs').writeFileSync(require.resolve('./ran.txt'), 'yes ${which}'); }\nlate();\n`;

function moduleOf(which: number): { module: URL; ran: () => string } {
  const folder = mkdtempSync(join(tmpdir(), 'portcullis-test-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  writeFileSync(join(folder, 'ran.txt'), 'no');
  writeFileSync(join(folder, 'module.cjs'), textOf(which));
  return {
    module: pathToFileURL(join(folder, 'module.cjs')),
    ran: () => readFileSync(join(folder, 'ran.txt'), 'utf8'),
  };
}

function compiled(which: number): Buffer {
  const folder = mkdtempSync(join(tmpdir(), 'portcullis-test-'));
  try {
    const module = join(folder, 'module.cjs');
    writeFileSync(module, textOf(which));
    return compiledModule(pathToFileURL(module)).script.createCachedData();
  } finally {
    rmSync(folder, { recursive: true });
  }
}

describe('a module that was compiled ahead', () => {
  test('runs', () => {
    const { module, ran } = moduleOf(1);
    writeFileSync(compiledBeside(module), compiled(1));
    expect([runCompiled(module), ran()]).toEqual([true, 'yes 1']);
  });

  test('does not run where nothing was compiled', () => {
    const { module, ran } = moduleOf(2);
    expect([runCompiled(module), ran()]).toEqual([false, 'no']);
  });

  test.each([
    ['by another V8', 3, compiled(4).fill(0, 0, 16)],
    ['and cut off', 5, compiled(6).subarray(0, 40)],
    ['from another text', 7, compiled(88)],
  ])('does not run where it was compiled %s', (_, which, bytes) => {
    const { module, ran } = moduleOf(which);
    writeFileSync(compiledBeside(module), bytes);
    expect([runCompiled(module), ran()]).toEqual([false, 'no']);
  });
});
