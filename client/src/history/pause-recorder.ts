import { textHash } from '@holdfast/shared/model/ids';
import { readRunbookMeta, runbookBody, runbookMeta } from '@holdfast/shared/model/runbook';
import type { NewVersion } from '@holdfast/shared/model/versions';
import type * as Y from 'yjs';

/** So long after the last edit made here, the text is worth keeping; and no later than this after the first. */
export const pauseMs = 2 * 60_000;
export const longestMs = 15 * 60_000;

export interface PauseRecorderDeps {
  readonly doc: Y.Doc;
  /** The name of whoever edits here. */
  readonly me: () => string;
  /** Who speaks for a Yjs client that is here now. */
  readonly nameOf: (client: number) => string | undefined;
  readonly record: (versions: readonly NewVersion[]) => void;
  readonly nowMs: () => number;
  /** Returns the way to cancel. */
  readonly setTimer: (delayMs: number, run: () => void) => () => void;
}

export interface PauseRecorder {
  /** Records what is not recorded yet: the writing ends, or the page may be about to go. */
  flush(): void;
  /** Flushes, and stops listening. */
  close(): void;
}

/**
 * Records the text of a runbook after a pause in the writing, in the tab that wrote; with it, the
 * text as it was before, which is new to the past where nobody had the time to record it. Costs
 * nothing while others write, and one reading of the text for each time that somebody begins here.
 */
export function createPauseRecorder(deps: PauseRecorderDeps): PauseRecorder {
  const { doc } = deps;
  const body = runbookBody(doc);
  const meta = runbookMeta(doc);
  let before: NewVersion | undefined;
  let writing: { readonly sinceMs: number; readonly people: Set<string> } | undefined;
  let lastMs = 0;
  let cancelTimer: (() => void) | undefined;

  function beforeTransaction({ local }: Y.Transaction): void {
    if (local && writing === undefined) before ??= presentVersion(doc, deps.nowMs());
  }

  function onText(_event: Y.YTextEvent, transaction: Y.Transaction): void {
    if (transaction.local) {
      lastMs = deps.nowMs();
      writing ??= { sinceMs: lastMs, people: new Set() };
      writing.people.add(deps.me());
      cancelTimer ??= deps.setTimer(pauseMs, look);
      return;
    }
    if (writing === undefined) before = undefined;
    for (const name of writersIn(transaction)) writing?.people.add(name);
  }

  function onMeta(_event: unknown, { local }: Y.Transaction): void {
    if (!local) writing?.people.add(readRunbookMeta(doc).changedBy ?? '');
  }

  function writersIn({ beforeState, afterState }: Y.Transaction): readonly string[] {
    return [...afterState].flatMap(([client, clock]) => {
      const name = clock > (beforeState.get(client) ?? 0) ? deps.nameOf(client) : undefined;
      return name === undefined ? [] : [name];
    });
  }

  function look(): void {
    cancelTimer = undefined;
    if (writing === undefined) return;
    const atMs = Math.min(lastMs + pauseMs, writing.sinceMs + longestMs);
    const leftMs = atMs - deps.nowMs();
    if (leftMs <= 0) flush();
    else cancelTimer = deps.setTimer(leftMs, look);
  }

  function flush(): void {
    cancelTimer?.();
    cancelTimer = undefined;
    if (writing === undefined) return;
    const text = body.toJSON();
    const people = [...writing.people];
    const wasBefore = before;
    writing = undefined;
    before = undefined;
    if (text === wasBefore?.text) return;
    deps.record([
      ...(wasBefore === undefined || wasBefore.text === '' ? [] : [wasBefore]),
      { text, reason: 'pause', people, happenedAtMs: lastMs },
    ]);
  }

  doc.on('beforeTransaction', beforeTransaction);
  body.observe(onText);
  meta.observe(onMeta);
  return {
    flush,
    close() {
      flush();
      doc.off('beforeTransaction', beforeTransaction);
      body.unobserve(onText);
      meta.unobserve(onMeta);
    },
  };
}

/** The text as it is now, and what is known of where it comes from. */
function presentVersion(doc: Y.Doc, nowMs: number): NewVersion {
  const text = runbookBody(doc).toJSON();
  const { changedAtMs, changedBy, createdAtMs, createdBy, sourceHash } = readRunbookMeta(doc);
  return {
    text,
    reason: sourceHash === textHash(text) ? 'import' : 'pause',
    people: [changedBy ?? createdBy ?? ''],
    happenedAtMs: Math.min(changedAtMs ?? createdAtMs ?? nowMs, nowMs),
  };
}
