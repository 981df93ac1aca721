import { limits, type Files } from './repository.ts';

export interface Taken {
  readonly files: Files;
  /** How many files were not taken: too large, not text, or more than the page takes. */
  readonly left: number;
}

/** Bytes of one file; larger ones are no manifests. */
const largestFile = 1_000_000;
const skippedFolders = new Set(['.git', 'node_modules']);

interface Found {
  readonly path: string;
  readonly file: File;
}

/** Reads the folder or the files that were dropped, without the name of the folder itself. */
export async function filesDropped(items: DataTransferItemList): Promise<Taken> {
  const entries = [...items].map((item) => item.webkitGetAsEntry()).filter((entry) => entry !== null);
  const only = entries.length === 1 ? entries[0] : undefined;
  const found: Found[] = [];
  if (only?.isDirectory) await collect(only, '', found, true);
  else for (const entry of entries) await collect(entry, '', found, false);
  return await textsOf(found);
}

/** Reads what was chosen in the dialog for folders. */
export async function filesChosen(list: FileList): Promise<Taken> {
  const found = [...list].map((file) => ({
    path: file.webkitRelativePath.split('/').slice(1).join('/') || file.name,
    file,
  }));
  return await textsOf(found.filter(({ path }) => !path.split('/').some((part) => skippedFolders.has(part))));
}

async function collect(entry: FileSystemEntry, above: string, found: Found[], isRoot: boolean): Promise<void> {
  if (found.length > limits.files * 2 || skippedFolders.has(entry.name)) return;
  const path = isRoot ? '' : `${above}${entry.name}`;
  if (entry.isFile) {
    const file = await new Promise<File>((resolve, reject) => (entry as FileSystemFileEntry).file(resolve, reject));
    found.push({ path, file });
    return;
  }
  const reader = (entry as FileSystemDirectoryEntry).createReader();
  for (let some = await entriesOf(reader); some.length > 0; some = await entriesOf(reader)) {
    for (const inner of some) await collect(inner, isRoot ? '' : `${path}/`, found, false);
  }
}

/** A browser gives the entries of a folder a hundred at a time. */
async function entriesOf(reader: FileSystemDirectoryReader): Promise<readonly FileSystemEntry[]> {
  return await new Promise((resolve, reject) => reader.readEntries(resolve, reject));
}

async function textsOf(found: readonly Found[]): Promise<Taken> {
  const files = new Map<string, string>();
  let characters = 0;
  for (const { path, file } of found) {
    if (files.size >= limits.files || file.size > largestFile) continue;
    // Null for what is gone by now, or may not be read.
    const text = await file.text().catch(() => null);
    if (text === null || text.includes('\0')) continue;
    characters += text.length;
    if (characters > limits.characters) break;
    files.set(path, text);
  }
  return { files: Object.fromEntries(files), left: found.length - files.size };
}
