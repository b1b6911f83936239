import type * as Y from 'yjs';
import { wellFormed } from '../markdown/characters.ts';
import { maxVariableLength } from '../markdown/variables.ts';
import type { CommandResult } from './command.ts';
import { appendEntry, type EntryContext, type EntryFields } from './entries.ts';
import { isSameAuthor } from './people.ts';
import { readRunEntries, type StepStateName, type Verdict } from './run-entries.ts';
import { foldRun, type RunState, type StepState } from './run-fold.ts';
import { readRuns } from './run.ts';

/** Characters of a note and of pasted output at most. */
export const maxNoteLength = 2_000;
export const maxOutputLength = 50_000;

/** Every run of a document as it stands. Never throws. */
export function readRunStates(doc: Y.Doc): readonly RunState[] {
  const runs = readRuns(doc);
  const entries = readRunEntries(doc);
  return runs.map((run) => foldRun(run, entries));
}

export type RunCommandRefused =
  | 'no-run'
  | 'no-step'
  | 'ended'
  | 'needs-approval'
  | 'not-waiting'
  | 'same-person'
  | 'no-reason'
  | 'empty'
  | 'too-long';
type Result = CommandResult<RunCommandRefused>;
type Refused = Extract<Result, { ok: false }>;

export interface Remarks {
  readonly note?: string;
  readonly output?: string;
}

/**
 * Sets a step's state. Takes the place of all that is known of the step, so that it also settles a
 * conflict. Skipping needs a reason in `note`; a step with a gate is only done once approved.
 *
 * @param seen heads of the step as the person saw it, where that is not how it stands by now: what
 *   came meanwhile then stays beside it, as if it had been done apart
 */
export function tick(
  doc: Y.Doc,
  runId: string,
  place: number,
  state: StepStateName,
  context: EntryContext,
  remarks: Remarks = {},
  seen?: readonly string[],
): Result {
  const found = findStep(doc, runId, place);
  if (!found.ok) return found.refused;
  const { run, now } = found;
  const long = tooLong(remarks);
  if (long !== undefined) return long;
  if (state === 'skipped' && (remarks.note ?? '').trim() === '') {
    return refuse('no-reason', 'Say in a word or two why it is skipped.');
  }
  const isGate = run.run.steps[place]?.gate === true;
  if (state === 'done' && isGate && now.approvals.length === 0) {
    return refuse('needs-approval', 'A second person has to agree first.');
  }
  const isSame = now.state === state && now.conflict.length === 0 && now.also.length === 0;
  if (
    isSame &&
    seen === undefined &&
    !hasWords(remarks) &&
    (now.by !== '' || state === 'pending')
  ) {
    return { ok: true, changed: false };
  }
  return append(
    doc,
    { kind: 'tick', run: runId, step: place, state, ...trimmed(remarks), after: seen ?? now.heads },
    context,
  );
}

/** A second person's yes to a step that waits for it. Refused to whoever asked. */
export function approve(
  doc: Y.Doc,
  runId: string,
  place: number,
  context: EntryContext,
  note = '',
): Result {
  const found = findStep(doc, runId, place);
  if (!found.ok) return found.refused;
  const { now } = found;
  const long = tooLong({ note });
  if (long !== undefined) return long;
  if (now.asked === undefined) return refuse('not-waiting', 'Nobody has asked for it.');
  const { name: by, person } = context.actor;
  if (isSameAuthor(now.asked, { by, person })) {
    return refuse('same-person', `Somebody other than ${now.asked.by || 'you'} has to agree.`);
  }
  return append(
    doc,
    { kind: 'approve', run: runId, step: place, of: now.asked.id, ...trimmed({ note }) },
    context,
  );
}

