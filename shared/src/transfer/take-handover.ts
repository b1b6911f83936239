import { decodeUtf8 } from 'lib0/string';
import {
  type HandoverDocument,
  type HandoverFile,
  type HandoverProblem,
  readHandoverFile,
} from '../protocol/handover-file.ts';
import { readHandoverText } from '../protocol/handover-text.ts';
import type { DocumentName, WorkspaceName } from '../protocol/names.ts';
import type { Replica } from '../replica/replica-api.ts';

/** What was handed over, read and not yet taken in. */
export type Handover =
  | {
      readonly ok: true;
      readonly workspace: WorkspaceName;
      readonly documents: readonly HandoverDocument[];
    }
  | { readonly ok: false; readonly problem: string };

/** What came of taking it in. `changed`: documents in which something was new here. */
export type HandoverTaken =
  | { readonly ok: true; readonly documents: number; readonly changed: number }
  | { readonly ok: false; readonly problem: string };

/** Documents that share one wait for the disk; keystrokes get their turn in between. */
const takenAtOnce = 20;
const namedFailures = 5;

/**
 * Reads what was handed over: a file, or a text that holds one or several. Nothing is taken of
 * what is damaged anywhere. Problems are in words.
 */
export function readHandover(bytes: Uint8Array): Handover {
  const file = readHandoverFile(bytes);
  if (file.ok) return together([file.file]);
  if (file.problem !== 'not-a-handover-file') return refused(fileProblems[file.problem]);
  const given = textOf(bytes);
  if (given === undefined) return refused(fileProblems[file.problem]);
  const text = readHandoverText(given);
  if (!text.ok) return refused(textProblems[text.problem]);
  const files: HandoverFile[] = [];
  for (const part of text.files) {
    const read = readHandoverFile(part);
    if (!read.ok) return refused(textProblemOf(read.problem));
    files.push(read.file);
  }
  return together(files);
}

/**
 * Takes documents in, each through admission like an edit from anywhere. What is here already
 * changes nothing. Stops when the store cannot write.
 */
export async function takeHandover(
  replica: Pick<Replica, 'take' | 'submit'>,
  documents: readonly HandoverDocument[],
): Promise<HandoverTaken> {
  const failed: DocumentName[] = [];
  let changed = 0;
  for (let at = 0; at < documents.length; at += takenAtOnce) {
    const batch = documents.slice(at, at + takenAtOnce);
    const taken = await Promise.all(
      batch.map(async ({ doc, update }) => replica.take(doc, update, { size: 'state' })),
    );
    for (const [index, { kind }] of taken.entries()) {
      if (kind === 'new') changed += 1;
      else if (kind !== 'contained') failed.push(batch[index]?.doc ?? '');
    }
    // Given once more, one of them is known, and answers once all before it are on disk.
    const stored = batch.find((_, index) => taken[index]?.kind === 'new');
    const result = stored && (await replica.submit(stored.doc, stored.update));
    if (result?.kind === 'store-failed') return refused(words.storeFailed);
  }
  if (failed.length === 0) return { ok: true, documents: documents.length, changed };
  return refused(words.notTaken(documents.length - failed.length, failed));
}

/** What is said where a file belongs to another workspace. */
export function otherWorkspace(of: WorkspaceName, here: WorkspaceName): string {
  return `These changes are of the workspace ${of}; here is ${here}. Open ${of} and take them in there.`;
}

function together(files: readonly HandoverFile[]): Handover {
  const [first] = files;
  if (first === undefined) return refused(textProblems['no-changes']);
  const other = files.find(({ workspace }) => workspace !== first.workspace);
  if (other !== undefined) return refused(words.twoWorkspaces(first.workspace, other.workspace));
  return {
    ok: true,
    workspace: first.workspace,
    documents: files.flatMap(({ documents }) => documents),
  };
}

function textOf(bytes: Uint8Array): string | undefined {
  try {
    return decodeUtf8(bytes);
  } catch {
    // A picture, an archive: no text at all.
    return undefined;
  }
}

function refused(problem: string): { readonly ok: false; readonly problem: string } {
  return { ok: false, problem };
}

function textProblemOf(problem: HandoverProblem): string {
  return problem === 'newer-version' || problem === 'too-large'
    ? fileProblems[problem]
    : textProblems.damaged;
}

const words = {
  storeFailed: 'This device could not save what the file holds.',
  notTaken: (taken: number, failed: readonly DocumentName[]) =>
    `${taken} documents were taken in, ${failed.length} were not: ${failed.slice(0, namedFailures).join(', ')}.`,
  twoWorkspaces: (one: string, other: string) =>
    `This holds changes of two workspaces, ${one} and ${other}. Take them in one by one.`,
} as const;

const fileProblems: Readonly<Record<HandoverProblem, string>> = {
  'not-a-handover-file': 'This is not a Holdfast file.',
  'newer-version': 'A newer version of Holdfast wrote this. Update this one first.',
  damaged: 'The file is damaged: its checksum does not fit. Copy it again.',
  'too-large': 'The file is larger than Holdfast takes in.',
  malformed: 'The file is not as Holdfast writes it.',
};

const textProblems = {
  'no-changes':
    'There are no Holdfast changes in this. They begin with BEGIN HOLDFAST CHANGES, or are in a file that ends in .holdfast.',
  'cut-off':
    'The text is not whole: one of the two lines BEGIN and END is missing. Copy all of it.',
  damaged: 'The text was changed on its way: its checksum does not fit. Send a file instead.',
} as const;
