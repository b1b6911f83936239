import { project } from '@holdfast/shared/model/project';
import type { Projection } from '@holdfast/shared/model/projection';
import type { DocumentName } from '@holdfast/shared/protocol/names';
import type { Clock } from '@holdfast/shared/replica/ports';
import type { Replica } from '@holdfast/shared/replica/replica-api';
import * as Y from 'yjs';
import type { ProjectionEntry } from './port-messages.ts';
import {
  projectionPrefix,
  projectionRows,
  readProjectionRow,
  textOf,
  withoutText,
} from './projection-rows.ts';

/** A burst of typing becomes one new projection; a list may lag by this much. */
const debounceMs = 150;
/** How long one slice of work may hold the worker before keystrokes get their turn. */
const sliceMs = 12;
/** Holds the log position up to which every change has been projected. */
const completeKey = 'projected-through';

export interface ProjectionKeeperDeps {
  readonly replica: Pick<
    Replica,
    'storeId' | 'documents' | 'read' | 'onChange' | 'hostRows' | 'status' | 'whenDurable'
  >;
  readonly clock: Clock;
  /** Entries without their text, as lists need them. */
  readonly onEntries: (entries: readonly ProjectionEntry[]) => void;
  /** The same change, with its text, for the search index. */
  readonly onText: (doc: DocumentName, title: string, text: string) => void;
}

export interface ProjectionKeeper {
  /** What is known now, without texts. */
  entries(): readonly ProjectionEntry[];
  projection(doc: DocumentName): Projection | undefined;
  /** Documents whose projection is still to be made. */
  waiting(): number;
  close(): void;
}

/**
 * Keeps one projection a document, made again when the document changes. Reads the stored ones
 * first, in one range, so that lists can be shown before anything else happens.
 */
export async function openProjectionKeeper(deps: ProjectionKeeperDeps): Promise<ProjectionKeeper> {
  const { replica, clock } = deps;
  const projections = new Map<DocumentName, Projection>();
  for (const row of await replica.hostRows.range(projectionPrefix)) {
    const entry = readProjectionRow(row);
    if (entry !== undefined) projections.set(entry.doc, entry.projection);
  }

  const dirty = new Set<DocumentName>();
  let closed = false;
  let working = false;
  let cancelTimer: (() => void) | undefined;

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
    while (dirty.size > 0 && !closed) {
      await workOneSlice();
      await new Promise<void>((resolve) => clock.setTimer(0, resolve));
    }
    working = false;
    // What could not be marked is made again at the next start; the store's fault shows elsewhere.
    await markComplete().catch(() => undefined);
  }

  /** How far the device's log had come when its last change was projected. */
  function logPosition(): string {
    return String(replica.status().durable.get(replica.storeId)?.lsn ?? 'none');
  }

  async function markComplete(): Promise<void> {
    await replica.whenDurable();
    if (dirty.size > 0 || closed) return;
    const value = new TextEncoder().encode(logPosition());
    await replica.hostRows.write([{ key: completeKey, value }]);
  }

  /** False after a crash between an edit and its projection: which one is not known, so all are made again. */
  async function wasComplete(): Promise<boolean> {
    const mark = await replica.hostRows.get(completeKey);
    return mark !== undefined && new TextDecoder().decode(mark) === logPosition();
  }

  async function workOneSlice(): Promise<void> {
    const startMs = clock.monotonicMs();
    const made: ProjectionEntry[] = [];
    while (dirty.size > 0 && clock.monotonicMs() - startMs < sliceMs) {
      const [doc] = dirty;
      if (doc === undefined) break;
      dirty.delete(doc);
      const projection = await projectionOf(replica, doc);
      if (projection !== undefined) made.push({ doc, projection });
    }
    if (made.length === 0 || closed) return;
    for (const { doc, projection } of made) {
      projections.set(doc, withoutText(projection));
      deps.onText(doc, projection.title, textOf(projection));
    }
    deps.onEntries(
      made.map(({ doc, projection }) => ({ doc, projection: withoutText(projection) })),
    );
    // What could not be stored is made again at the next start; the store's fault shows elsewhere.
    await replica.hostRows
      .write(made.flatMap(({ doc, projection }) => projectionRows(doc, projection)))
      .catch(() => undefined);
  }

  const stopListening = replica.onChange(mark);
  const isComplete = await wasComplete();
  for (const doc of replica.documents()) {
    if (!isComplete || !projections.has(doc)) mark(doc);
  }

  return {
    entries: () => Array.from(projections, ([doc, projection]) => ({ doc, projection })),
    projection: (doc) => projections.get(doc),
    waiting: () => dirty.size,
    close() {
      closed = true;
      stopListening();
      cancelTimer?.();
    },
  };
}

async function projectionOf(
  replica: Pick<Replica, 'read'>,
  name: DocumentName,
): Promise<Projection | undefined> {
  const doc = new Y.Doc();
  try {
    const update = await replica.read(name);
    if (update === undefined) return undefined;
    Y.applyUpdate(doc, update);
    return project(name, doc);
  } catch {
    // A document that cannot be read now (a fault of the disk) keeps its last projection.
    return undefined;
  } finally {
    doc.destroy();
  }
}
