import { describe, expect, test } from 'vitest';
import { readSourceFiles } from './source-files.ts';

const files = readSourceFiles();
const linesOf = (text: string): number => text.split('\n').length - 1;

describe('source files', () => {
  test('have at most 250 lines', () => {
    const long = files.filter(({ text }) => linesOf(text) > 250).map(({ file, text }) => `${file}: ${linesOf(text)}`);
    expect(long).toEqual([]);
  });

  test('are named in kebab-case, for what they hold', () => {
    const drawers = /(^|\/)(utils?|helpers?|common|manager|types|misc|base|index)(\/|\.ts$)/;
    const odd = files.map(({ file }) => file).filter((file) => !/^[a-z0-9\-/]+\.ts$/.test(file) || drawers.test(file));
    // The list of rules is the one index there is.
    expect(odd).toEqual(odd.includes('rules/index.ts') ? ['rules/index.ts'] : []);
  });

  test('hold no default export', () => {
    expect(files.filter(({ text }) => /^export default\b/m.test(text)).map(({ file }) => file)).toEqual([]);
  });
});
