import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { describe, expect, test } from 'vitest';
import packageJson from '../../package.json' with { type: 'json' };
import node24 from '../../tools/node24/package.json' with { type: 'json' };
import { environmentOf, readCopy, readStages } from '../../scripts/image/dockerfile.ts';

const root = join(import.meta.dirname, '../..');
const read = (path: string): string => readFileSync(join(root, path), 'utf8');
const stages = readStages(read('Dockerfile'));
const [build, image] = stages;
const stepsOf = (instruction: string): readonly string[] =>
  (image?.steps ?? []).filter((step) => step.instruction === instruction).map(({ rest }) => rest);

describe('the image', () => {
  test('is built with the Node that tests run on, and runs on the same', () => {
    expect(stages.map(({ from }) => from)).toEqual(Array(2).fill(`node:${node24.version}-bookworm-slim`));
  });

  test('copies what is there, and what the context lets through', () => {
    const copied = (build?.steps ?? [])
      .filter(({ instruction }) => instruction === 'COPY')
      .flatMap(({ rest }) => readCopy(rest).sources);
    expect(copied.filter((path) => !existsSync(join(root, path)))).toEqual([]);
    const [all, ...exceptions] = read('.dockerignore')
      .split('\n')
      .filter((line) => line !== '' && !line.startsWith('#'));
    expect(all).toBe('*');
    expect(exceptions.toSorted()).toEqual(copied.map((path) => `!${path}`).toSorted());
  });

  test('takes all that the server runs with', () => {
    const copied = new Set(
      stepsOf('COPY').flatMap((rest) => readCopy(rest).sources.map((path) => path.replace('/app/', ''))),
    );
    for (const path of ['package.json', 'LICENSE', 'sbom.json', 'node_modules']) expect(copied).toContain(path);
    for (const path of ['dist', 'schema', 'app.yml']) expect(copied).toContain(path.split('/')[0]);
  });

  test('is not root, keeps everything in its one volume, and listens on every address', () => {
    expect(stepsOf('USER')).toEqual(['10001:10001']);
    const variables = environmentOf(image?.steps ?? []);
    expect(stepsOf('VOLUME')).toEqual([variables['PORTCULLIS_DATA_DIR']]);
    expect(stepsOf('EXPOSE')).toEqual([variables['PORT']]);
    // Without it the server would wait for a registration that nobody in a cluster can make.
    expect(variables).toMatchObject({ NODE_ENV: 'production', HOST: '0.0.0.0' });
    expect(packageJson.scripts.start).toBe((JSON.parse(stepsOf('CMD')[0] ?? '[]') as string[]).join(' '));
  });
});

describe('what reads the Dockerfile', () => {
  test('puts arguments in, joins lines and knows stages', () => {
    expect(readStages('# text\nARG A=one:1\nFROM ${A} AS build\nRUN a \\\n  b\nFROM ${A}\nUSER 1\n')).toEqual([
      { name: 'build', from: 'one:1', steps: [{ instruction: 'RUN', rest: 'a b' }] },
      { name: '', from: 'one:1', steps: [{ instruction: 'USER', rest: '1' }] },
    ]);
  });

  test('refuses a step that it would pass over', () => {
    expect(() => readStages('FROM a\nADD x y\n')).toThrow('not known here: ADD x y');
  });
});

test('compose needs nothing but .env, and keeps to what the image is', () => {
  const { services, volumes } = parse(read('compose.yaml')) as {
    services: { portcullis: Record<string, unknown> };
    volumes: Record<string, unknown>;
  };
  const { portcullis } = services;
  expect(portcullis).toMatchObject({ build: '.', env_file: '.env', read_only: true, cap_drop: ['ALL'] });
  expect(portcullis['volumes']).toEqual([`data:${stepsOf('VOLUME')[0]}`]);
  expect(Object.keys(volumes)).toEqual(['data']);
  expect(portcullis['ports']).toEqual([expect.stringMatching(new RegExp(`:${stepsOf('EXPOSE')[0]}$`))]);
});

test('the chart is of the version of the package', () => {
  const { version, appVersion } = parse(read('deploy/chart/portcullis/Chart.yaml')) as Record<string, string>;
  expect([version, appVersion]).toEqual([packageJson.version, packageJson.version]);
});
