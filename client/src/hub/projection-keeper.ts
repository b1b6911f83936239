import { project } from '@holdfast/shared/model/project';
import type { Projection } from '@holdfast/shared/model/projection';
import type { DocumentName } from '@holdfast/shared/protocol/names';
import type { Clock } from '@holdfast/shared/replica/ports';
import type { Replica } from '@holdfast/shared/replica/replica-api';
import * as Y from 'yjs';
import type { ProjectionEntry } from './port-messages.ts';
import { createPacker, type KeptProjections } from './projection-packs.ts';
import { projectionRows, textOf, withoutText } from './projection-rows.ts';

/** A burst of typing becomes one new projection; a list may lag by this much. */
const debounceMs = 150;
/** How long one slice of work may hold the worker before keystrokes get their turn. */
const sliceMs = 12;
/** Documents read side by side: the disk answers several as fast as one. */
const readAtOnce = 4;
/**
 * A large document that is coming in would be made anew with every part of it: it rests in between, a
 * millisecond for so many bytes.
 */
const bytesPerRestMs = 2500;
/** While many change, tabs are told in batches: each costs them a new list. */
const toldAtOnce = 200;
const tellMs = 150;
/** Nothing has changed for so long. */
const quietMs = 5_000;
/** Holds the log position up to which every change has been projected. */
const completeKey = 'projected-through';

export interface ProjectionKeeperDeps {
  readonly replica: Pick<
    Replica,
    'storeId' | 'documents' | 'read' | 'onChange' | 'hostRows' | 'status' | 'whenDurable'
  >;
  readonly clock: Clock;
  /** What an earlier hub kept, as `readProjections` gives it; from here on it is kept up with what changes. */
  readonly kept: KeptProjections;
  /** Entries without their text, as lists need them. */
  readonly onEntries: (entries: readonly ProjectionEntry[]) => void;
  /** A document's text, for the search; `stored` resolves once it is among this device's rows. */
  readonly onText: (doc: DocumentName, text: string, stored: Promise<unknown>) => void;
}

export interface ProjectionKeeper {
  /** Documents whose projection is still to be made. */
  waiting(): number;
  close(): void;
}

