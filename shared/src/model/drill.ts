import type * as Y from 'yjs';
import { z } from 'zod/mini';
import { checkTitle, type TitleRefused } from './checks.ts';
import type { CommandResult } from './command.ts';
import { type DrillEntry, readDrillEntries } from './drill-entries.ts';
import { type DrillState, foldDrill } from './drill-fold.ts';
import { practiceRun } from './drill-kinds.ts';
import type { DrillOutcome } from './drill-words.ts';
import { alreadyADrill, isDrillEmpty } from './drill-writing.ts';
import type { EntryContext } from './entries.ts';
import { flagField, readRegisters, setRegister, textField, timeField } from './meta.ts';
import { latestOf } from './moments.ts';
import { readRunStates } from './run-commands.ts';
import type { RunState } from './run-fold.ts';
import { type NewRun, type RunRefused, startRun } from './run.ts';

/**
 * A drill's document: `entries`, what was planned, said and decided, and ticked in its runs; `runs`
 * and `runTexts` (`run.ts`); `files`, contents of small files by digest (`drill-files.ts`); `meta`,
 * a map of registers (last writer wins). A practice run, of one runbook and outside any incident,
 * begins with its run and has no entry `planned`: the run says all, as registers can be written over.
 * Older versions wrote some.
 */
const metaSchema = z.object({
  drillKind: textField,
  title: textField,
  archived: flagField,
  createdAtMs: timeField,
  createdBy: textField,
});

/** A drill as read: what was not said, or not in a readable way, is empty, false or 0. */
export interface Drill {
  readonly drillKind: string;
  readonly title: string;
  readonly archived: boolean;
  /** Wall clock, ms since 1970. */
  readonly createdAtMs: number;
  readonly createdBy: string;
  readonly state: DrillState;
  readonly entries: readonly DrillEntry[];
  readonly runs: readonly RunState[];
  /** As the verdict says, or that it was aborted; of a practice run without either, as its runs say. */
  readonly outcome: DrillOutcome;
  /** Wall clock, ms since 1970; 0 while it is open. */
  readonly endedAtMs: number;
}

/** Reads a drill. Never throws on what other versions or other tools wrote. */
export function readDrill(doc: Y.Doc): Drill {
  const meta = metaSchema.parse(readRegisters(doc.getMap('meta'), Object.keys(metaSchema.shape)));
  const runs = readRunStates(doc);
  const entries = readDrillEntries(doc);
  const state = foldDrill(entries);
  const { planned } = state;
  const drillKind = planned?.drillKind ?? meta.drillKind ?? (runs.length > 0 ? practiceRun : '');
  const first = planned ?? entries[0];
  return {
    drillKind,
    title: state.title.now?.value || meta.title?.trim() || (runs[0]?.run.title ?? ''),
    archived: meta.archived ?? false,
    createdAtMs:
      planned?.happenedAtMs ??
      meta.createdAtMs ??
      runs[0]?.run.happenedAtMs ??
      first?.happenedAtMs ??
      0,
    createdBy: planned?.by ?? meta.createdBy ?? runs[0]?.run.by ?? first?.by ?? '',
    state,
    entries,
    runs,
    ...endOf(state, runs, drillKind),
  };
}

/** A machine told of it, without a verdict, and nobody has joined: nobody is at it. Machines have no device. */
export function isUnjudged({ outcome, state, entries, runs }: Drill): boolean {
  return (
    outcome === 'open' &&
    state.planned?.device === '' &&
    state.participants.length === 0 &&
    runs.length === 0 &&
    entries.every(({ device }) => device === '')
  );
}

function endOf(
  { end, planned, endedAtMs }: DrillState,
  runs: readonly RunState[],
  drillKind: string,
): Pick<Drill, 'outcome' | 'endedAtMs'> {
  const ended = end.now?.value.outcome;
  if (ended !== undefined) {
    return { outcome: ended === 'aborted' ? 'abandoned' : ended, endedAtMs };
  }
  const goesByRuns = planned === undefined || (drillKind === practiceRun && runs.length > 0);
  const outcome = goesByRuns ? outcomeOf(runs) : 'open';
  const runEnds = runs.map((run) => run.endedAtMs);
  return { outcome, endedAtMs: outcome === 'open' ? 0 : latestOf(runEnds, 0) };
}

function outcomeOf(runs: readonly RunState[]): DrillOutcome {
  const some = (outcome: RunState['outcome']) => runs.some((one) => one.outcome === outcome);
  if (some('open')) return 'open';
  if (some('failed')) return 'failed';
  return some('passed') ? 'passed' : 'abandoned';
}

/** Fills a new document with a practice run. Refused where it holds something, or nothing can be run. */
export function startPracticeRun(
  doc: Y.Doc,
  run: NewRun,
  context: EntryContext,
): CommandResult<RunRefused | TitleRefused | 'exists'> {
  if (!isDrillEmpty(doc)) return alreadyADrill();
  const title = checkTitle(run.title);
  if (!title.ok) return title;
  const started = startRun(doc, { ...run, title: title.value }, context);
  return started.ok ? { ok: true, changed: true } : started;
}

/** Takes a drill out of lists, or brings it back. Nothing of it is lost. */
export function setDrillArchived(doc: Y.Doc, archived: boolean): CommandResult {
  if (readDrill(doc).archived === archived) return { ok: true, changed: false };
  return { ok: true, changed: setRegister(doc.getMap('meta'), 'archived', archived) };
}
