import type { DocumentName } from '@holdfast/shared/protocol/names';
import { readRunbook } from '@holdfast/shared/model/runbook';
import { applyImport } from '@holdfast/shared/transfer/apply-import';
import {
  type ExistingRunbook,
  type ImportDecision,
  type ImportFile,
  planRunbookImport,
  runbookForFile,
} from '@holdfast/shared/transfer/plan-import';
import { CommandError, type ExitCode, exitCodes } from './exit-codes.ts';
import { newWorkspaceNote } from './held-workspaces.ts';
import { type PassedOver, readFiles } from './import-files.ts';
import { counted, jsonText, table } from './output.ts';
import { chooseRelays } from './relay-choice.ts';
import type { SavedOn, Session } from './session.ts';
import { savedText, withSession, type WorkspaceCommandDeps } from './workspace-command.ts';

/** Of more that are skipped for one reason, only so many are named. */
const mostOfOneReason = 10;

export interface ImportDeps extends WorkspaceCommandDeps {
  /** A folder, or one file. */
  readonly path: string;
  readonly dryRun: boolean;
  /** Shown as who changed the runbooks. */
  readonly by: string;
}

/** Imports Markdown files as runbooks. What cannot be imported is listed; the rest goes in. */
export async function importRunbooks(deps: ImportDeps): Promise<ExitCode> {
  const { root, files, passedOver } = readFiles(deps.path);
  const note = await newWorkspaceNote(chooseRelays(deps), deps.dryRun);
  return withSession(deps, async (session, { workspace }) => {
    const decisions = await planImport(session, root, files);
    if (!decisions.some(({ kind }) => kind !== 'skip')) {
      for (const [path, problem] of skippedRows([...skipped(decisions), ...passedOver]))
        deps.output.message(`${path}: ${problem}`);
      throw new CommandError(`There is no Markdown file to import in ${deps.path}.`);
    }
    const saved = deps.dryRun ? undefined : await applyDecisions(session, decisions, deps.by);
    report(deps, workspace, { decisions, passedOver }, saved);
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

interface Skipped {
  readonly path: string;
  readonly problem: string;
}

/** Those of one reason together; of many, the first few and how many more there are. */
function skippedRows(entries: readonly Skipped[]): readonly (readonly [string, string])[] {
  const paths = new Map<string, string[]>();
  for (const { path, problem } of entries) {
    const same = paths.get(problem);
    if (same === undefined) paths.set(problem, [path]);
    else same.push(path);
  }
  return [...paths].flatMap(([problem, all]) => {
    const named = all.length > mostOfOneReason ? all.slice(0, mostOfOneReason - 1) : all;
    const more = all.length - named.length;
    const rest = more === 0 ? [] : [`… and ${more} more`];
    return [...named, ...rest].map((path) => [`  ${path}`, problem] as const);
  });
}

interface Planned {
  readonly decisions: readonly ImportDecision[];
  readonly passedOver: readonly PassedOver[];
}

function report(
  { json, dryRun, output }: ImportDeps,
  workspace: string,
  { decisions, passedOver }: Planned,
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
    const over = passedOver.map(({ path, ...why }) => ({ path, result: 'skip', ...why }));
    output.data(
      jsonText({
        workspace,
        dryRun,
        savedOnRelays: saved?.relays ?? null,
        files: [...shown, ...over],
      }),
    );
    return;
  }
  const folders = passedOver.filter(({ reason }) => reason === 'folder-without-runbooks').length;
  const verb = dryRun ? 'would be ' : '';
  output.data(
    [
      `${counted(count('create'), 'runbook')} ${verb}created`,
      `${count('change')} ${verb}changed`,
      `${count('unchanged') + count('record')} unchanged`,
      `${counted(count('skip') + passedOver.length - folders, 'file')} skipped`,
      ...(folders === 0 ? [] : [`${counted(folders, 'folder')} skipped`]),
    ].join(', '),
  );
  const overwritten = decisions.filter((one) => one.kind === 'change' && one.editedHere);
  for (const { path } of overwritten) {
    output.message(
      `${path}: also edited in Holdfast since the last import; where both changed the same words, the file wins.`,
    );
  }
  const left = skippedRows([...skipped(decisions), ...passedOver]);
  if (left.length > 0) output.data(`Skipped:\n${table(left)}`);
  if (saved !== undefined) output.message(savedText(saved));
  else if (!dryRun) output.message('Nothing to write: everything was there already.');
}
