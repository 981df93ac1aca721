import { limits, sizeProblem, textOf, type Files, type Repository } from './repository.ts';

/** What a link reproduces. */
export interface Shared {
  readonly repository: Repository;
  readonly open: string | null;
}

/** Browsers take longer addresses; what carries links in a conversation does not. */
const longestFragment = 60_000;

/** The state as the fragment of an address, which no browser sends to a server; null where it would be too long. */
export async function fragmentOf({ repository: { base, head }, open }: Shared): Promise<string | null> {
  const json = JSON.stringify({ base: base && changesFrom(head, base), head, open });
  const fragment = `state=${base64Url(await through(new TextEncoder().encode(json), new CompressionStream('deflate-raw')))}`;
  return fragment.length > longestFragment ? null : fragment;
}

/** @throws Error with a sentence where the fragment is not one of ours */
export async function sharedFrom(fragment: string): Promise<Shared> {
  const json = await unpacked(fragment.replace(/^state=/, '')).catch(() => null);
  const state: unknown = json === null ? null : parsed(json);
  if (!isRecord(state) || !isFiles(state['head']))
    throw new Error('The link is cut or broken: nothing could be read from it.');
  const { base, head, open } = state;
  const repository = { base: isChanges(base) ? withChanges(head, base) : null, head };
  const problem = sizeProblem(repository);
  if (problem !== null) throw new Error(problem);
  return { repository, open: typeof open === 'string' && Object.hasOwn(head, open) ? open : null };
}

/** Base as what differs from head: null for a file that it does not have. */
type Changes = Readonly<Record<string, string | null>>;

function changesFrom(head: Files, base: Files): Changes {
  const paths = [...new Set([...Object.keys(base), ...Object.keys(head)])];
  const changed = paths.filter((path) => textOf(base, path) !== textOf(head, path));
  return Object.fromEntries(changed.map((path) => [path, textOf(base, path) ?? null]));
}

function withChanges(head: Files, changes: Changes): Files {
  const entries = Object.entries({ ...head, ...changes });
  return Object.fromEntries(entries.filter((entry): entry is [string, string] => entry[1] !== null));
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

const isFiles = (value: unknown): value is Files =>
  isRecord(value) && Object.values(value).every((text) => typeof text === 'string');

const isChanges = (value: unknown): value is Changes =>
  isRecord(value) && Object.values(value).every((text) => typeof text === 'string' || text === null);

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return null;
  }
}

async function unpacked(encoded: string): Promise<string> {
  const bytes = Uint8Array.from(atob(encoded.replaceAll('-', '+').replaceAll('_', '/')), (unit) => unit.charCodeAt(0));
  return new TextDecoder().decode(await through(bytes, new DecompressionStream('deflate-raw')));
}

function base64Url(bytes: Uint8Array): string {
  const binary = Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');
  return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

/** A small link may hold gigabytes: no more is unpacked than the page takes. */
async function through(
  bytes: Uint8Array<ArrayBuffer>,
  stream: { readonly readable: ReadableStream; readonly writable: WritableStream },
): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  let length = 0;
  const reader = (
    new Blob([bytes]).stream().pipeThrough(stream) as ReadableStream<Uint8Array<ArrayBuffer>>
  ).getReader();
  for (let read = await reader.read(); !read.done; read = await reader.read()) {
    chunks.push(read.value);
    length += read.value.length;
    if (length > limits.characters * 2) throw new Error('more than the page takes');
  }
  return new Uint8Array(await new Blob(chunks).arrayBuffer());
}
