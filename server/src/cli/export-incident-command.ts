import { writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { encodeUtf8 } from 'lib0/string';
import { type ReadProofs, readProofsBy } from '@holdfast/shared/access/read-proofs';
import { readIncident } from '@holdfast/shared/model/incident';
import { readIncidentNames } from '@holdfast/shared/model/incident-names';
import { stoodForBy } from '@holdfast/shared/model/incident-roots';
import {
  documentKind,
  type DocumentName,
  documentNameSchema,
} from '@holdfast/shared/protocol/names';
import {
  type ExportedIncident,
  type ExportedWith,
  incidentAsJson,
  readExportedIncident,
} from '@holdfast/shared/transfer/exported-incident';
import { incidentMarkdown } from '@holdfast/shared/transfer/incident-markdown';
import { usualNames } from '@holdfast/shared/transfer/incident-words';
import type * as Y from 'yjs';
import { makeFolder } from '../store/make-folder.ts';
import { CommandError, type ExitCode, exitCodes } from './exit-codes.ts';
import { jsonText } from './output.ts';
import type { Session } from './session.ts';
import { withExistingSession, type WorkspaceCommandDeps } from './workspace-command.ts';

export type IncidentFormat = 'markdown' | 'json';

interface ExportIncidentDeps extends WorkspaceCommandDeps {
  /** As typed: `incident:01j…`, or only its id. */
  readonly incident: string;
  readonly format: IncidentFormat;
  /** A file; `-` for standard output. */
  readonly out: string;
  readonly dryRun: boolean;
}

/** Writes one incident, timeline and post-mortem included, as Markdown or JSON. */
export async function exportIncident(deps: ExportIncidentDeps): Promise<ExitCode> {
  const { out, format, dryRun, json, output } = deps;
  const typed = deps.incident.includes(':') ? deps.incident : `incident:${deps.incident}`;
  const name = documentNameSchema.safeParse(typed);
  if (!name.success || documentKind(name.data) !== 'incident') {
    throw new CommandError(
      `"${deps.incident}" is not an incident such as incident:01j0…; holdfast list incidents shows all.`,
      exitCodes.usage,
    );
  }
  return withExistingSession(deps, async (session, { workspace }) => {
    const readProofs = readProofsBy(workspace, await session.read('workspace'));
    const doc = await session.read(name.data);
    if (doc === undefined) {
      throw new CommandError(
        `There is no incident ${name.data} here. holdfast list incidents shows all.`,
      );
    }
    const exported = readExportedIncident(name.data, doc, {
      ...(await besides(session, name.data, readProofs)),
      ...(await proofsIn(name.data, doc, readProofs)),
    });
    const text =
      format === 'json' ? `${jsonText(incidentAsJson(exported))}\n` : incidentMarkdown(exported);
    if (out === '-') {
      if (!dryRun) output.bytes(encodeUtf8(text));
      return exitCodes.ok;
    }
    if (!dryRun) write(out, text);
    if (json) output.data(jsonText({ workspace, document: name.data, format, out, dryRun }));
    else output.data(`${name.data} ${dryRun ? 'would be' : 'is'} written to ${out}`);
    return exitCodes.ok;
  });
}

/** What the workspace calls things, and the incidents that were merged into one. */
async function besides(
  session: Session,
  name: DocumentName,
  readProofs: ReadProofs | undefined,
): Promise<ExportedWith> {
  const workspace = await session.read('workspace');
  const names = workspace === undefined ? usualNames : readIncidentNames(workspace);
  const mergedInto = new Map<string, string>();
  for (const other of session.documents()) {
    if (documentKind(other) !== 'incident') continue;
    const doc = await session.read(other);
    if (doc === undefined) continue;
    mergedInto.set(other, readIncident(doc).state.mergedInto.now?.value ?? '');
    doc.destroy();
  }
  const merged: ExportedIncident[] = [];
  for (const other of stoodForBy(name, mergedInto)) {
    const document = documentNameSchema.parse(other);
    const doc = await session.read(document);
    if (doc === undefined) continue;
    const beside = { names, ...(await proofsIn(document, doc, readProofs)) };
    merged.push(readExportedIncident(document, doc, beside));
  }
  return { names, merged };
}

async function proofsIn(
  document: DocumentName,
  doc: Y.Doc,
  readProofs: ReadProofs | undefined,
): Promise<Pick<ExportedWith, 'proofs'>> {
  return readProofs === undefined ? {} : { proofs: await readProofs(document, doc) };
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
