import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type DocumentName, documentKind } from '@holdfast/shared/protocol/names';
import { readImages, type RunbookImage } from '@holdfast/shared/model/runbook-images';
import { readRunbook } from '@holdfast/shared/model/runbook';
import { planImageExport } from '@holdfast/shared/transfer/export-images';
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
 * and links between runbooks that were made in Holdfast (they become relative). Images that runbooks
 * hold lie where their texts look for them.
 */
export async function exportRunbooks(deps: ExportDeps): Promise<ExitCode> {
  const { out, dryRun, json, output } = deps;
  return withExistingSession(deps, async (session, { workspace }) => {
    const { documents, imagesOf } = await readRunbooks(session);
    const files = planExport(documents);
    const images = planImageExport(files, (name) => imagesOf.get(name));
    const isArchive = /\.zip$/i.test(out);
    if (isArchive && !dryRun) write(out, writeZip([...files, ...images.files], Date.now()));
    const results = files.map((file) => ({
      file,
      wrote: isArchive || writeIfChanged(out, file, dryRun),
    }));
    const imageResults = images.files.map((file) => ({
      file,
      wrote: isArchive || writeIfChanged(out, file, dryRun),
    }));
    const all = [...results, ...imageResults];
    const written = all.filter(({ wrote }) => wrote).length;
    if (json) {
      const shown = results.map(({ file, wrote }) => ({
        path: file.path,
        document: file.name,
        result: wrote ? 'written' : 'unchanged',
        ...(file.renamedFrom !== undefined && { renamedFrom: file.renamedFrom }),
        ...(file.leftOut !== undefined && { leftOut: file.leftOut }),
      }));
      const shownImages = imageResults.map(({ file: { path }, wrote }) => ({
        path,
        result: wrote ? 'written' : 'unchanged',
      }));
      output.data(
        jsonText({ workspace, out, dryRun, files: shown, images: shownImages, left: images.left }),
      );
      return exitCodes.ok;
    }
    output.data(
      `${counted(written, 'file')} ${dryRun ? 'would be ' : ''}written to ${out}, ${all.length - written} unchanged`,
    );
    for (const { runbook, image, problem } of images.left)
      output.message(`${runbook} is without its image ${image}: ${problem}.`);
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

interface Exported {
  readonly documents: readonly ExportDocument[];
  readonly imagesOf: ReadonlyMap<DocumentName, ReadonlyMap<string, RunbookImage>>;
}

async function readRunbooks(session: Session): Promise<Exported> {
  const documents: ExportDocument[] = [];
  const imagesOf = new Map<DocumentName, ReadonlyMap<string, RunbookImage>>();
  for (const name of session.documents()) {
    if (documentKind(name) !== 'runbook') continue;
    const doc = await session.read(name);
    if (doc === undefined) continue;
    const { sourcePath, title, body, besideText } = readRunbook(doc);
    documents.push({ name, sourcePath, title, body, besideText });
    const images = readImages(doc);
    if (images.size > 0) imagesOf.set(name, images);
    doc.destroy();
  }
  return { documents, imagesOf };
}

function writeIfChanged(
  out: string,
  { path, bytes }: Pick<ExportFile, 'path' | 'bytes'>,
  dryRun: boolean,
): boolean {
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
