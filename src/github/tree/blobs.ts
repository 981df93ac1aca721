import { isBlob } from '../../git/blob-id.ts';
import { statusOf } from '../client/failure.ts';
import { ask } from '../client/graphql.ts';
import type { Client } from '../client/pace.ts';
import type { Repository } from '../model/repository.ts';

/** A blob to read: its id, and its size in bytes where the tree told it. */
export interface BlobWanted {
  readonly oid: string;
  readonly size: number | null;
}

const mostInBatch = 100;

/** GitHub gives up on answers that take it too long; this many bytes come back well within its patience. */
const mostBytesInBatch = 4 * 1024 * 1024;

/** Requests at the same time, of GitHub's 100 for everybody. */
const lanes = 4;

interface BlobAnswer {
  readonly text: string | null;
  readonly isTruncated: boolean;
}

/**
 * The bytes of blobs, many to a request. GraphQL decodes to text, cuts at 512,000 bytes and has none for
 * binary files, so what it answered is kept only when it hashes to the id; the rest is read one by one.
 * A blob that GitHub does not have is absent from the result.
 */
export async function readBlobs(
  client: Client,
  repository: Repository,
  wanted: readonly BlobWanted[],
): Promise<ReadonlyMap<string, Uint8Array>> {
  const found = new Map<string, Uint8Array>();
  const distinct = new Map(wanted.map((blob) => [blob.oid, blob]));
  const alone: string[] = [];
  await inLanes(batches([...distinct.values()]), async (batch) => {
    const answers = await fetchBatch(client, repository, batch);
    for (const { oid } of batch) {
      const bytes = provenBytes(oid, answers.get(oid));
      if (bytes) found.set(oid, bytes);
      else alone.push(oid);
    }
  });
  await inLanes(alone, async (oid) => {
    const bytes = await fetchBlob(client, repository, oid);
    if (bytes) found.set(oid, bytes);
  });
  return found;
}

function batches(wanted: readonly BlobWanted[]): readonly (readonly BlobWanted[])[] {
  const made: BlobWanted[][] = [];
  let bytes = 0;
  for (const blob of wanted) {
    const last = made.at(-1);
    bytes += blob.size ?? 0;
    if (last && last.length < mostInBatch && bytes <= mostBytesInBatch) last.push(blob);
    else {
      made.push([blob]);
      bytes = blob.size ?? 0;
    }
  }
  return made;
}

async function fetchBatch(
  client: Client,
  { owner, repo }: Repository,
  batch: readonly BlobWanted[],
): Promise<ReadonlyMap<string, BlobAnswer | null>> {
  const fields = batch.map(
    ({ oid }, index) => `b${index}: object(oid: "${hex(oid)}") { ... on Blob { text isTruncated } }`,
  );
  const query = `query Blobs($owner: String!, $repo: String!) { repository(owner: $owner, name: $repo) { ${fields.join(' ')} } }`;
  const { repository } = await ask<{ repository: Readonly<Record<string, BlobAnswer | null>> }>(client, query, {
    owner,
    repo,
  });
  return new Map(batch.map(({ oid }, index) => [oid, repository[`b${index}`] ?? null]));
}

async function fetchBlob(client: Client, repository: Repository, oid: string): Promise<Uint8Array | null> {
  try {
    const { data } = await client.request('GET /repos/{owner}/{repo}/git/blobs/{file_sha}', {
      ...repository,
      file_sha: oid,
    });
    return Buffer.from(data.content, 'base64');
  } catch (error) {
    if (statusOf(error) === 404 || statusOf(error) === 403) return null;
    throw error;
  }
}

function provenBytes(oid: string, answer: BlobAnswer | null | undefined): Uint8Array | null {
  if (!answer || answer.isTruncated || answer.text === null) return null;
  const bytes = Buffer.from(answer.text, 'utf8');
  return isBlob(oid, bytes) ? bytes : null;
}

/** Ids go into the text of a query, so nothing but an id may. */
function hex(oid: string): string {
  if (!/^[0-9a-f]{40}([0-9a-f]{24})?$/.test(oid)) throw new Error('a git object id is 40 or 64 hexadecimal digits');
  return oid;
}

async function inLanes<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  const waiting = [...items];
  const lane = async (): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) await work(next);
  };
  await Promise.all(Array.from({ length: Math.min(lanes, items.length) }, lane));
}
