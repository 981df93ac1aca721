import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const root = join(import.meta.dirname, '../..');
const copy = mkdtempSync(join(tmpdir(), 'portcullis-new-rule-'));

const newRule = (id: string): { status: number | null; stderr: string } =>
  spawnSync(process.execPath, ['scripts/new-rule.ts', id], { cwd: copy, encoding: 'utf8' });

const written = (path: string): string => readFileSync(join(copy, path), 'utf8');

beforeAll(() => {
  for (const path of ['scripts', 'src/rules']) cpSync(join(root, path), join(copy, path), { recursive: true });
  mkdirSync(join(copy, 'test/rules'), { recursive: true });
});
afterAll(() => rmSync(copy, { recursive: true, force: true }));

describe('npm run new-rule', () => {
  test('writes rule, page and test, and enters the rule in the list', () => {
    expect(newRule('listener/listener-too-blue')).toMatchObject({ status: 0, stderr: '' });
    expect(written('src/rules/listener/listener-too-blue.ts')).toContain(
      "export const listenerTooBlue: Rule = {\n  id: 'listener-too-blue',",
    );
    expect(written('src/rules/listener/listener-too-blue.ts')).toContain(
      "import type { Rule } from '../model/rule.ts';",
    );
    expect(written('src/rules/listener/listener-too-blue.md')).toMatch(/^# RULE TITLE/);
    expect(written('test/rules/listener/listener-too-blue.test.ts')).toContain("from '../rule-cases.ts'");
    expect(written('src/rules/index.ts')).toContain(
      "import { listenerTooBlue } from './listener/listener-too-blue.ts';\n",
    );
    expect(written('src/rules/index.ts')).toMatch(/ {2}listenerTooBlue,\n\];\n$/);
  });

  test.each([
    ['a name that is taken', 'listener/listener-conflict', 'src/rules/listener/listener-conflict.ts exists'],
    ['a name that is not kebab-case', 'listener/ListenerBlue', 'usage: npm run new-rule <subject>/<id>'],
    ['a folder that holds no rules', 'wording/listener-blue', 'a rule speaks of one of: '],
    ['no name', '', 'usage: npm run new-rule <subject>/<id>'],
  ])('refuses %s', (_, id, sentence) => {
    const { status, stderr } = newRule(id);
    expect(status).toBe(2);
    expect(stderr).toContain(sentence);
  });
});