/** Keeps a note or pasted output with a step, whatever its state. Also after the run has ended. */
export function addStepNote(
  doc: Y.Doc,
  runId: string,
  place: number,
  remarks: Remarks,
  context: EntryContext,
): Result {
  const found = findStep(doc, runId, place, 'also ended');
  if (!found.ok) return found.refused;
  const long = tooLong(remarks);
  if (long !== undefined) return long;
  if (!hasWords(remarks)) return refuse('empty', 'There is nothing to keep.');
  return append(doc, { kind: 'step-note', run: runId, step: place, ...trimmed(remarks) }, context);
}

/** Fills a variable in, for everyone and from now on. */
export function setRunValue(
  doc: Y.Doc,
  runId: string,
  name: string,
  value: string,
  context: EntryContext,
): Result {
  const run = readRunStates(doc).find((one) => one.run.id === runId);
  if (run === undefined) return noRun();
  if (value.length > maxVariableLength) {
    return refuse('too-long', `${name} is longer than ${maxVariableLength} characters.`);
  }
  if (run.values.find((one) => one.name === name)?.value === value)
    return { ok: true, changed: false };
  return append(doc, { kind: 'value', run: runId, name, value: wellFormed(value) }, context);
}

/** Ends a run with a verdict, also to change or settle an earlier one. */
export function endRun(
  doc: Y.Doc,
  runId: string,
  verdict: Verdict,
  context: EntryContext,
  note = '',
): Result {
  return setEnd(doc, runId, verdict, context, note);
}

/** Takes the end of a run back. */
export function reopenRun(doc: Y.Doc, runId: string, context: EntryContext): Result {
  return setEnd(doc, runId, 'open', context, '');
}

function setEnd(
  doc: Y.Doc,
  runId: string,
  verdict: Verdict | 'open',
  context: EntryContext,
  note: string,
): Result {
  const run = readRunStates(doc).find((one) => one.run.id === runId);
  if (run === undefined) return noRun();
  const long = tooLong({ note });
  if (long !== undefined) return long;
  if (run.outcome === verdict && run.endConflict.length === 0 && note.trim() === '') {
    return { ok: true, changed: false };
  }
  return append(
    doc,
    { kind: 'end', run: runId, verdict, ...trimmed({ note }), after: run.endHeads },
    context,
  );
}

type FoundStep =
  | { readonly ok: true; readonly run: RunState; readonly now: StepState }
  | { readonly ok: false; readonly refused: Refused };

function findStep(doc: Y.Doc, runId: string, place: number, when?: 'also ended'): FoundStep {
  const run = readRunStates(doc).find((one) => one.run.id === runId);
  if (run === undefined) return { ok: false, refused: noRun() };
  const now = run.steps[place];
  if (now?.inPart !== true) {
    return { ok: false, refused: refuse('no-step', 'This step is not part of the run.') };
  }
  if (run.outcome !== 'open' && when === undefined) {
    return { ok: false, refused: refuse('ended', 'This run has ended. Reopen it to go on.') };
  }
  return { ok: true, run, now };
}

function tooLong({ note = '', output = '' }: Remarks): Refused | undefined {
  if (note.trim().length > maxNoteLength) {
    return refuse(
      'too-long',
      `A note has at most ${maxNoteLength.toLocaleString('en')} characters.`,
    );
  }
  if (output.length <= maxOutputLength) return undefined;
  const most = maxOutputLength.toLocaleString('en');
  return refuse('too-long', `Output has at most ${most} characters. Keep the part that matters.`);
}

function hasWords({ note = '', output = '' }: Remarks): boolean {
  return note.trim() !== '' || output.trim() !== '';
}

function trimmed({ note = '', output = '' }: Remarks): EntryFields {
  return {
    note: note.trim() === '' ? undefined : wellFormed(note.trim()),
    output: output.trim() === '' ? undefined : wellFormed(output),
  };
}

function append(doc: Y.Doc, fields: EntryFields, context: EntryContext): Result {
  appendEntry(doc.getArray('entries'), fields, context);
  return { ok: true, changed: true };
}

function noRun(): Refused {
  return refuse('no-run', 'This run is not here.');
}

function refuse(reason: RunCommandRefused, problem: string): Refused {
  return { ok: false, reason, problem };
}
