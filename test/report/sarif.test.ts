import { expect, test } from 'vitest';
import { sarifReport } from '../../src/report/sarif.ts';
import { example } from './example-review.ts';

const log: unknown = JSON.parse(
  sarifReport(
    {
      ...example,
      findings: example.findings.map((finding) => ({ ...finding, at: { ...finding.at, path: 'a b/ü#.yaml' } })),
    },
    {
      version: '1.2.3',
      rules: [
        { id: 'listener-port-unavailable', about: 'listener', title: 'A title', severity: 'error', observe: () => [] },
      ],
      compared: true,
    },
  ),
);

test('a finding is a result with its place, fingerprint, related places and fix', () => {
  expect(log).toMatchObject({
    version: '2.1.0',
    runs: [
      {
        columnKind: 'utf16CodeUnits',
        tool: {
          driver: {
            name: 'Portcullis',
            version: '1.2.3',
            rules: [{ id: 'listener-port-unavailable', shortDescription: { text: 'A title' } }],
          },
        },
        results: [
          {
            ruleId: 'listener-port-unavailable',
            ruleIndex: 0,
            level: 'error',
            baselineState: 'new',
            locations: [
              {
                physicalLocation: {
                  artifactLocation: { uri: 'a%20b/%C3%BC%23.yaml' },
                  region: { startLine: 8, startColumn: 13, endLine: 8, endColumn: 17 },
                },
              },
            ],
            relatedLocations: [{ message: { text: 'the stream ports of the proxy are set here' } }],
            fixes: [{ artifactChanges: [{ replacements: [{ deletedRegion: { startLine: 3, endLine: 3 } }] }] }],
            partialFingerprints: { 'portcullis/v1': 'f1' },
          },
          { ruleId: 'listen-without-service-port', level: 'warning', baselineState: 'unchanged' },
        ],
      },
    ],
  });
});
