import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import { counted, type Count, type CountName } from '../github/job/counts.ts';
import type { SqliteQueue } from '../queue/sqlite-queue.ts';

/** What a server counts, as Prometheus reads it. */
export interface ServerMetrics {
  readonly count: Count;
  /** The media type, and the text of everything that was counted. */
  read(): Promise<{ readonly type: string; readonly text: string }>;
}

interface Label {
  readonly name: string;
  readonly values: readonly string[];
}

/**
 * Labels that a count has, with all their values: each is a series from the start, because Prometheus sees no increase
 * in one that appears. Whatever else is known of a count stands in the log.
 */
export const labels: Readonly<Partial<Record<CountName, Label>>> = {
  Deliveries: { name: 'status', values: ['202', '400', '401', '405', '413', '415', '503'] },
  Reviews: {
    name: 'conclusion',
    values: ['success', 'neutral', 'failure', 'timed_out', 'action_required', 'cancelled'],
  },
};

/** Stands for a value that is none of those. */
const otherValue = 'other';

/** Upper bounds in seconds: most results take seconds, and an hour is how long GitHub's limits make one wait. */
const buckets = [1, 2, 5, 10, 20, 30, 60, 120, 300, 600, 1_800, 3_600];

/** The name that Prometheus has for a count. */
export function prometheusName(name: CountName): string {
  const words = name.replace(/(?<!^)[A-Z]/g, (letter) => `_${letter}`).toLowerCase();
  return `portcullis_${words}${counted[name].unit === 'Count' ? '_total' : ''}`;
}

/** What is told of the queue. */
export const gauges = {
  waiting: { name: 'portcullis_queue_waiting', help: 'messages that wait or are worked on' },
  dead: { name: 'portcullis_queue_dead', help: 'messages that no attempt settled' },
  oldestSeconds: { name: 'portcullis_queue_oldest_seconds', help: 'for how long the oldest message has waited' },
  writable: {
    name: 'portcullis_queue_writable',
    help: '1 while deliveries can be kept, 0 while the disk takes nothing',
  },
} as const;

type Gauges = Readonly<Record<keyof typeof gauges, number | null>>;
type ReadQueue = Pick<SqliteQueue, 'counts' | 'write'>;

/** Counts in memory, beside what Node tells of its process. Prometheus keeps what was before a restart. */
export function createMetrics(queue: ReadQueue): ServerMetrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const names = Object.keys(counted) as CountName[];
  const counts = new Map(names.map((name) => [name, metricOf(name, registry)]));
  const readGauges = registerGauges(queue, registry);
  return {
    count: (name, value, about = {}) => counts.get(name)?.(value, about),
    read: async () => {
      await readGauges();
      return { type: registry.contentType, text: await registry.metrics() };
    },
  };
}

type Add = (value: number, about: Readonly<Record<string, string>>) => void;

function metricOf(name: CountName, registry: Registry): Add {
  const about = { name: prometheusName(name), help: counted[name].means, registers: [registry] };
  if (counted[name].unit === 'Seconds') {
    const histogram = new Histogram({ ...about, buckets });
    return (value) => histogram.observe(value);
  }
  const label = labels[name];
  if (label === undefined) {
    const counter = new Counter(about);
    return (value) => counter.inc(value);
  }
  const counter = new Counter({ ...about, labelNames: [label.name] });
  for (const value of [...label.values, otherValue]) counter.inc({ [label.name]: value }, 0);
  return (value, { [label.name]: given = '' }) =>
    counter.inc({ [label.name]: label.values.includes(given) ? given : otherValue }, value);
}

/** A queue that cannot be read has no counts; everything else is told all the same. */
function registerGauges(queue: ReadQueue, registry: Registry): () => Promise<void> {
  const all = Object.entries(gauges).map(([of, about]) => {
    const gauge = new Gauge({ ...about, labelNames: [], registers: [registry] });
    return { of: of as keyof typeof gauges, gauge };
  });
  return async () => {
    const now = await gaugesOf(queue);
    for (const { of, gauge } of all) {
      const { [of]: value } = now;
      if (value === null) gauge.remove();
      else gauge.set(value);
    }
  };
}

/** A server that is not ready is sent nothing, so that no delivery would tell that the disk is full: this does. */
async function gaugesOf(queue: ReadQueue): Promise<Gauges> {
  const [counts, writable] = await Promise.all([
    queue.counts().catch(() => ({ waiting: null, dead: null, oldestSeconds: null })),
    queue.write().then(
      () => 1,
      () => 0,
    ),
  ]);
  return { ...counts, writable };
}
