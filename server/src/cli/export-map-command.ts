import { writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { encodeUtf8 } from 'lib0/string';
import { writeBackstage } from '@holdfast/shared/map-transfer/backstage-write';
import { readFollowUps } from '@holdfast/shared/map-transfer/follow-ups';
import { writeMapMef } from '@holdfast/shared/map-transfer/map-mef';
import { writeMapFile } from '@holdfast/shared/map-transfer/map-file-write';
import { writeMermaid } from '@holdfast/shared/map-transfer/mermaid';
import { mapDocument, readMap, readMapItems } from '@holdfast/shared/model/map';
import type * as Y from 'yjs';
import { makeFolder } from '../store/make-folder.ts';
import { CommandError, type ExitCode, exitCodes } from './exit-codes.ts';
import { counted, jsonText } from './output.ts';
import { withExistingSession, type WorkspaceCommandDeps } from './workspace-command.ts';

export const mapExportFormats = ['yaml', 'backstage', 'mef', 'mermaid'] as const;
export type MapExportFormat = (typeof mapExportFormats)[number];

const writers: Readonly<Record<MapExportFormat, (doc: Y.Doc) => string>> = {
  yaml: (doc) => writeMapFile(readMapItems(doc), readFollowUps(doc)),
  backstage: (doc) => writeBackstage(readMap(doc)),
  mef: (doc) => {
    const written = writeMapMef(readMap(doc));
    if (!written.ok) throw new CommandError(written.problem);
    return written.text;
  },
  mermaid: (doc) => writeMermaid(readMap(doc)),
};

interface ExportMapDeps extends WorkspaceCommandDeps {
  readonly format: MapExportFormat;
  /** A file; `-` for standard output. */
  readonly out: string;
  readonly dryRun: boolean;
}

/** Writes the map into one file. Only our own YAML holds all of it. */
export async function exportMap(deps: ExportMapDeps): Promise<ExitCode> {
  const { out, format, dryRun, json, output } = deps;
  return withExistingSession(deps, async (session, { workspace }) => {
    const doc = await session.read(mapDocument);
    if (doc === undefined) throw new CommandError(`The map of ${workspace} is still empty.`);
    const text = writers[format](doc);
    const { size } = readMap(doc).components;
    doc.destroy();
    if (out === '-') {
      if (!dryRun) output.bytes(encodeUtf8(text));
      return exitCodes.ok;
    }
    if (!dryRun) write(out, text);
    if (json) output.data(jsonText({ workspace, format, out, components: size, dryRun }));
    else output.data(`${counted(size, 'component')} ${dryRun ? 'would be ' : ''}written to ${out}`);
    return exitCodes.ok;
  });
}

function write(target: string, text: string): void {
  try {
    makeFolder(dirname(target));
    writeFileSync(target, text);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new CommandError(`Cannot write ${target}: ${reason}`, exitCodes.failed, { cause: error });
  }
}
