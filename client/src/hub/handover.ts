import type { WorkspaceName } from '@holdfast/shared/protocol/names';
import {
  createHandoverWriter,
  type HandoverProblem,
  readHandoverFile,
} from '@holdfast/shared/protocol/handover-file';
import type { Replica } from '@holdfast/shared/replica/replica-api';
import type { ImportFileResult } from './client-api.ts';

/** Documents that share one wait for the disk; keystrokes get their turn in between. */
const submittedAtOnce = 20;

/** Everything that this device has of the workspace, as one file. */
export async function exportWorkspace(
  replica: Pick<Replica, 'documents' | 'read'>,
  workspace: WorkspaceName,
): Promise<Uint8Array> {
  const writer = createHandoverWriter(workspace);
  for (const doc of replica.documents()) {
    const update = await replica.read(doc);
    if (update !== undefined) writer.add({ doc, update });
  }
  return writer.finish();
}

/** Takes a file in, document by document, each through admission as an edit of this device. */
export async function importWorkspace(
  replica: Pick<Replica, 'submit'>,
  workspace: WorkspaceName,
  bytes: Uint8Array,
): Promise<ImportFileResult> {
  const read = readHandoverFile(bytes);
  if (!read.ok) return { ok: false, problem: problemInWords[read.problem] };
  const { file } = read;
  if (file.workspace !== workspace) {
    return {
      ok: false,
      problem: `This file is from the workspace ${file.workspace}; here is ${workspace}.`,
    };
  }
  const failures: string[] = [];
  for (let at = 0; at < file.documents.length; at += submittedAtOnce) {
    const batch = file.documents.slice(at, at + submittedAtOnce);
    const results = await Promise.all(batch.map(({ doc, update }) => replica.submit(doc, update)));
    for (const [index, { kind }] of results.entries()) {
      if (kind === 'store-failed') {
        return { ok: false, problem: 'This device could not save what the file holds.' };
      }
      if (kind !== 'saved') failures.push(batch[index]?.doc ?? '');
    }
  }
  if (failures.length === 0) return { ok: true, documents: file.documents.length };
  const taken = file.documents.length - failures.length;
  return {
    ok: false,
    problem: `${taken} documents were taken in, ${failures.length} were not: ${failures.slice(0, 5).join(', ')}.`,
  };
}

const problemInWords: Readonly<Record<HandoverProblem, string>> = {
  'not-a-handover-file': 'This is not a Holdfast file.',
  'newer-version': 'A newer version of Holdfast wrote this file. Update this one first.',
  damaged: 'The file is damaged: its checksum does not fit. Copy it again.',
  'too-large': 'The file is larger than Holdfast takes in.',
  malformed: 'The file is not as Holdfast writes it.',
};
