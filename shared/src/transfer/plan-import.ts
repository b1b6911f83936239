import type { WrittenField } from '../markdown/front-matter-edit.ts';
import { runbookIdForPath, textHash } from '../model/ids.ts';
import type { DocumentName } from '../protocol/names.ts';
import { compareTexts, type TextComparison } from './compare-texts.ts';
import { readFileText, type TextRefused } from './file-text.ts';
import { buildInitialUpdate } from './initial-update.ts';
import type { WorkspacePlaces } from './plan-export.ts';
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
  /** The text of the file when it was last imported, where it is still known: without it, two changes cannot be merged. */
  readonly base?: string | undefined;
}

export interface ImportRequest {
  /** The imported folder's own name; it begins every source path. Empty: paths stand alone. */
  readonly root: string;
  readonly files: readonly ImportFile[];
  /** The runbook of that name, or undefined. Asked once for each file that can be imported. */
  existing(name: DocumentName): ExistingRunbook | undefined;
  /** Where an export of the workspace puts its files, so that a file that an export made is known again. */
  readonly places?: WorkspacePlaces;
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
  | (Imported & TextComparison)
  /** Beside what is here, a runbook of its own with the file's text; `of` is the one that stays. */
  | {
      readonly kind: 'copy';
      readonly path: string;
      readonly name: DocumentName;
      readonly of: DocumentName;
      readonly text: string;
    }
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
  const { sourcePath } = target;
  const name = request.places?.writtenHere(sourcePath) ?? target.name;
  const imported: Imported = { path: file.path, name, sourcePath };
  const { text } = read;
  const existing = request.existing(name);
  if (existing === undefined || isBlank(existing)) {
    return { kind: 'create', ...imported, text, update: buildInitialUpdate(sourcePath, text) };
  }
  const { places } = request;
  const path = places?.pathOf(name) ?? sourcePath;
  const exported = places === undefined ? undefined : { path, pathOf: places.pathOf };
  return { ...imported, ...compareTexts(text, existing, exported) };
}

/** How a conflict is settled: with the text here, the file's, or both as two runbooks. */
export type ConflictChoice = 'ours' | 'theirs' | 'both';

/** What to do instead of leaving a conflict. Others stay as they are. */
export function settleConflict(
  decision: ImportDecision,
  choice: ConflictChoice,
): readonly ImportDecision[] {
  if (decision.kind !== 'conflict') return [decision];
  const { path, name, sourcePath, text, fileText } = decision;
  if (choice === 'theirs') {
    return [{ kind: 'change', path, name, sourcePath, text, fileText, editedHere: true }];
  }
  const kept: ImportDecision = { kind: 'record', path, name, sourcePath, fileText };
  if (choice === 'ours') return [kept];
  // The same file settled so on two devices makes one copy.
  const copyId = runbookIdForPath(`${sourcePath}\n${textHash(fileText)}`);
  return [kept, { kind: 'copy', path, name: `runbook:${copyId}`, of: name, text }];
}

/** A document that was opened but never filled. */
function isBlank(existing: ExistingRunbook): boolean {
  return existing.body === '' && existing.sourceHash === '';
}

function skip(file: ImportFile, reason: SkipReason): ImportDecision {
  return { kind: 'skip', path: file.path, reason, problem: problems[reason] };
}
