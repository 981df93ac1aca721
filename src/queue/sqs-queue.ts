import {
  ChangeMessageVisibilityBatchCommand,
  DeleteMessageBatchCommand,
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import { queuePolicy, type Lease, type Message, type Queue, type QueueCounts } from './queue.ts';

/** One message as SQS hands it out, to whoever asks or to a Lambda function. */
export interface SqsRecord {
  readonly messageId: string;
  readonly receipt: string;
  readonly message: Message;
  readonly attempt: number;
  /** When it was first sent, in milliseconds since 1970. */
  readonly sent?: number;
}

/** The URLs of a FIFO queue and of its dead letters. */
export interface SqsUrls {
  readonly queue: string;
  readonly deadLetters: string;
}

/**
 * The contract on an SQS FIFO queue with a redrive policy of `queuePolicy.mostAttempts`. What SQS cannot do:
 * it does not tell whether a message was taken before, nor how long the oldest has waited (CloudWatch does),
 * its counts are approximate, and messages of one group may come one at a time.
 */
export class SqsQueue implements Queue {
  readonly #client: SQSClient;
  readonly #urls: SqsUrls;
  /** What SQS wants back to settle a lease. */
  readonly #receipts = new WeakMap<Lease, { readonly url: string; readonly receipts: readonly string[] }>();

  constructor(client: SQSClient, urls: SqsUrls) {
    this.#client = client;
    this.#urls = urls;
  }

  /** Always true: SQS drops what it took before, and says nothing. */
  async enqueue({ id, group, body }: Message): Promise<boolean> {
    await this.#client.send(
      new SendMessageCommand({
        QueueUrl: this.#urls.queue,
        MessageBody: body,
        MessageGroupId: group,
        MessageDeduplicationId: id,
      }),
    );
    return true;
  }

  async lease(most: number): Promise<readonly Lease[]> {
    return this.#leases(await this.#receive(this.#urls.queue, most), this.#urls.queue);
  }

  async leaseDead(most: number): Promise<readonly Lease[]> {
    return this.#leases(await this.#receive(this.#urls.deadLetters, most), this.#urls.deadLetters);
  }

  /** Leases made of what a Lambda function was handed. */
  adopt(records: readonly SqsRecord[]): readonly Lease[] {
    return this.#leases(records, this.#urls.queue);
  }

  async acknowledge(lease: Lease): Promise<void> {
    const { url, entries } = this.#entriesOf(lease);
    if (entries.length === 0) return;
    const { Failed = [] } = await this.#client.send(new DeleteMessageBatchCommand({ QueueUrl: url, Entries: entries }));
    // A receipt that is too old means that somebody else has the message: it is theirs to settle.
    if (Failed.some(({ SenderFault }) => SenderFault !== true)) throw new Error('SQS did not delete a message');
  }

  async retry(lease: Lease, seconds: number): Promise<void> {
    const { url, entries } = this.#entriesOf(lease);
    if (entries.length === 0) return;
    const VisibilityTimeout = Math.min(Math.ceil(seconds), mostDelay);
    await this.#client.send(
      new ChangeMessageVisibilityBatchCommand({
        QueueUrl: url,
        Entries: entries.map((entry) => ({ ...entry, VisibilityTimeout })),
      }),
    );
  }

  async counts(): Promise<QueueCounts> {
    const [waiting, dead] = await Promise.all([this.#count(this.#urls.queue), this.#count(this.#urls.deadLetters)]);
    return { waiting, dead, oldestSeconds: null };
  }

  async #receive(url: string, most: number): Promise<readonly SqsRecord[]> {
    // No more messages than groups were asked for, since each may be of another group.
    const { Messages = [] } = await this.#client.send(
      new ReceiveMessageCommand({
        QueueUrl: url,
        MaxNumberOfMessages: Math.min(most, queuePolicy.mostMessages),
        VisibilityTimeout: queuePolicy.leaseSeconds,
        MessageSystemAttributeNames: ['MessageGroupId', 'MessageDeduplicationId', 'ApproximateReceiveCount'],
      }),
    );
    return Messages.map(({ MessageId = '', ReceiptHandle = '', Body = '', Attributes = {} }) => ({
      messageId: MessageId,
      receipt: ReceiptHandle,
      message: {
        id: Attributes.MessageDeduplicationId ?? MessageId,
        group: Attributes.MessageGroupId ?? MessageId,
        body: Body,
      },
      attempt: Number(Attributes.ApproximateReceiveCount ?? 1),
    }));
  }

  #leases(records: readonly SqsRecord[], url: string): readonly Lease[] {
    const groups = Map.groupBy(records, ({ message }) => message.group);
    return [...groups].map(([group, members]) => {
      const attempt = Math.max(...members.map((record) => record.attempt));
      const last = attempt >= queuePolicy.mostAttempts;
      const sent = members.flatMap((record) => record.sent ?? []);
      const queuedAt = sent.length === 0 ? {} : { queuedAt: Math.min(...sent) };
      const lease: Lease = { group, messages: members.map(({ message }) => message), attempt, last, ...queuedAt };
      this.#receipts.set(lease, { url, receipts: members.map(({ receipt }) => receipt) });
      return lease;
    });
  }

  #entriesOf(lease: Lease): { url: string; entries: { Id: string; ReceiptHandle: string }[] } {
    const { url, receipts } = this.#receipts.get(lease) ?? { url: '', receipts: [] };
    return { url, entries: receipts.map((ReceiptHandle, index) => ({ Id: String(index), ReceiptHandle })) };
  }

  async #count(url: string): Promise<number> {
    const { Attributes = {} } = await this.#client.send(
      new GetQueueAttributesCommand({
        QueueUrl: url,
        AttributeNames: ['ApproximateNumberOfMessages', 'ApproximateNumberOfMessagesNotVisible'],
      }),
    );
    return (
      Number(Attributes['ApproximateNumberOfMessages'] ?? 0) +
      Number(Attributes['ApproximateNumberOfMessagesNotVisible'] ?? 0)
    );
  }
}

/** SQS hides a message for at most twelve hours, counted from when it was handed out. */
const mostDelay = 11 * 3_600;
