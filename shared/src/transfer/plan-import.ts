import { runbookIdForPath, textHash } from '../model/ids.ts';
import type { WrittenField } from '../markdown/front-matter-edit.ts';
import type { DocumentName } from '../protocol/names.ts';
import { exportedText } from './exported-text.ts';
import { readFileText, type TextRefused } from './file-text.ts';
import { buildInitialUpdate } from './initial-update.ts';
import { isMarkdownPath, type PathRefused, refusePath } from './source-path.ts';

/** A file below the imported folder. */
export interface ImportFile {
  /** Relative to the folder, parts joined by `/`. */
  readonly path: string;
  readonly bytes: Uint8Array;
}

/** What the plan needs of a runbook that is already there; `readRunbook` gives it. */
export interface ExistingRunbook {
  readonly body: string;
  readonly besideText: readonly WrittenField[];
  readonly sourceHash: string;
}

export interface ImportRequest {
  /** The imported folder's own name; it begins every source path. Empty: paths stand alone. */
  readonly root: string;
  readonly files: readonly ImportFile[];
  /** The runbook of that name, or undefined. Asked once for each file that can be imported. */
  existing(name: DocumentName): ExistingRunbook | undefined;
}

export type SkipReason = PathRefused | TextRefused | 'not-markdown' | 'same-path';

interface Imported {
  /** As in the request. */
  readonly path: string;
  readonly name: DocumentName;
  readonly sourcePath: string;
}

/** What will happen with one file. `applyImport` does it. */
export type ImportDecision =
  /** Not there yet: `update` is its first Yjs update. */
  | (Imported & { readonly kind: 'create'; readonly text: string; readonly update: Uint8Array })
  /**
   * The file is not what was last imported, and not what is there: the text will be made `text` by
   * the smallest edits. `editedHere`: someone also changed the text here since the last import;
   * where both changed the same words, the file wins.
   */
  | (Imported & { readonly kind: 'change'; readonly text: string; readonly editedHere: boolean })
  /**
   * The text here, or what an export makes of it, already equals the file (edited here, exported,
   * imported again): only noted.
   */
  | (Imported & { readonly kind: 'record'; readonly text: string })
  /** The same file as last time. What was edited here since (`editedHere`) stays. */
  | (Imported & { readonly kind: 'unchanged'; readonly editedHere: boolean })
  | {
      readonly kind: 'skip';
      readonly path: string;
      readonly reason: SkipReason;
      /** In words, for a person. */
      readonly problem: string;
    };

const problems: Readonly<Record<SkipReason, string>> = {
  'not-markdown': 'not a Markdown file (.md, .markdown)',
  'unsafe-path': 'the path has an empty part, "..", a backslash or a control character',
  'name-too-long': 'a name in the path is longer than 255 bytes, or the path than 1,024 characters',
  'same-path': 'another file has the same path',
  'too-large': 'larger than 1 MB',
  'nul-bytes': 'has NUL bytes: not a text file',
  'not-utf-8': 'not valid UTF-8',
};

/** Decides for each file, in the order of their paths. Changes nothing. */
export function planRunbookImport(request: ImportRequest): readonly ImportDecision[] {
  const seen = new Set<string>();
  const files = request.files.toSorted((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0));
  return files.map((file) => {
    if (seen.has(file.path)) return skip(file, 'same-path');
    seen.add(file.path);
    return decide(file, request);
  });
}

/** The name of the document that a file of an imported folder is kept in, or why it cannot be. */
export function runbookForFile(
  root: string,
  path: string,
):
  | { readonly ok: true; readonly name: DocumentName; readonly sourcePath: string }
  | { readonly ok: false; readonly reason: PathRefused | 'not-markdown' } {
  const sourcePath = root === '' ? path : `${root}/${path}`;
  const refused = refusePath(sourcePath);
  if (refused !== undefined) return { ok: false, reason: refused };
  if (!isMarkdownPath(path)) return { ok: false, reason: 'not-markdown' };
  return { ok: true, name: `runbook:${runbookIdForPath(sourcePath)}`, sourcePath };
}

function decide(file: ImportFile, request: ImportRequest): ImportDecision {
  const target = runbookForFile(request.root, file.path);
  if (!target.ok) return skip(file, target.reason);
  const read = readFileText(file.bytes);
  if (!read.ok) return skip(file, read.reason);
  const { name, sourcePath } = target;
  const imported: Imported = { path: file.path, name, sourcePath };
  const { text } = read;
  const existing = request.existing(name);
  if (existing === undefined || isBlank(existing)) {
    return { kind: 'create', ...imported, text, update: buildInitialUpdate(sourcePath, text) };
  }
  return compare(imported, text, existing);
}

function compare(imported: Imported, text: string, existing: ExistingRunbook): ImportDecision {
  const asLastTime = textHash(text) === existing.sourceHash;
  const file = exportedText(existing).text;
  if (asLastTime) return { kind: 'unchanged', ...imported, editedHere: file !== text };
  if (existing.body === text || file === text) return { kind: 'record', ...imported, text };
  const editedHere = ![existing.body, file].some((one) => textHash(one) === existing.sourceHash);
  return { kind: 'change', ...imported, text, editedHere };
}

/** A document that was opened but never filled. */
function isBlank(existing: ExistingRunbook): boolean {
  return existing.body === '' && existing.sourceHash === '';
}

function skip(file: ImportFile, reason: SkipReason): ImportDecision {
  return { kind: 'skip', path: file.path, reason, problem: problems[reason] };
}
