import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import schema from '../../schema/portcullis.schema.json' with { type: 'json' };
import { defaultConfig } from '../../src/config/config.ts';
import { readConfig } from '../../src/config/read-config.ts';
import { rules } from '../../src/rules/index.ts';
import { brokenTree } from '../cli/example-tree.ts';
import { folderOf, runCli } from '../cli/run-cli.ts';

const read = (path: string): string => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');
const commandLine = read('docs/command-line.md');
const configuration = read('docs/configuration.md');

/** The text below a heading, up to the next one of its level or above. */
function sectionOf(page: string, heading: string): string {
  const [level = ''] = heading.split(' ');
  const start = page.indexOf(`\n${heading}\n`);
  if (start < 0) throw new Error(`there is no heading "${heading}"`);
  const text = page.slice(start + heading.length + 2);
  const end = text.search(new RegExp(`^#{1,${level.length}} `, 'm'));
  return end < 0 ? text : text.slice(0, end);
}

/** Names in code spans, without what marks a list or stands before the last point. */
const namesIn = (text: string): ReadonlySet<string> =>
  new Set(
    [...text.matchAll(/`([^`\n]+)`/g)].map(([, code = '']) => code.replace(/^.*\.|\[\]$/g, '').replace('[]', '')),
  );

/** Fields that hold maps whose keys are names of conditions, workloads, variables, gates or switches, and how deep. */
const levelsOfNames: Readonly<Record<string, number>> = {
  conditions: 1,
  kongEnv: 2,
  controllerEnv: 2,
  featureGates: 2,
  switches: 1,
};

/** The names of all fields of a JSON value, at any depth; `skipped` levels of maps hold other names. */
function fieldsOf(value: unknown, skipped = 0): string[] {
  if (Array.isArray(value)) return value.flatMap((item) => fieldsOf(item));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    skipped > 0 ? fieldsOf(inner, skipped - 1) : [key, ...fieldsOf(inner, levelsOfNames[key] ?? 0)],
  );
}

describe('command-line.md', () => {
  const values = { 'values.yaml': 'proxy: { http: { nodePort: 30080 } }\n', 'refused.yaml': 'proxy: 1\n' };
  const unread = { 'prod/binary.yaml': 'kind: Gateway\0' };
  const config = 'clusters: [{ name: prod, paths: [prod], gatewayApi: { version: 1.3.0, channel: standard } }]\n';
  const misspelt = { 'misspelt.yml': 'failon: error\n' };
  const tree = { ...brokenTree, ...values, ...unread, ...misspelt, '.github/portcullis.yml': config };

  test.each([
    ['review` and `check', ['check'], 30],
    ['map', ['map'], 25],
    ['config', ['config', 'misspelt.yml'], 5],
    ['rules` and `explain', ['rules'], 5],
    ['rules` and `explain', ['explain', 'suppression'], 5],
    ['values', ['values', 'values.yaml', '--chart', 'kong/kong'], 10],
    ['values', ['values', 'refused.yaml', '--chart', 'kong/kong'], 2],
  ])('names the fields that `%s` prints: %j', async (heading, argv, atLeast) => {
    const { stdout } = await runCli([...argv, '--format', 'json'], folderOf(tree));
    const printed = [...new Set(fieldsOf(JSON.parse(stdout)))];
    const documented = namesIn(sectionOf(commandLine, `### JSON of \`${heading}\``));
    expect(printed.length).toBeGreaterThanOrEqual(atLeast);
    expect(printed.filter((field) => !documented.has(field))).toEqual([]);
  });

  test.each([
    ['src/source/doubt.ts', 'Cause', '….cause'],
    ['src/finding.ts', 'Effect', 'findings[].outcome.effect'],
  ])('lists the codes of %s: %s', (file, type, field) => {
    const declaration = read(file).split(`export type ${type} =`)[1]?.split(';')[0] ?? '';
    const codes = [...declaration.matchAll(/^ {2}\| '([a-z0-9-]+)'$/gm)].map(([, code = '']) => code);
    const row = commandLine.split('\n').find((line) => line.startsWith(`| \`${field}\` |`)) ?? '';
    const listed = [...(row.split('|')[2]?.matchAll(/`([^`]+)`/g) ?? [])].map(([, code = '']) => code);
    expect(codes.length).toBeGreaterThan(5);
    expect(listed).toEqual(codes);
  });

  test.each(['review', 'check', 'values', 'map', 'config', 'explain', 'rules'])(
    'shows the help of %s as it is',
    async (name) => {
      const words = (text: string): string => text.replace(/\s+/g, ' ').trim();
      const { stdout } = await runCli([name, '--help']);
      expect(words(sectionOf(commandLine, `## portcullis ${name}`))).toContain(words(stdout));
    },
  );
});

describe('configuration.md', () => {
  const names = namesIn(configuration);
  const settings = [schema, schema.definitions.cluster, schema.definitions.controller].flatMap((each) =>
    Object.keys(each.properties),
  );

  test('names every setting of the schema', () => {
    expect(settings).toContain('drafts');
    expect(settings.filter((setting) => !names.has(setting))).toEqual([]);
  });

  test.each(['failOn', 'drafts', 'comments'] as const)('states the default of %s', (setting) => {
    expect(configuration).toContain(`| \`${setting}\` | \`${defaultConfig[setting]}\` |`);
  });

  test.each([
    ['docs/configuration.md', 3],
    ['README.md', 1],
  ])('the configurations that %s shows are valid', (page, count) => {
    const blocks = [...read(page).matchAll(/^```yaml\n((?:failOn|clusters):[^]*?)^```$/gm)].map(
      ([, text = '']) => text,
    );
    expect(blocks).toHaveLength(count);
    const ids = rules.map(({ id }) => id);
    expect(blocks.flatMap((text) => readConfig(page, text, ids).problems)).toEqual([]);
  });
});
