import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { correctListen } from '../../src/kong/read/listen-correction.ts';
import { parseListen, type Subsystem } from '../../src/kong/read/listen.ts';
import { listenerConditions } from '../../src/kong/status/listener-status.ts';
import { offersOf } from '../../src/kong/status/offers.ts';
import { listener, listens, service } from './model-shorthand.ts';

const subsystem = fc.constantFrom<Subsystem>('http', 'stream');
const word = fc.constantFrom(
  '0.0.0.0:8000',
  '[::]:8443',
  'ssl',
  'http2',
  'udp',
  'off',
  '"',
  ',',
  ' ',
  '\t',
  'backlog=1',
  ':',
  'x',
);
const port = fc.constantFrom(80, 443, 9000);
const asked = fc.array(
  fc.record({
    protocol: fc.constantFrom('HTTP', 'HTTPS', 'TLS', 'TCP', 'UDP'),
    port,
    hostname: fc.constantFrom(null, 'x.io', 'y.io'),
  }),
  { minLength: 1, maxLength: 8 },
);
const servicePorts = fc
  .array(fc.tuple(port, fc.constantFrom('TCP', 'UDP'), fc.constantFrom('8000', '8443', '9000', 'name')), {
    maxLength: 5,
  })
  .map((ports) => ports.map(([number, protocol, target]) => `${number}/${protocol}->${target}`).join(' '));

describe('listen strings', () => {
  test('any text is read without a throw, and its entries lie in it in order', () => {
    let entries = 0;
    fc.assert(
      fc.property(
        subsystem,
        fc.oneof(
          fc.string(),
          fc.array(word).map((words) => words.join(' ')),
        ),
        (kind, text) => {
          let end = 0;
          for (const entry of parseListen(kind, text).entries) {
            expect(entry.start).toBeGreaterThanOrEqual(end);
            end = entry.end;
            expect(text.slice(entry.start, end)).toContain(`:`);
            entries += 1;
          }
        },
      ),
      { numRuns: 300 },
    );
    expect(entries).toBeGreaterThan(0);
  });

  test('a correction is always sound', () => {
    let corrections = 0;
    fc.assert(
      fc.property(
        subsystem,
        fc.array(word).map((words) => words.join(' ')),
        (kind, text) => {
          const corrected = correctListen(kind, text);
          if (corrected === null) return;
          expect(parseListen(kind, corrected).faults).toEqual([]);
          corrections += 1;
        },
      ),
      { numRuns: 300, examples: [['stream', '0.0.0.0:8000 udp", [::]:8443 ssl']] },
    );
    expect(corrections).toBeGreaterThan(0);
  });
});

describe('conditions', () => {
  const conditionsOf = (
    ports: string,
    listeners: readonly { protocol: string; port: number; hostname: string | null }[],
  ) =>
    listenerConditions({
      listeners: listeners.map((each, index) => listener({ name: `l${String(index)}`, ...each })),
      offers: offersOf(
        service(ports),
        listens('http', '0.0.0.0:8000, 0.0.0.0:8443 ssl'),
        listens('stream', '0.0.0.0:9000'),
      ),
      certificates: () => 'ResolvedRefs',
    });

  test('Accepted of a listener does not hang on the other listeners', () => {
    fc.assert(
      fc.property(servicePorts, asked, (ports, listeners) => {
        const together = conditionsOf(ports, listeners);
        listeners.forEach((each, index) => {
          expect(together[index]?.Accepted).toEqual(conditionsOf(ports, [each])[0]?.Accepted);
        });
      }),
    );
  });

  test('Programmed is True exactly when nothing failed, and always written', () => {
    fc.assert(
      fc.property(servicePorts, asked, (ports, listeners) => {
        const conditions = conditionsOf(ports, listeners);
        expect(conditions).toHaveLength(listeners.length);
        for (const { Accepted, Conflicted, ResolvedRefs, Programmed } of conditions) {
          const fine = Accepted?.status === 'True' && Conflicted?.status === 'False' && ResolvedRefs?.status === 'True';
          expect(Programmed?.status).toBe(fine ? 'True' : 'False');
        }
      }),
    );
  });

  test('a conflict is never alone on its port', () => {
    let conflicts = 0;
    fc.assert(
      fc.property(servicePorts, asked, (ports, listeners) => {
        const conditions = conditionsOf(ports, listeners);
        const conflicted = listeners.filter((_, index) => conditions[index]?.Conflicted?.status === 'True');
        const alone = conflicted.filter(
          (each) => !conflicted.some((other) => other !== each && other.port === each.port),
        );
        expect(alone).toEqual([]);
        conflicts += conflicted.length;
      }),
    );
    expect(conflicts).toBeGreaterThan(0);
  });
});
