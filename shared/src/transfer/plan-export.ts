import { encodeUtf8 } from 'lib0/string';
import type { WrittenField } from '../markdown/front-matter-edit.ts';
import type { DocumentName } from '../protocol/names.ts';
import { exportedText } from './exported-text.ts';
import { fileSlug, portableName } from './portable-name.ts';
import { isMarkdownPath, isPlainPath, refusePath } from './source-path.ts';

/** What decides where a runbook's file lies. */
export interface PlacedDocument {
  readonly name: DocumentName;
  /** Empty for one written in Holdfast. */
  readonly sourcePath: string;
  readonly title: string;
}

/** What an export needs of a runbook; a name and `readRunbook` give it. */
export interface ExportDocument extends PlacedDocument {
  readonly body: string;
  /** Set in Holdfast and not in the text: the file's front matter gets it. */
  readonly besideText: readonly WrittenField[];
}

export interface ExportOptions {
  /**
   * True (the default): names that macOS and Windows can store too; none differ only in case.
   * False: imported files keep their paths wherever a Linux system can store them.
   */
  readonly portable?: boolean;
  /** Where only some are exported: all that there are, so that each has the path that it has among all. */
  readonly among?: readonly PlacedDocument[];
}

/** A file to write. */
export interface ExportFile {
  readonly name: DocumentName;
  /** Relative, parts joined by `/`; never leaves the folder. */
  readonly path: string;
  readonly bytes: Uint8Array;
  /** The path that it was imported from, where it could not be used again. */
  readonly renamedFrom?: string;
  /** What was set in Holdfast and is not in the file, because its front matter cannot take it. */
  readonly leftOut?: readonly WrittenField['name'][];
}

/**
 * One file for each document: imported ones at the path they came from, others at
 * `runbooks/<title>.md`. Every path is unique, and depends on the set of documents alone: who was
 * first (imported before written here, then by document name) keeps the plain name. Links between
 * them become relative.
 */
export function planExport(
  documents: readonly ExportDocument[],
  options: ExportOptions = {},
): readonly ExportFile[] {
  const places = exportPlaces(options.among ?? documents, options);
  const exported = new Set(documents.map(({ name }) => name));
  const pathOf = (name: DocumentName): string | undefined =>
    exported.has(name) ? places.pathOf(name) : undefined;
  return documents.toSorted(compareDocuments).map((document) => {
    const path = pathOf(document.name) ?? ownPath(document);
    const moved = document.sourcePath !== '' && path !== document.sourcePath;
    const { text, leftOut } = exportedText(document, { path, pathOf });
    return {
      name: document.name,
      path,
      bytes: encodeUtf8(text),
      ...(moved ? { renamedFrom: document.sourcePath } : {}),
      ...(leftOut.length > 0 ? { leftOut } : {}),
    };
  });
}

/** Where an export of these documents puts each file. */
export interface WorkspacePlaces {
  /** Undefined for a runbook that is not among them. */
  pathOf(name: DocumentName): string | undefined;
  /** The runbook that was written in Holdfast and whose file an export puts at this path. */
  writtenHere(path: string): DocumentName | undefined;
}

/** The places of `planExport`'s files, without making them. */
export function exportPlaces(
  documents: readonly PlacedDocument[],
  { portable = true }: ExportOptions = {},
): WorkspacePlaces {
  const taken = createTakenPaths(portable);
  const paths = new Map<DocumentName, string>();
  const written = new Map<string, DocumentName>();
  for (const document of documents.toSorted(compareDocuments)) {
    const path = taken.claim(wantedPath(document, portable), ownPath(document));
    paths.set(document.name, path);
    if (document.sourcePath === '') written.set(path, document.name);
  }
  return { pathOf: (name) => paths.get(name), writtenHere: (path) => written.get(path) };
}

function compareDocuments(a: PlacedDocument, b: PlacedDocument): number {
  const imported = Number(a.sourcePath === '') - Number(b.sourcePath === '');
  if (imported !== 0) return imported;
  return a.name < b.name ? -1 : 1;
}

/** A source path comes from a document that anybody may have written: it is checked like any input. */
function wantedPath(document: PlacedDocument, portable: boolean): string {
  const { sourcePath } = document;
  if (sourcePath === '' || refusePath(sourcePath) !== undefined) return ownPath(document);
  const path = portable ? sourcePath.split('/').map(portableName).join('/') : sourcePath;
  const isKept = isMarkdownPath(path) || (isPlainPath(path) && path.includes('/'));
  const whole = isKept ? path : `${path}.md`;
  return refusePath(whole) === undefined ? whole : ownPath(document);
}

function ownPath(document: PlacedDocument): string {
  return `runbooks/${fileSlug(document.title)}.md`;
}

interface TakenPaths {
  /** Takes `path`, or a numbered variant of it; of `instead`, where a file stands in the folder's place. */
  claim(path: string, instead: string): string;
}

function createTakenPaths(portable: boolean): TakenPaths {
  const files = new Set<string>();
  const folders = new Set<string>();
  const key = (path: string): string => (portable ? path.normalize('NFC').toLowerCase() : path);

  function foldersOf(path: string): readonly string[] {
    const parts = key(path).split('/');
    return parts.slice(1).map((_, at) => parts.slice(0, at + 1).join('/'));
  }

  function claim(path: string, instead: string): string {
    // Only files in folders have no ending, so that none ever stands in the place of the folder `runbooks`.
    const base = foldersOf(path).some((folder) => files.has(folder)) ? instead : path;
    let free = base;
    for (let n = 2; files.has(key(free)) || folders.has(key(free)); n += 1) {
      free = numbered(base, n);
    }
    files.add(key(free));
    for (const folder of foldersOf(free)) folders.add(folder);
    return free;
  }

  return { claim };
}

function numbered(path: string, n: number): string {
  const variant = path.replace(/(?:\.[^./]*)?$/, (ending) => `-${n}${ending}`);
  // A name at the limit of its length has no room for a number.
  return refusePath(variant) === undefined ? variant : `runbooks/renamed-${n}.md`;
}
