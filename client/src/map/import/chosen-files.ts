import type { SourceFile } from '@holdfast/shared/map-transfer/draft';

/** A file by its path; the name of the folder that was chosen is its first part. */
export interface ChosenFile {
  readonly path: string;
  readonly file: File;
}

export interface ChosenTexts {
  readonly files: readonly SourceFile[];
  readonly tooLarge: readonly string[];
  readonly notText: readonly string[];
  /** Names of the folders of which every file was looked at. */
  readonly folders: readonly string[];
  /** How many are of no kind that a map is made of. */
  readonly passedOver: number;
}

/** A state of Terraform may be large; more than this is none that a person draws. */
const maxBytes = 64 * 1024 * 1024;
const most = 20_000;
const skipped = new Set(['.git', 'node_modules', '.terraform', 'vendor']);

/** Could the map be in it, by its name? */
function mayHold(path: string): boolean {
  return /\.(?:ya?ml|json|tfstate|csv|tsv|xml)$/i.test(path) || /(?:^|\/)CODEOWNERS$/i.test(path);
}

/** What was chosen with a button: a folder's files, or single ones. */
export function chosenFiles(files: readonly File[]): readonly ChosenFile[] {
  return files
    .map((file) => ({
      path: file.webkitRelativePath === '' ? file.name : file.webkitRelativePath,
      file,
    }))
    .filter(({ path }) => !path.split('/').some((part) => skipped.has(part)));
}

/**
 * What was dropped on the page. Call it while the event is handled: afterwards the browser has
 * forgotten what was dropped.
 */
export function droppedFiles(data: DataTransfer): () => Promise<readonly ChosenFile[]> {
  const entries = [...data.items].flatMap((item) => item.webkitGetAsEntry() ?? []);
  const files = [...data.files];
  return async () => {
    // A browser without entries gives the files alone.
    if (entries.length === 0) return chosenFiles(files);
    const found: ChosenFile[] = [];
    for (const entry of entries) await addBelow(entry, entry.name, found);
    return found;
  };
}

async function addBelow(entry: FileSystemEntry, path: string, found: ChosenFile[]): Promise<void> {
  if (found.length >= most) return;
  if (isFile(entry)) {
    const file = await new Promise<File>((resolve, reject) => entry.file(resolve, reject));
    found.push({ path, file });
    return;
  }
  if (!isFolder(entry) || skipped.has(entry.name)) return;
  const reader = entry.createReader();
  // A reader gives at most a hundred at a time, and none once it is through.
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) =>
      reader.readEntries(resolve, reject),
    );
    if (some.length === 0) return;
    for (const child of some) await addBelow(child, `${path}/${child.name}`, found);
  }
}

function isFile(entry: FileSystemEntry): entry is FileSystemFileEntry {
  return entry.isFile;
}

function isFolder(entry: FileSystemEntry): entry is FileSystemDirectoryEntry {
  return entry.isDirectory;
}

/** Reads the texts of those that the map may be in. */
export async function readTexts(chosen: readonly ChosenFile[]): Promise<ChosenTexts> {
  const files: SourceFile[] = [];
  const tooLarge: string[] = [];
  const notText: string[] = [];
  const wanted = chosen.filter(({ path }) => mayHold(path));
  for (const { path, file } of wanted) {
    if (file.size > maxBytes) {
      tooLarge.push(path);
      continue;
    }
    try {
      const bytes = await file.arrayBuffer();
      files.push({ path, text: new TextDecoder('utf-8', { fatal: true }).decode(bytes) });
    } catch {
      notText.push(path);
    }
  }
  const folders = chosen.flatMap(({ path }) => {
    const slash = path.indexOf('/');
    return slash < 0 ? [] : path.slice(0, slash);
  });
  return {
    files,
    tooLarge,
    notText,
    // Of so many, some may have been left where they are.
    folders: chosen.length < most ? [...new Set(folders)] : [],
    passedOver: chosen.length - wanted.length,
  };
}
