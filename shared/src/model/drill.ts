import type * as Y from 'yjs';
import { z } from 'zod/mini';
import { checkTitle, type TitleRefused } from './checks.ts';
import type { CommandResult } from './command.ts';
import { practiceRun } from './drill-kinds.ts';
import type { EntryContext } from './entries.ts';
import { cleanLine, flagField, readRegisters, setRegister, textField, timeField } from './meta.ts';
import { latestOf } from './moments.ts';
import type { DrillProjection } from './projection.ts';
import { readRunStates } from './run-commands.ts';
import type { RunState } from './run-fold.ts';
import { projectRun } from './run-projection.ts';
import { checkRun, type NewRun, type RunRefused, startRun } from './run.ts';

/**
 * A drill's document: `meta`, a map of registers (last writer wins), and what `run.ts` keeps. A
 * practice run is a drill of one run of one runbook, outside any incident.
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
  readonly runs: readonly RunState[];
}

/** Reads a drill. Never throws on what other versions or other tools wrote. */
export function readDrill(doc: Y.Doc): Drill {
  const meta = metaSchema.parse(readRegisters(doc.getMap('meta'), Object.keys(metaSchema.shape)));
  const runs = readRunStates(doc);
  return {
    drillKind: meta.drillKind ?? '',
    title: meta.title?.trim() || (runs[0]?.run.title ?? ''),
    archived: meta.archived ?? false,
    createdAtMs: meta.createdAtMs ?? runs[0]?.run.happenedAtMs ?? 0,
    createdBy: meta.createdBy ?? runs[0]?.run.by ?? '',
    runs,
  };
}

/** Fills a new document with a practice run. Refused where it holds something, or nothing can be run. */
export function startPracticeRun(
  doc: Y.Doc,
  run: NewRun,
  context: EntryContext,
): CommandResult<RunRefused | TitleRefused | 'exists'> {
  const meta = doc.getMap('meta');
  if (meta.size > 0 || doc.getArray('runs').length > 0) {
    return { ok: false, reason: 'exists', problem: 'This document already holds a drill.' };
  }
  const title = checkTitle(run.title);
  if (!title.ok) return title;
  const refused = checkRun(run);
  if (refused !== undefined) return refused;
  // No transaction around both: a long text has to go in several edits.
  doc.transact(() => {
    setRegister(meta, 'drillKind', practiceRun);
    setRegister(meta, 'title', title.value);
    setRegister(meta, 'createdAtMs', context.nowMs);
    setRegister(meta, 'createdBy', cleanLine(context.actor.name));
  });
  const started = startRun(doc, run, context);
  return started.ok ? { ok: true, changed: true } : started;
}

/** Takes a drill out of lists, or brings it back. Nothing of it is lost. */
export function setDrillArchived(doc: Y.Doc, archived: boolean): CommandResult {
  if (readDrill(doc).archived === archived) return { ok: true, changed: false };
  return { ok: true, changed: setRegister(doc.getMap('meta'), 'archived', archived) };
}

/** What lists and trust need to know of a drill. */
export function projectDrill(doc: Y.Doc): DrillProjection {
  const drill = readDrill(doc);
  const { runs } = drill;
  const starts = [drill.createdAtMs, ...runs.map(({ run }) => run.happenedAtMs)];
  const isOpen = runs.some(({ outcome }) => outcome === 'open');
  return {
    kind: 'drill',
    drillKind: drill.drillKind,
    title: drill.title || 'Untitled drill',
    archived: drill.archived,
    startedAtMs: starts.find((atMs) => atMs > 0) ?? 0,
    endedAtMs: isOpen
      ? 0
      : latestOf(
          runs.map(({ endedAtMs }) => endedAtMs),
          0,
        ),
    changedAtMs: latestOf(
      runs.map(({ changedAtMs }) => changedAtMs),
      drill.createdAtMs,
    ),
    outcome: outcomeOf(runs),
    people: [...new Set(runs.flatMap(({ people }) => people))],
    runs: runs.map(projectRun),
    plan: '',
    scenario: '',
    scope: { components: [], domains: [], people: [] },
    hypothesis: '',
    moments: {},
    findings: [],
    actions: [],
    files: 0,
    evidence: 0,
    inConflict: false,
    text: '',
  };
}

function outcomeOf(runs: readonly RunState[]): DrillProjection['outcome'] {
  const some = (outcome: RunState['outcome']) => runs.some((one) => one.outcome === outcome);
  if (some('open')) return 'open';
  if (some('failed')) return 'failed';
  return some('passed') ? 'passed' : 'abandoned';
}