/** Keeps one projection a document, made again when the document changes. */
export async function openProjectionKeeper(deps: ProjectionKeeperDeps): Promise<ProjectionKeeper> {
  const { replica, clock, kept } = deps;
  const { projections } = kept;
  const packer = createPacker(replica.hostRows, kept);

  const dirty = new Set<DocumentName>();
  /** Until when each is left alone; what has rested is not there. */
  const resting = new Map<DocumentName, number>();
  let closed = false;
  let working = false;
  let cancelTimer: (() => void) | undefined;
  let cancelPacking: (() => void) | undefined;
  let written: Promise<void> = Promise.resolve();
  /** Some projection could not be stored, so the next start makes them anew. */
  let lostRows = false;

  function mark(doc: DocumentName): void {
    dirty.add(doc);
    if (working || closed || cancelTimer !== undefined) return;
    cancelTimer = clock.setTimer(debounceMs, () => {
      cancelTimer = undefined;
      void workThrough();
    });
  }

  async function workThrough(): Promise<void> {
    working = true;
    let fresh: ProjectionEntry[] = [];
    let toldMs = clock.monotonicMs();
    while (dirty.size > 0 && !closed) {
      fresh.push(...(await projectOneSlice()));
      const isIdle = !isAnyRested();
      if (fresh.length >= toldAtOnce || clock.monotonicMs() - toldMs > tellMs || isIdle) {
        keep(fresh);
        fresh = [];
        toldMs = clock.monotonicMs();
      }
      const pauseMs = isIdle && dirty.size > 0 ? debounceMs : 0;
      await new Promise<void>((resolve) => clock.setTimer(pauseMs, resolve));
    }
    working = false;
    // What could not be marked is made again at the next start; the store's fault shows elsewhere.
    await markComplete().catch(() => undefined);
    packWhenQuiet();
  }

  /** Once nothing has changed for a while: packing rewrites everything. */
  function packWhenQuiet(): void {
    cancelPacking?.();
    cancelPacking = clock.setTimer(quietMs, () => {
      cancelPacking = undefined;
      const pause = (): Promise<void> =>
        new Promise((resolve) => {
          clock.setTimer(0, resolve);
        });
      // What could not be packed stays as it is.
      packer.pack(pause).catch(() => undefined);
    });
  }

  /** Is anything to be made that does not rest? */
  function isAnyRested(): boolean {
    const nowMs = clock.monotonicMs();
    for (const [doc, untilMs] of resting) if (untilMs <= nowMs) resting.delete(doc);
    for (const doc of dirty) if (!resting.has(doc)) return true;
    return false;
  }

  async function projectOneSlice(): Promise<readonly ProjectionEntry[]> {
    const startMs = clock.monotonicMs();
    const made: ProjectionEntry[] = [];
    while (isAnyRested() && clock.monotonicMs() - startMs < sliceMs) {
      const batch = takeSome(dirty, readAtOnce, (doc) => !resting.has(doc));
      const projected = await Promise.all(batch.map((doc) => projectionOf(replica, doc)));
      for (const [index, doc] of batch.entries()) {
        const { projection, bytes } = projected[index] ?? noProjection;
        if (projection !== undefined) made.push({ doc, projection });
        const restMs = bytes / bytesPerRestMs;
        if (restMs > debounceMs) resting.set(doc, clock.monotonicMs() + restMs);
      }
    }
    return made;
  }

  function keep(fresh: readonly ProjectionEntry[]): void {
    if (fresh.length === 0 || closed) return;
    const bare = fresh
      .map(({ doc, projection }) => ({ doc, projection: withoutText(projection) }))
      // Most edits change the text alone, and tabs have better to do than to hear of that.
      .filter(({ doc, projection }) => !isSame(projections.get(doc), projection));
    for (const { doc, projection } of bare) projections.set(doc, projection);
    if (bare.length > 0) deps.onEntries(bare);
    const rows = fresh.flatMap(({ doc, projection }) => projectionRows(doc, projection));
    for (const { doc } of fresh) packer.wrote(doc);
    written = replica.hostRows.write(rows).catch(() => {
      lostRows = true;
    });
    for (const { doc, projection } of fresh) deps.onText(doc, textOf(projection), written);
  }

  /** How far the device's log had come when its last change was projected. */
  function logPosition(): string {
    return String(replica.status().durable.get(replica.storeId)?.lsn ?? 'none');
  }

  async function markComplete(): Promise<void> {
    await Promise.all([replica.whenDurable(), written]);
    if (dirty.size > 0 || closed || lostRows) return;
    const value = new TextEncoder().encode(logPosition());
    await replica.hostRows.write([{ key: completeKey, value }]);
  }

  /** False after a crash between an edit and its projection: which one is not known, so all are made again. */
  async function wasComplete(): Promise<boolean> {
    const mark = await replica.hostRows.get(completeKey);
    return mark !== undefined && new TextDecoder().decode(mark) === logPosition();
  }

  const stopListening = replica.onChange(mark);
  const isComplete = await wasComplete();
  for (const doc of replica.documents()) {
    if (!isComplete || !projections.has(doc)) mark(doc);
  }

  return {
    waiting: () => dirty.size,
    close() {
      closed = true;
      stopListening();
      cancelTimer?.();
      cancelPacking?.();
    },
  };
}

interface Projected {
  /** Undefined where there is none, or it cannot be made now. */
  readonly projection: Projection | undefined;
  /** Of the document. */
  readonly bytes: number;
}
const noProjection: Projected = { projection: undefined, bytes: 0 };

async function projectionOf(
  replica: Pick<Replica, 'read'>,
  name: DocumentName,
): Promise<Projected> {
  const doc = new Y.Doc();
  try {
    const update = await replica.read(name);
    if (update === undefined) return noProjection;
    Y.applyUpdate(doc, update);
    return { projection: project(name, doc), bytes: update.length };
  } catch {
    // A document that cannot be read now (a fault of the disk) keeps its last projection.
    return noProjection;
  } finally {
    doc.destroy();
  }
}

function isSame(known: Projection | undefined, next: Projection): boolean {
  return known !== undefined && JSON.stringify(known) === JSON.stringify(next);
}

/** Removes and returns the first few that may be taken. */
function takeSome<T>(from: Set<T>, most: number, mayBe: (one: T) => boolean): readonly T[] {
  const taken: T[] = [];
  for (const each of from) {
    if (taken.length >= most) break;
    if (!mayBe(each)) continue;
    taken.push(each);
    from.delete(each);
  }
  return taken;
}
