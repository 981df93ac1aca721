import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { madeObjects } from './made-objects.ts';

/** Values, and below them what the real Helm makes of them: `scripts/compare-routing-charts.ts` writes it. */
const folder = join(import.meta.dirname, 'cases');

/** A version of each that was studied. */
const versions: Readonly<Record<string, string>> = {
  'app-template': '4.1.1',
  'argo-cd': '10.1.1',
  grafana: '12.11.1',
  'kube-prometheus-stack': '88.5.3',
  podinfo: '6.14.1',
};

describe.each(Object.entries(versions))('%s %s', (chart, version) => {
  test.each(readdirSync(join(folder, chart)))('%s', (name) => {
    const [values = '', objects = ''] = readFileSync(join(folder, chart, name), 'utf8').split('\n---\n');
    expect(madeObjects(chart, version, values)).toEqual({ objects: parse(objects), unknown: [] });
  });
});
