import { maxFileBytes, readFileText } from '@holdfast/shared/transfer/file-text';
import { createImageSieve, isImageFile } from '@holdfast/shared/transfer/image-paths';
import {
  folderWithoutRunbooks,
  isWithoutRunbooks,
  passedOver,
  type PassedOver,
} from '@holdfast/shared/transfer/passed-over';
import type { ImportFile } from '@holdfast/shared/transfer/plan-import';
import { isMarkdownPath, isPlainPath } from '@holdfast/shared/transfer/source-path';
import type { ImportSource } from './transfer-messages.ts';

/** A file that was dropped or chosen, by its path; the name of the folder that was is its first part. */
interface ChosenFile {
  readonly path: string;
  readonly file: File;
}

interface Chosen {
  readonly files: readonly ChosenFile[];
  readonly passedOver: readonly PassedOver[];
}

/** So many files are read at the same time. */
const readAtOnce = 16;

/**
 * What was dropped on the page. Call it while the event is handled: afterwards the browser has
 * forgotten what was dropped.
 */
export function takeDropped(data: DataTransfer): () => Promise<ImportSource> {
  const entries = [...data.items].flatMap((item) => item.webkitGetAsEntry() ?? []);
  const files = [...data.files];
  return async () => {
    // A browser without entries gives the files alone.
    if (entries.length === 0) return readChosen(files);
    const found = await Promise.all(entries.map((entry) => filesBelow(entry, entry.name)));
    return readFiles({
      files: found.flatMap((one) => one.files),
      passedOver: found.flatMap((one) => one.passedOver),
    });
  };
}

/** What was chosen: a folder's files, or single ones. */
export async function readChosen(files: readonly File[]): Promise<ImportSource> {
  const over = new Map<string, PassedOver>();
  const kept = files.flatMap((file): readonly ChosenFile[] => {
    const path = file.webkitRelativePath === '' ? file.name : file.webkitRelativePath;
    const folder = folderWithoutRunbooks(path);
    if (folder === undefined) return [{ path, file }];
    over.set(folder, passedOver(folder, 'folder-without-runbooks'));
    return [];
  });
  return readFiles({ files: kept, passedOver: [...over.values()] });
}

async function readFiles({ files, passedOver: over }: Chosen): Promise<ImportSource> {
  const [only] = files;
  if (files.length === 1 && only !== undefined && /\.zip$/i.test(only.path)) {
    return { kind: 'zip', bytes: new Uint8Array(await only.file.arrayBuffer()) };
  }
  const texts = await readEach(files.filter(({ path }) => !isImageFile(path)));
  const sieve = createImageSieve();
  for (const { bytes } of texts) {
    const text = readFileText(bytes);
    if (text.ok) sieve.add(text.text);
  }
  const images = await readEach(
    files.filter(({ path }) => isImageFile(path)),
    sieve.mayBeShown,
  );
  return { kind: 'files', files: [...texts, ...images], passedOver: over };
}

/** Those that are not wanted stand in the list without their bytes. */
async function readEach(
  files: readonly ChosenFile[],
  isWanted: (path: string) => boolean = (path) => isMarkdownPath(path) || isPlainPath(path),
): Promise<readonly ImportFile[]> {
  const read: ImportFile[] = [];
  for (let at = 0; at < files.length; at += readAtOnce) {
    const some = files.slice(at, at + readAtOnce);
    read.push(...(await Promise.all(some.map((one) => readFile(one, isWanted(one.path))))));
  }
  return read;
}

/** Stands for the bytes of a file of which only the size matters. */
const tooLarge = new Uint8Array(maxFileBytes + 1);

async function readFile({ path, file }: ChosenFile, isWanted: boolean): Promise<ImportFile> {
  if (!isWanted) return { path, bytes: new Uint8Array() };
  if (file.size > maxFileBytes) return { path, bytes: tooLarge };
  return { path, bytes: new Uint8Array(await file.arrayBuffer()) };
}

async function filesBelow(entry: FileSystemEntry, path: string): Promise<Chosen> {
  if (isFile(entry)) {
    const file = await new Promise<File>((resolve, reject) => entry.file(resolve, reject));
    return { files: [{ path, file }], passedOver: [] };
  }
  if (!isFolder(entry)) return { files: [], passedOver: [] };
  if (isWithoutRunbooks(entry.name)) {
    return { files: [], passedOver: [passedOver(path, 'folder-without-runbooks')] };
  }
  const files: ChosenFile[] = [];
  const over: PassedOver[] = [];
  for (const child of await childrenOf(entry)) {
    const below = await filesBelow(child, `${path}/${child.name}`);
    files.push(...below.files);
    over.push(...below.passedOver);
  }
  return { files, passedOver: over };
}

function isFile(entry: FileSystemEntry): entry is FileSystemFileEntry {
  return entry.isFile;
}

function isFolder(entry: FileSystemEntry): entry is FileSystemDirectoryEntry {
  return entry.isDirectory;
}

/** A reader gives at most a hundred at a time, and none once it is through. */
async function childrenOf(folder: FileSystemDirectoryEntry): Promise<readonly FileSystemEntry[]> {
  const reader = folder.createReader();
  const all: FileSystemEntry[] = [];
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) =>
      reader.readEntries(resolve, reject),
    );
    if (some.length === 0) return all;
    all.push(...some);
  }
}
