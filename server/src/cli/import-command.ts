import { readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import type { DocumentName } from '@holdfast/shared/protocol/names';
import { readRunbook } from '@holdfast/shared/model/runbook';
import { applyImport } from '@holdfast/shared/transfer/apply-import';
import { maxFileBytes } from '@holdfast/shared/transfer/file-text';
import {
  type ExistingRunbook,
  type ImportDecision,
  type ImportFile,
  planRunbookImport,
  runbookForFile,
} from '@holdfast/shared/transfer/plan-import';
import { CommandError, type ExitCode, exitCodes } from './exit-codes.ts';
import { newWorkspaceNote } from './held-workspaces.ts';
import { counted, jsonText, table } from './output.ts';
import { chooseRelays } from './relay-choice.ts';
import type { SavedOn, Session } from './session.ts';
import { savedText, withSession, type WorkspaceCommandDeps } from './workspace-command.ts';

/** Folders that no runbook lies in. */
const passedOver = new Set(['.git', '.hg', '.svn', 'node_modules']);

export interface ImportDeps extends WorkspaceCommandDeps {
  /** A folder, or one file. */
  readonly path: string;
  readonly dryRun: boolean;
  /** Shown as who changed the runbooks. */
  readonly by: string;
}

/** Imports Markdown files as runbooks. What cannot be imported is listed; the rest goes in. */
export async function importRunbooks(deps: ImportDeps): Promise<ExitCode> {
  const { root, files } = readFiles(deps.path);
  const note = await newWorkspaceNote(chooseRelays(deps), deps.dryRun);
  return withSession(deps, async (session, { workspace }) => {
    const decisions = await planImport(session, root, files);
    if (!decisions.some(({ kind }) => kind !== 'skip')) {
      for (const { path, problem } of skipped(decisions))
        deps.output.message(`  ${path}: ${problem}`);
      throw new CommandError(`There is no Markdown file to import in ${deps.path}.`);
    }
    const saved = deps.dryRun ? undefined : await applyDecisions(session, decisions, deps.by);
    report(deps, workspace, decisions, saved);
    if (note !== undefined) deps.output.message(note);
    return exitCodes.ok;
  });
}

/** Decides for each file what is to be done, from what the workspace has. */
export async function planImport(
  session: Session,
  root: string,
  files: readonly ImportFile[],
): Promise<readonly ImportDecision[]> {
  const existing = new Map<DocumentName, ExistingRunbook>();
  for (const { path } of files) {
    const target = runbookForFile(root, path);
    const doc = target.ok ? await session.read(target.name) : undefined;
    if (target.ok && doc !== undefined) existing.set(target.name, readRunbook(doc));
    doc?.destroy();
  }
  return planRunbookImport({ root, files, existing: (name) => existing.get(name) });
}

/** Undefined where nothing had to be written. */
export async function applyDecisions(
  session: Session,
  decisions: readonly ImportDecision[],
  by: string,
): Promise<SavedOn | undefined> {
  let isChanged = false;
  const nowMs = Date.now();
  for (const decision of decisions) {
    if (decision.kind === 'skip' || decision.kind === 'unchanged') continue;
    const wrote = await session.change(decision.name, (doc) =>
      applyImport(doc, decision, nowMs, by),
    );
    isChanged ||= wrote;
  }
  return isChanged ? session.saved() : undefined;
}

function skipped(
  decisions: readonly ImportDecision[],
): readonly Extract<ImportDecision, { kind: 'skip' }>[] {
  return decisions.filter((decision) => decision.kind === 'skip');
}

function report(
  { json, dryRun, output }: ImportDeps,
  workspace: string,
  decisions: readonly ImportDecision[],
  saved: SavedOn | undefined,
): void {
  const count = (kind: ImportDecision['kind']): number =>
    decisions.filter((one) => one.kind === kind).length;
  if (json) {
    const shown = decisions.map(({ kind, path, ...rest }) => ({
      path,
      result: kind,
      ...('name' in rest && { document: rest.name }),
      ...('editedHere' in rest && { editedHere: rest.editedHere }),
      ...('reason' in rest && { reason: rest.reason, problem: rest.problem }),
    }));
    output.data(
      jsonText({ workspace, dryRun, savedOnRelays: saved?.relays ?? null, files: shown }),
    );
    return;
  }
  const verb = dryRun ? 'would be ' : '';
  output.data(
    [
      `${counted(count('create'), 'runbook')} ${verb}created`,
      `${count('change')} ${verb}changed`,
      `${count('unchanged') + count('record')} unchanged`,
      `${counted(count('skip'), 'file')} skipped`,
    ].join(', '),
  );
  const overwritten = decisions.filter((one) => one.kind === 'change' && one.editedHere);
  for (const { path } of overwritten) {
    output.message(
      `${path}: also edited in Holdfast since the last import; where both changed the same words, the file wins.`,
    );
  }
  const left = skipped(decisions);
  if (left.length > 0)
    output.data(`Skipped:\n${table(left.map(({ path, problem }) => [`  ${path}`, problem]))}`);
  if (saved !== undefined) output.message(savedText(saved));
  else if (!dryRun) output.message('Nothing to write: everything was there already.');
}

/** The files below a folder, or a single one as if its folder had been named. */
export function readFiles(path: string): {
  readonly root: string;
  readonly files: readonly ImportFile[];
} {
  const whole = resolve(path);
  try {
    const found = statSync(whole);
    if (!found.isDirectory()) {
      // Reading a device or a pipe might never end.
      if (!found.isFile()) throw new Error('neither a file nor a folder');
      return { root: basename(dirname(whole)), files: [readImportFile(whole, basename(whole))] };
    }
    const files = filePathsBelow(whole).map((file) =>
      readImportFile(file, relative(whole, file).split(sep).join('/')),
    );
    return { root: basename(whole), files };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new CommandError(`Cannot read ${path}: ${reason}`, exitCodes.failed, { cause: error });
  }
}

/** Links are not followed: they may lead out of the folder, or round in a circle. */
function filePathsBelow(folder: string): readonly string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return passedOver.has(entry.name) ? [] : filePathsBelow(path);
    return entry.isFile() ? [path] : [];
  });
}

function readImportFile(file: string, path: string): ImportFile {
  // Only the size of what is too large matters.
  const isTooLarge = statSync(file).size > maxFileBytes;
  const bytes = isTooLarge ? new Uint8Array(maxFileBytes + 1) : new Uint8Array(readFileSync(file));
  return { path, bytes };
}
