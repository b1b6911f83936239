import { runbookIdForPath, textHash } from '@holdfast/shared/model/ids';
import type { Runbook } from '@holdfast/shared/model/runbook';
import type { DocumentName } from '@holdfast/shared/protocol/names';
import type { ExportPlaces } from '@holdfast/shared/transfer/exported-links';
import { exportedText } from '@holdfast/shared/transfer/exported-text';
import { exportPlaces } from '@holdfast/shared/transfer/plan-export';
import type { RunbookHere, SyncItem } from '@holdfast/shared/transfer/plan-git-sync';
import { type ExistingRunbook, runbookForFile } from '@holdfast/shared/transfer/plan-import';
import type { SyncState } from './sync-state.ts';

/** A committed file as far as it can be a runbook. */
export type FileContent =
  | { readonly ok: true; readonly text: string; readonly blob: string }
  | { readonly ok: false; readonly problem: string };

/** A runbook and the file that it is kept in step with; one of them may not be there yet. */
export interface SyncPair {
  /** Below the folder. */
  readonly path: string;
  readonly name: DocumentName;
  readonly sourcePath: string;
  readonly runbook: (Runbook & ExistingRunbook) | undefined;
  readonly item: SyncItem;
  /** For its links, and those that lead to it. */
  readonly places: ExportPlaces;
}

export interface PairedUp {
  readonly pairs: readonly SyncPair[];
  readonly skipped: readonly { readonly path: string; readonly problem: string }[];
}

export interface PairUpInput {
  readonly root: string;
  readonly runbooks: ReadonlyMap<DocumentName, Runbook & ExistingRunbook>;
  /** The Markdown files that are committed now, by path. */
  readonly files: ReadonlyMap<string, FileContent>;
  /** By path: as remembered; and texts of the blobs named there that can still be read. */
  readonly remembered: SyncState['files'];
  readonly bases: ReadonlyMap<string, string>;
  /** The path before, by the path now. */
  readonly renamed: ReadonlyMap<string, string>;
  /** Why nothing can be written at a path where git has no file. */
  readonly pathProblem: (path: string) => string | undefined;
}

/**
 * Finds for each file its runbook: the remembered one, also after the file was renamed, else the one
 * that an import of the file would make. Runbooks that were imported from this folder, and those
 * written in Holdfast, get a file where they have none.
 */
export function pairUp(input: PairUpInput): PairedUp {
  const { root, runbooks, files } = input;
  const skipped: { path: string; problem: string }[] = [];
  const names = new Map<string, DocumentName>();
  const bases = new Map<string, string>();
  const paths = new Map<DocumentName, string>();
  const add = (path: string, name: DocumentName): void => {
    names.set(path, name);
    paths.set(name, path);
  };

  const nowAt = new Map([...input.renamed].map(([now, before]) => [before, now]));
  for (const [before, { document, blob }] of Object.entries(input.remembered)) {
    const path = files.has(before) ? before : (nowAt.get(before) ?? before);
    const base = input.bases.get(blob);
    if (base !== undefined) bases.set(path, base);
    add(path, document);
  }
  for (const path of files.keys()) {
    if (names.has(path)) continue;
    const target = runbookForFile(root, path, true);
    if (!target.ok || path.includes('\uFFFD')) {
      skipped.push({ path, problem: 'the path cannot be kept on every system' });
      continue;
    }
    // The runbook of a file that was renamed away keeps its name; a new file in its place is another.
    const isTaken = paths.has(target.name);
    add(path, isTaken ? `runbook:${runbookIdForPath(`${target.sourcePath}\nnew`)}` : target.name);
  }
  for (const [name, path] of newPaths(input, paths)) {
    const problem = input.pathProblem(path);
    if (problem === undefined) add(path, name);
    else skipped.push({ path, problem });
  }

  const pathOf = (name: DocumentName): string | undefined => paths.get(name);
  const pairs: SyncPair[] = [];
  for (const [path, name] of names) {
    const file = files.get(path);
    if (file?.ok === false) {
      skipped.push({ path, problem: file.problem });
      continue;
    }
    const runbook = runbooks.get(name);
    const places = { path, pathOf };
    const here = readHere(runbook, places);
    const item = {
      base: bases.get(path) ?? importedBase(runbook, file?.text, here),
      file: file?.text,
      here,
      locked: runbook?.locked,
    };
    pairs.push({ path, name, sourcePath: sourcePathOf(root, path), runbook, item, places });
  }
  return { pairs, skipped };
}

function sourcePathOf(root: string, path: string): string {
  return root === '' ? path : `${root}/${path}`;
}

/** Paths for runbooks without a file: where they were imported from, else by their title. */
function newPaths(
  { root, runbooks }: PairUpInput,
  known: ReadonlyMap<DocumentName, string>,
): ReadonlyMap<DocumentName, string> {
  const placed = [...known].map(([name, path]) => ({ name, sourcePath: path, title: '' }));
  const added: typeof placed = [];
  for (const [name, { sourcePath, title, archived }] of runbooks) {
    if (known.has(name) || archived) continue;
    if (sourcePath === '') added.push({ name, sourcePath, title });
    else if (root === '' || sourcePath.startsWith(`${root}/`)) {
      const path = root === '' ? sourcePath : sourcePath.slice(root.length + 1);
      added.push({ name, sourcePath: path, title });
    }
  }
  const { pathOf } = exportPlaces([...placed, ...added]);
  return new Map(added.map(({ name }) => [name, pathOf(name) ?? '']));
}

function readHere(runbook: Runbook | undefined, places: ExportPlaces): RunbookHere {
  if (runbook === undefined) return { kind: 'absent' };
  if (runbook.archived) return { kind: 'archived' };
  return { kind: 'text', text: exportedText(runbook, places).text };
}

/** What both were when the file was last imported by other means, where one of them still is that. */
function importedBase(
  runbook: Runbook | undefined,
  file: string | undefined,
  here: RunbookHere,
): string | undefined {
  const isBase = (text: string): boolean => textHash(text) === runbook?.sourceHash;
  if (file !== undefined && isBase(file)) return file;
  return here.kind === 'text' && isBase(here.text) ? here.text : undefined;
}
