import { readFileSync } from 'node:fs';
import {
  type Handover,
  otherWorkspace,
  readHandover,
} from '@holdfast/shared/transfer/take-handover';
import { CommandError, type ExitCode, exitCodes } from './exit-codes.ts';
import { counted, jsonText } from './output.ts';
import { newWorkspaceNote } from './held-workspaces.ts';
import { chooseRelays } from './relay-choice.ts';
import { savedText, withSession, type WorkspaceCommandDeps } from './workspace-command.ts';

export interface HandoverDeps extends WorkspaceCommandDeps {
  /** A path, or `-` for standard input. */
  readonly file: string;
  readonly dryRun: boolean;
}

/** Takes changes that were saved to a file, or copied as text, into their workspace. Twice does no harm. */
export async function takeHandoverFile(deps: HandoverDeps): Promise<ExitCode> {
  const { file, dryRun, json, output } = deps;
  const handover = readHandover(readGiven(file));
  if (!handover.ok) throw new CommandError(`${file}: ${handover.problem}`);
  const { workspace } = handover;
  if (deps.workspace !== undefined && chooseRelays(deps).workspace !== workspace)
    throw new CommandError(`${file}: ${otherWorkspace(workspace, deps.workspace)}`);
  const meant = { ...deps, workspace };
  const note = await newWorkspaceNote(meant, dryRun);
  return withSession(meant, async (session) => {
    const changed = dryRun
      ? await session.wouldTake(handover.documents)
      : await taken(handover, session.take);
    const documents = handover.documents.length;
    if (json) {
      output.data(jsonText({ file, workspace, dryRun, documents, changed }));
    } else if (changed === 0) {
      output.data(
        `Workspace ${workspace} already has all of it: ${counted(documents, 'document')}`,
      );
    } else {
      const verb = dryRun ? 'would change' : 'changed';
      output.data(
        `${changed} of ${counted(documents, 'document')} ${verb} in workspace ${workspace}`,
      );
    }
    if (note !== undefined) output.message(note);
    if (!dryRun && changed > 0) output.message(savedText(await session.saved()));
    return exitCodes.ok;
  });
}

type Taking = (
  documents: Extract<Handover, { ok: true }>['documents'],
) => Promise<{ ok: true; changed: number } | { ok: false; problem: string }>;

async function taken(handover: Extract<Handover, { ok: true }>, take: Taking): Promise<number> {
  const result = await take(handover.documents);
  if (!result.ok) throw new CommandError(result.problem);
  return result.changed;
}

function readGiven(file: string): Uint8Array {
  try {
    return readFileSync(file === '-' ? 0 : file);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new CommandError(`Cannot read ${file}: ${reason}`, exitCodes.failed, { cause: error });
  }
}
