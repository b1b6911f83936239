import type { DocumentName } from '../protocol/names.ts';
import { stateLimits } from './admission.ts';
import type { Compactor } from './compaction.ts';
import type { Journal } from './journal.ts';
import type { LinkSession } from './link.ts';
import type { Outbox } from './outbox.ts';
import type { HeavyWork } from './ports.ts';
import type { ReplicaEvent } from './replica-api.ts';
import type { Rooms } from './rooms.ts';

export interface GiveUpDeps {
  readonly journal: Journal;
  readonly heavy: HeavyWork;
  readonly rooms: Rooms;
  readonly compactor: Compactor;
  /** Leaves only. */
  readonly outbox: Outbox | undefined;
  readonly links: ReadonlySet<LinkSession>;
  readonly whenDurable: () => Promise<void>;
  /** A document is another one than it was. */
  readonly onReplaced: (doc: DocumentName) => void;
  /** Less waits than before. */
  readonly onLetGo: () => void;
  readonly observe: (event: ReplicaEvent) => void;
}

/** What came of giving edits up. `unreachable`: no relay is linked that says what it has. */
export type GivenUp = 'done' | 'unreachable' | 'failed';

export interface GiveUp {
  readAtRelay(doc: DocumentName): Promise<Uint8Array | undefined>;
  giveUp(doc: DocumentName): Promise<GivenUp>;
  /**
   * What a relay refused, and has all the same, waits no more: a tab sends again what it had from one
   * and its device had not written down yet. Of one document, or of all.
   * A fault is told by `observe`, and the rows wait on.
   */
  letGoHeld(doc?: DocumentName): void;
}

/**
 * For edits that relays do not take from this device: what they have of the document is looked at, and
 * put in the place of what is here. A relay that is linked has told all that it has, so that nothing of
 * others is lost but for what came here by way of another, and not to that one yet: that comes again
 * with its log.
 */
export function createGiveUp(deps: GiveUpDeps): GiveUp {
  const { journal, heavy, rooms, compactor, outbox } = deps;

  async function readAtRelay(doc: DocumentName): Promise<Uint8Array | undefined> {
    const link = [...deps.links].find(
      (one) => one.peer?.role === 'relay' && one.state().phase === 'live',
    );
    if (link === undefined) return undefined;
    const update = await Promise.race([link.look(doc), link.closed.then(() => undefined)]);
    if (update === undefined) return undefined;
    const admitted = await heavy.admit(update, new Map(), stateLimits);
    if (admitted.kind !== 'admitted' || (await isWithheld(doc, update))) return undefined;
    return admitted.update;
  }

  /**
   * A relay answers for a document that this device may not read as for one that is not there. Then
   * what is here, and was not made here alone, says that relays have it.
   */
  async function isWithheld(doc: DocumentName, answer: Uint8Array): Promise<boolean> {
    const parts = await rooms.state(doc);
    if (outbox === undefined || parts.length === 0) return false;
    const here = await heavy.diff(parts, new Uint8Array([0]));
    const told = await heavy.tryApply([], answer);
    if (!told.ok || told.changed) return false;
    const made = outbox.forbidden(doc).map(({ update }) => update);
    const more = await heavy.tryApply(made, here);
    return !more.ok || more.changed;
  }

  async function letGoHeld(of?: DocumentName): Promise<void> {
    const refused = outbox?.forbidden(of) ?? [];
    for (const doc of new Set(refused.map((row) => row.doc))) {
      const state = await readAtRelay(doc);
      if (outbox === undefined) return;
      if (state === undefined) continue;
      const held = [];
      for (const row of refused) {
        if (row.doc !== doc) continue;
        const tried = await heavy.tryApply([state], row.update);
        if (tried.ok && !tried.changed) held.push(row);
      }
      const rows = outbox.letGo(held);
      if (rows.length > 0) await journal.writeDurably(rows);
      deps.onLetGo();
    }
  }

  return {
    readAtRelay,
    letGoHeld(doc) {
      letGoHeld(doc).catch((error: unknown) => {
        deps.observe({ kind: 'link-failed', detail: String(error) });
      });
    },
    async giveUp(doc) {
      if (outbox === undefined) return 'failed';
      await deps.whenDurable();
      const state = await readAtRelay(doc);
      if (state === undefined) return 'unreachable';
      // What is told as given up must be so after a crash: first what is shown, then what is sent.
      if (!(await compactor.replace(doc, state))) return 'failed';
      const rows = outbox.drop(doc);
      if (rows.length > 0) await journal.writeDurably(rows);
      rooms.reload([doc]);
      deps.onReplaced(doc);
      return 'done';
    },
  };
}
