/** Something to do later. `group` orders: messages of one group are worked on one after the other. */
export interface Message {
  /** Names the message: one that waits, is being worked on, or was done minutes ago is not taken twice. */
  readonly id: string;
  /** At most 128 letters, digits and punctuation. What stands before a slash names whose it is: they take turns where the queue can tell. */
  readonly group: string;
  /** A pointer of some hundred bytes, not a payload. */
  readonly body: string;
}

/** What waited in one group, oldest first: all of it in SQLite, as much as SQS gives at once there. Nobody else is given the group until it is settled or the lease ends. */
export interface Lease {
  readonly group: string;
  readonly messages: readonly Message[];
  /** How often the oldest of them was handed out, this time included. */
  readonly attempt: number;
  /** Whether the messages go to the dead letters when this attempt does not settle them; says nothing of those that are dead letters. */
  readonly last: boolean;
  /** When the oldest of them was put into the queue, in milliseconds since 1970; only where the queue tells. */
  readonly queuedAt?: number;
}

/**
 * A durable queue with groups: what SQLite on one machine and SQS FIFO can both keep. A message is
 * handed out at least once; several messages of a group are handed out together, so that several pushes
 * to one pull request are one review.
 */
export interface Queue {
  /** Resolves once the message survives a crash. False when the same message is known to have been taken before; SQS does not tell. */
  enqueue(message: Message): Promise<boolean>;
  /** At most so many groups; none when nothing is free. With `mostOfOne`, so many of one installation are handed out at a time, where the queue can tell. */
  lease(most: number, mostOfOne?: number): Promise<readonly Lease[]>;
  /** The work is done. Settles nothing when the lease has ended and somebody else has the messages. */
  acknowledge(lease: Lease): Promise<void>;
  /**
   * Hands the messages out again after so many seconds; until then the group waits. After the last attempt they are
   * dead letters. With a reason this was no attempt, where the queue can tell.
   */
  retry(lease: Lease, seconds: number, uncounted?: Uncounted): Promise<void>;
  /** Messages that no attempt settled. They are handed out like others, and are gone once acknowledged. */
  leaseDead(most: number): Promise<readonly Lease[]>;
  /** For health and metrics. */
  counts(): Promise<QueueCounts>;
}

/** Why what was tried uses up no attempt: it was too early for all of its installation, somebody else's service failed, or a newer release wrote it. */
export type Uncounted = 'early' | 'outage' | 'newer';

export interface QueueCounts {
  readonly waiting: number;
  readonly dead: number;
  /** Seconds the oldest message has waited, 0 when none does; null where the queue cannot tell. */
  readonly oldestSeconds: number | null;
}

/** What every queue agrees on. */
export const queuePolicy = {
  /** A lease must outlast the time a job is given. */
  leaseSeconds: 600,
  mostAttempts: 5,
  /** Messages of one group handed out together; SQS gives ten. */
  mostMessages: 10,
  /** For so long a message that was settled is not taken again; SQS remembers five minutes. */
  rememberSeconds: 300,
} as const;
