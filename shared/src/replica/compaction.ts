import type { DocumentName } from '../protocol/names.ts';
import type { Journal } from './journal.ts';
import type { Clock, HeavyWork } from './ports.ts';
import type { ReplicaEvent } from './replica-api.ts';

/**
 * A document is folded when its log has this many entries, or outgrows this size and this part of the
 * document as it was folded last: a large one that comes in a little at a time would else be written
 * as a whole with every bit of it.
 */
const longestTail = 200;
const largestTailBytes = 512 * 1024;
const largestTailPart = 0.5;
/** After a failure the document is left alone until this many more entries came. */
const retryAfterEntries = 200;

/** A device rests this many times as long as it folded: a catch-up and its lists go first. */
const restPerWork = 2;

export interface CompactorDeps {
  readonly journal: Journal;
  readonly heavy: HeavyWork;
  readonly state: (doc: DocumentName, throughLsn: number) => Promise<readonly Uint8Array[]>;
  readonly observe: (event: ReplicaEvent) => void;
  /** The log may grow to this before its oldest part is folded into snapshots. */
  readonly largestLogBytes: number;
  readonly clock: Clock;
  /** Folding may lag behind what comes in. Where it may not, the log would grow without bound. */
  readonly yields: boolean;
}

export interface Compactor {
  /** A document's log has grown. */
  grown(doc: DocumentName): void;
  /** A commit is done: a good moment to tidy up. */
  committed(): void;
  compact(doc: DocumentName): Promise<void>;
  /** Puts `state` in the place of all that is on disk of a document. False when it cannot be done now. */
  replace(doc: DocumentName, state: Uint8Array): Promise<boolean>;
  stop(): Promise<void>;
}

/** Folds logs into snapshots in the background, one document at a time. */
export function createCompactor(deps: CompactorDeps): Compactor {
  const due = new Set<DocumentName>();
  const failedAtTail = new Map<DocumentName, number>();
  /** Not known of those that were folded before the start. */
  const foldedBytes = new Map<DocumentName, number>();
  let running: Promise<void> | undefined;
  let stopped = false;
  let folding: Promise<void> = Promise.resolve();
  let endRest: () => void = () => undefined;

  /** One at a time: an older state must not take the place of a newer one. */
  function compact(doc: DocumentName): Promise<boolean> {
    return inTurn(() => fold(doc));
  }

  function inTurn(task: () => Promise<boolean>): Promise<boolean> {
    const done = folding.then(task);
    folding = done.then(
      () => undefined,
      () => undefined,
    );
    return done;
  }

  /** False when it cannot be done now. */
  async function fold(doc: DocumentName): Promise<boolean> {
    const { boot, durableLsn } = deps.journal;
    const index = deps.journal.index(doc);
    const throughLsn = index?.tail.filter((lsn) => lsn <= durableLsn).pop();
    if (index === undefined || throughLsn === undefined) return true;
    // No further than what is on disk: a snapshot must not hold what its own log may yet lose.
    const compacted = await deps.heavy.compact(await deps.state(doc, throughLsn));
    if (boot !== deps.journal.boot) throw new Error('part of the document was found damaged');
    if (!(await deps.journal.fold(doc, throughLsn, compacted))) return false;
    foldedBytes.set(doc, compacted.update.length);
    deps.observe({ kind: 'compacted', doc, bytes: compacted.update.length });
    return true;
  }

  async function replace(doc: DocumentName, state: Uint8Array): Promise<boolean> {
    const index = deps.journal.index(doc);
    const { durableLsn } = deps.journal;
    if (index === undefined) return false;
    const throughLsn = index.tail.filter((lsn) => lsn <= durableLsn).pop() ?? index.throughLsn;
    return deps.journal.fold(doc, throughLsn, await deps.heavy.compact([state]));
  }

  async function compactOrNote(doc: DocumentName): Promise<boolean> {
    try {
      const isFolded = await compact(doc);
      failedAtTail.delete(doc);
      return isFolded;
    } catch (error) {
      failedAtTail.set(doc, deps.journal.index(doc)?.tail.length ?? 0);
      deps.observe({ kind: 'compaction-failed', doc, detail: String(error) });
      return false;
    }
  }

  function rest(ms: number): Promise<void> {
    if (stopped) return Promise.resolve();
    return new Promise((resolve) => {
      const cancel = deps.clock.setTimer(ms, resolve);
      endRest = () => {
        cancel();
        resolve();
      };
    });
  }

  async function run(): Promise<void> {
    for (const doc of due) {
      if (stopped) return;
      due.delete(doc);
      await compactOrNote(doc);
    }
    while (!stopped && deps.journal.logBytes() > deps.largestLogBytes) {
      const oldest = await deps.journal.oldestChunk();
      if (oldest === undefined) return;
      for (const doc of oldest.documents) {
        const startMs = deps.clock.monotonicMs();
        if (stopped || !(await compactOrNote(doc))) return;
        if (deps.yields) await rest(restPerWork * (deps.clock.monotonicMs() - startMs));
      }
      // What cannot be done now is tried again after the next commit.
      if (!(await deps.journal.dropOldestChunk(oldest))) return;
    }
  }

  return {
    grown(doc) {
      const index = deps.journal.index(doc);
      if (index === undefined) return;
      const part = largestTailPart * (foldedBytes.get(doc) ?? 0);
      const long =
        index.tail.length > longestTail || index.tailBytes > Math.max(largestTailBytes, part);
      const failed = failedAtTail.get(doc);
      if (long && (failed === undefined || index.tail.length > failed + retryAfterEntries))
        due.add(doc);
    },
    committed() {
      const tidy = due.size > 0 || deps.journal.logBytes() > deps.largestLogBytes;
      if (stopped || running !== undefined || !tidy || deps.journal.fault !== undefined) return;
      running = run()
        .catch((error: unknown) => {
          deps.observe({ kind: 'compaction-failed', doc: 'workspace', detail: String(error) });
        })
        .finally(() => {
          running = undefined;
        });
    },
    async compact(doc) {
      await compact(doc);
    },
    replace: (doc, state) => inTurn(() => replace(doc, state)),
    async stop() {
      stopped = true;
      endRest();
      await running;
      await folding;
    },
  };
}
