import type { Runbook } from '@holdfast/shared/model/runbook';
import { historyDocument } from '@holdfast/shared/model/versions';
import { type DocumentName, documentKind } from '@holdfast/shared/protocol/names';
import { importBase } from '@holdfast/shared/transfer/import-base';
import { applyImport, imagesToApply } from '@holdfast/shared/transfer/apply-import';
import { versionsOfImport } from '@holdfast/shared/transfer/import-versions';
import { exportPlaces } from '@holdfast/shared/transfer/plan-export';
import {
  type ConflictChoice,
  type ExistingRunbook,
  type ImportDecision,
  type ImportFile,
  planRunbookImport,
  settleConflict,
} from '@holdfast/shared/transfer/plan-import';
import { readExisting } from '@holdfast/shared/transfer/read-existing';
import { CommandError, type ExitCode, exitCodes } from './exit-codes.ts';
import { newWorkspaceNote } from './held-workspaces.ts';
import { readFiles } from './import-files.ts';
import { reportImport, skippedRows } from './import-report.ts';
import { keepVersions } from './keep-versions.ts';
import type { SavedOn, Session } from './session.ts';
import { withSession, type WorkspaceCommandDeps } from './workspace-command.ts';

export interface ImportDeps extends WorkspaceCommandDeps {
  /** A folder, a zip archive, or one file. */
  readonly path: string;
  /** Begins every source path, instead of the folder's own name; may be empty. */
  readonly root: string | undefined;
  /** What to do where file and text here both changed and cannot be merged; undefined: leave it, and say so. */
  readonly onConflict: ConflictChoice | undefined;
  readonly dryRun: boolean;
  /** Shown as who changed the runbooks. */
  readonly by: string;
}

/**
 * Imports Markdown files as runbooks. What cannot be imported is listed; the rest goes in. Of
 * conflicts nothing is written, unless it was said what to do, and never of texts that are approved
 * and locked; the exit code says that some are left.
 */
export async function importRunbooks(deps: ImportDeps): Promise<ExitCode> {
  const { root, files, passedOver } = readFiles(deps.path);
  const note = await newWorkspaceNote(deps, deps.dryRun);
  return withSession(deps, async (session, { workspace }) => {
    const planned = await planImport(session, deps.root ?? root, files);
    const { onConflict } = deps;
    const decisions =
      onConflict === undefined
        ? planned
        : planned.flatMap((decision) => settleConflict(decision, onConflict));
    if (!decisions.some(({ kind }) => kind !== 'skip')) {
      for (const [path, problem] of skippedRows(decisions, passedOver))
        deps.output.message(`${path}: ${problem}`);
      throw new CommandError(`There is no Markdown file to import in ${deps.path}.`);
    }
    const done = deps.dryRun
      ? { decisions, saved: undefined }
      : await applyDecisions(session, decisions, deps.by);
    reportImport(deps, workspace, { decisions: done.decisions, passedOver }, done.saved);
    if (note !== undefined) deps.output.message(note);
    const isLeft = done.decisions.some(
      (one) => one.kind === 'conflict' || one.kind === 'locked' || hasImageConflict(one),
    );
    return isLeft ? exitCodes.conflicts : exitCodes.ok;
  });
}

function hasImageConflict(decision: ImportDecision): boolean {
  return decision.kind !== 'skip' && decision.kind !== 'copy'
    ? (decision.images?.conflicts.length ?? 0) > 0
    : false;
}

/** Decides for each file what is to be done, from what the workspace has. */
export async function planImport(
  session: Session,
  root: string,
  files: readonly ImportFile[],
): Promise<readonly ImportDecision[]> {
  const runbooks = await readAllRunbooks(session);
  const places = exportPlaces([...runbooks].map(([name, runbook]) => ({ ...runbook, name })));
  const bases = new Map<DocumentName, string>();
  const plan = (some: readonly ImportFile[]): readonly ImportDecision[] =>
    planRunbookImport({
      root,
      files: some,
      places,
      existing(name) {
        const runbook = runbooks.get(name);
        return runbook === undefined ? undefined : { ...runbook, base: bases.get(name) };
      },
    });
  const planned = plan(files);
  const unclear = planned.filter((one) => one.kind === 'conflict' && one.why === 'no-base');
  for (const decision of unclear) {
    if (!('name' in decision)) continue;
    const { name } = decision;
    const history = await session.read(historyDocument(name));
    const base =
      history === undefined ? undefined : importBase(history, runbooks.get(name)?.sourceHash ?? '');
    if (base !== undefined) bases.set(name, base);
  }
  return bases.size === 0 ? planned : plan(files);
}

/** Every runbook that the workspace has, archived ones too. */
export async function readAllRunbooks(
  session: Session,
): Promise<ReadonlyMap<DocumentName, Runbook & ExistingRunbook>> {
  const runbooks = new Map<DocumentName, Runbook & ExistingRunbook>();
  for (const name of session.documents()) {
    if (documentKind(name) !== 'runbook') continue;
    const doc = await session.read(name);
    if (doc !== undefined) runbooks.set(name, readExisting(doc));
    doc?.destroy();
  }
  return runbooks;
}

export interface Applied {
  /** As they were carried out: a text that was locked meanwhile is kept aside. */
  readonly decisions: readonly ImportDecision[];
  /** Undefined where nothing had to be written. */
  readonly saved: SavedOn | undefined;
}

/** Carries out decisions; what a text was before it is changed becomes a version of it first. */
export async function applyDecisions(
  session: Session,
  decisions: readonly ImportDecision[],
  by: string,
): Promise<Applied> {
  const applied: ImportDecision[] = [];
  let isChanged = false;
  const nowMs = Date.now();
  for (const decision of decisions) {
    if (decision.kind === 'skip') {
      applied.push(decision);
      continue;
    }
    const before = await readBefore(session, decision);
    const locked = before?.locked;
    if (locked !== undefined && (decision.kind === 'change' || decision.kind === 'merge')) {
      const { path, name, sourcePath } = decision;
      applied.push({ kind: 'locked', path, name, sourcePath, problem: locked });
      continue;
    }
    if (before !== undefined) {
      const versions = versionsOfImport(decision, before);
      await keepVersions(session, decision.name, versions, { by, nowMs });
    }
    const wrote = await session.change(decision.name, (doc) =>
      applyImport(doc, decision, nowMs, by),
    );
    isChanged ||= wrote;
    // Each in an update of its own: together they may be more than relays take.
    for (const edit of imagesToApply(decision)) {
      const wroteImage = await session.change(decision.name, edit);
      isChanged ||= wroteImage;
    }
    applied.push(decision);
  }
  return { decisions: applied, saved: isChanged ? await session.saved() : undefined };
}

/** The runbook that is about to be changed, as it is now. */
async function readBefore(
  session: Session,
  decision: Exclude<ImportDecision, { kind: 'skip' }>,
): Promise<(Runbook & ExistingRunbook) | undefined> {
  const { kind, name } = decision;
  if (kind !== 'change' && kind !== 'merge' && kind !== 'record') return undefined;
  const doc = await session.read(name);
  if (doc === undefined) return undefined;
  const before = readExisting(doc);
  doc.destroy();
  return before;
}
