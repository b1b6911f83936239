import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { documentKind } from '@holdfast/shared/protocol/names';
import { readRunbook } from '@holdfast/shared/model/runbook';
import {
  type ExportDocument,
  type ExportFile,
  planExport,
} from '@holdfast/shared/transfer/plan-export';
import { writeZip } from '@holdfast/shared/transfer/zip-write';
import { makeFolder } from '../store/make-folder.ts';
import { CommandError, type ExitCode, exitCodes } from './exit-codes.ts';
import { counted, jsonText } from './output.ts';
import type { Session } from './session.ts';
import { withExistingSession, type WorkspaceCommandDeps } from './workspace-command.ts';

export interface ExportDeps extends WorkspaceCommandDeps {
  /** A folder, or a file that ends in `.zip`. */
  readonly out: string;
  readonly dryRun: boolean;
}

/**
 * Writes every runbook into a folder or a zip archive, imported ones where they came from. A file is
 * byte for byte the text, but for title, owners and tags set beside it (its front matter gets those)
 * and links between runbooks that were made in Holdfast (they become relative).
 */
export async function exportRunbooks(deps: ExportDeps): Promise<ExitCode> {
  const { out, dryRun, json, output } = deps;
  return withExistingSession(deps, async (session, { workspace }) => {
    const files = planExport(await readRunbooks(session));
    const isArchive = /\.zip$/i.test(out);
    if (isArchive && !dryRun) write(out, writeZip(files, Date.now()));
    const results = files.map((file) => ({
      file,
      wrote: isArchive || writeIfChanged(out, file, dryRun),
    }));
    const written = results.filter(({ wrote }) => wrote).length;
    if (json) {
      const shown = results.map(({ file, wrote }) => ({
        path: file.path,
        document: file.name,
        result: wrote ? 'written' : 'unchanged',
        ...(file.renamedFrom !== undefined && { renamedFrom: file.renamedFrom }),
        ...(file.leftOut !== undefined && { leftOut: file.leftOut }),
      }));
      output.data(jsonText({ workspace, out, dryRun, files: shown }));
      return exitCodes.ok;
    }
    output.data(
      `${counted(written, 'file')} ${dryRun ? 'would be ' : ''}written to ${out}, ${results.length - written} unchanged`,
    );
    for (const { path, renamedFrom, leftOut } of files) {
      if (renamedFrom !== undefined)
        output.message(`${renamedFrom} is stored as ${path}: not every system can keep that name.`);
      if (leftOut !== undefined)
        output.message(
          `${path} is without the ${leftOut.join(' and the ')} set in Holdfast: its front matter cannot be read or changed safely.`,
        );
    }
    return exitCodes.ok;
  });
}

async function readRunbooks(session: Session): Promise<readonly ExportDocument[]> {
  const documents: ExportDocument[] = [];
  for (const name of session.documents()) {
    if (documentKind(name) !== 'runbook') continue;
    const doc = await session.read(name);
    if (doc === undefined) continue;
    const { sourcePath, title, body, besideText } = readRunbook(doc);
    documents.push({ name, sourcePath, title, body, besideText });
    doc.destroy();
  }
  return documents;
}

function writeIfChanged(out: string, { path, bytes }: ExportFile, dryRun: boolean): boolean {
  const target = join(out, path);
  if (readIfThere(target)?.equals(bytes) === true) return false;
  if (!dryRun) write(target, bytes);
  return true;
}

function write(target: string, bytes: Uint8Array): void {
  try {
    makeFolder(dirname(target));
    writeFileSync(target, bytes);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new CommandError(`Cannot write ${target}: ${reason}`, exitCodes.failed, { cause: error });
  }
}

function readIfThere(path: string): Buffer | undefined {
  try {
    return readFileSync(path);
  } catch {
    return undefined;
  }
}
