import { describe, expect, test } from 'vitest';
import { reviewFiles, type Files } from '../../../src/review/in-memory.ts';

const tree = (kong: string, plugin: string): Files => ({
  'helmfile.yaml': `repositories: [{ name: kong, url: https://charts.konghq.com }]
releases: [{ name: kong, namespace: kong, chart: kong/kong, version: 3.4.1, values: [values.yaml] }]
`,
  'values.yaml': `image: { tag: "${kong}" }\n`,
  'plugin.yaml': `apiVersion: configuration.konghq.com/v1
kind: KongPlugin
metadata: { name: it, namespace: shop }
${plugin}
`,
});

function told(from: string, to: string, plugin: string, later = plugin): readonly string[] {
  const [upgrade] = reviewFiles(tree(to, later), tree(from, plugin)).upgrades;
  return (upgrade?.differences ?? []).flatMap(({ area, about, field, before, after }) =>
    area === 'plugin' ? [`${about} ${field}: ${before} → ${after}`] : [],
  );
}

const otel = 'plugin: opentelemetry\nconfig: { endpoint: "http://otel:4318/v1/traces" }';
const ai = (more = ''): string =>
  `plugin: ai-proxy\nconfig: { route_type: llm/v1/chat, auth: {}, model: { provider: openai, name: gpt }${more} }`;

describe('what Kong puts in where a plugin says nothing', () => {
  test.each([
    ['in another patch release', '3.6.0', '3.6.1', otel, ['KongPlugin shop/it queue.max_batch_size: 1 → 200']],
    ['in another minor', '3.5', '3.7', otel, ['KongPlugin shop/it queue.max_batch_size: 1 → 200']],
    ['the other way round', '3.7', '3.5', otel, ['KongPlugin shop/it queue.max_batch_size: 200 → 1']],
    ['that is the same', '3.7', '3.9', otel, []],
    ['that is one of two', '3.6', '3.7', otel, []],
    [
      'but what it says',
      '3.5',
      '3.7',
      'plugin: opentelemetry\nconfig: { endpoint: "http://otel:4318", queue: { max_batch_size: 5 } }',
      [],
    ],
    ['in a plugin that comes with it', '3.5', '3.6', ai(), []],
    ['in a plugin of somebody else', '3.5', '3.7', 'plugin: mine\nconfig: {}', []],
    [
      'in one whose configuration is elsewhere',
      '3.5',
      '3.7',
      'plugin: opentelemetry\nconfigFrom: { secretKeyRef: { name: a, key: b } }',
      [],
    ],
    ['in a release that is not known', '3.5', '3.12', otel, []],
    [
      'within what it says',
      '3.6',
      '3.7',
      ai(', logging: {}'),
      ['KongPlugin shop/it logging.log_statistics: true → false'],
    ],
  ])('is told %s: %s → %s', (_, from, to, plugin, expected) => {
    expect(told(from, to, plugin)).toEqual(expected);
  });

  test('is nothing that the change says itself', () => {
    const later =
      'plugin: opentelemetry\nconfig: { endpoint: "http://otel:4318/v1/traces", queue: { max_batch_size: 9 } }';
    expect(told('3.5', '3.7', otel, later)).toEqual([]);
  });
});
