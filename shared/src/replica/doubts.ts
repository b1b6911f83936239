import { readVarUint } from 'lib0/decoding';
import { writeVarUint } from 'lib0/encoding';
import type { DocumentName } from '../protocol/names.ts';
import { coalesce } from './coalesce.ts';
import type { Journal } from './journal.ts';
import { keys, type OutboxRow, sealWith, unsealWith } from './layout.ts';
import { LinkSession } from './link.ts';
import type { Outbox } from './outbox.ts';
import type { Clock, Store } from './ports.ts';
import type { LoggedUpdate } from './rooms.ts';
import type { KnownStores } from './stores.ts';
import type { LogPosition } from './vector.ts';

/** That nothing is in doubt any more is written late: what is offered for nothing costs little. */
const clearAfterMs = 1000;
/** What a relay may have in memory only is the end of its log, which comes last. */
const mostDoubted = { entries: 512, bytes: 4 * 1024 * 1024 };
const bytesAtOnce = 256 * 1024;
/** Of more marks that wait for a disk the last ones are taken as one. */
const mostWaiting = 32;

interface Waiting {
  readonly link: object;
  /** The first entry of this leaf's log that the position speaks for. */
  readonly fromLsn: number;
  /** Where the relay's log stood when it had sent that; undefined until it says so. */
  readonly at: { readonly store: string; readonly position: LogPosition } | undefined;
}

/** What a leaf was sent by a relay that may have it in memory only, and would lose it with its power. */
export interface Doubts {
  /** An entry was logged; called in the same turn. */
  logged(entry: LoggedUpdate): void;
  /** All that came on `link` so far is covered by that position. */
  marked(link: object, store: string, position: LogPosition): void;
  /** Relays may have said more of their disks. */
  settle(): void;
  /** The relay may be gone, and with it what only its memory had: that is offered to all relays as an edit is. */
  linkClosed(link: object): void;
}

export interface DoubtsDeps {
  readonly journal: Journal;
  readonly clock: Clock;
  /** Those that are open. */
  readonly links: ReadonlySet<LinkSession>;
  readonly stores: KnownStores;
  readonly outbox: Outbox;
  readonly wholeState: (doc: DocumentName) => Promise<Uint8Array>;
  readonly isClosing: () => boolean;
}

/** Reads what was in doubt when the device was last closed, and puts it into the outbox. */
export async function openDoubts(deps: DoubtsDeps & { readonly store: Store }): Promise<Doubts> {
  const row = await deps.store.get(keys.doubtedFrom);
  const fromLsn = row && (unsealWith(row, readVarUint) ?? 1);
  if (fromLsn !== undefined) addToOutbox(deps, await editsFrom(deps, fromLsn));
  const doubts = createDoubts(deps, fromLsn);
  doubts.settle();
  return doubts;
}

function createDoubts(deps: DoubtsDeps, persisted: number | undefined): Doubts {
  const { journal } = deps;
  let waiting: readonly Waiting[] = [];
  let onDisk = persisted;

  function persist(): void {
    const fromLsn = waiting.length === 0 ? undefined : earliest(waiting);
    if (fromLsn === onDisk || deps.isClosing()) return;
    onDisk = fromLsn;
    const value = fromLsn && sealWith((encoder) => writeVarUint(encoder, fromLsn));
    journal.write([value ? { key: keys.doubtedFrom, value } : { key: keys.doubtedFrom }]);
  }

  const persistSoon = coalesce(deps.clock, clearAfterMs, persist);

  function forget(gone: readonly Waiting[]): void {
    if (gone.length === 0) return;
    waiting = waiting.filter((one) => !gone.includes(one));
    persistSoon();
  }

  function offerAgain(lost: readonly Waiting[]): void {
    if (lost.length === 0 || deps.isClosing()) return;
    // Until they are in the outbox they stay in doubt, also where they cannot be read now.
    editsFrom(deps, earliest(lost)).then(
      (edits) => {
        if (deps.isClosing()) return;
        addToOutbox(deps, edits);
        forget(lost);
      },
      () => undefined,
    );
  }

  function settle(): void {
    const isOnDisk = ({ at }: Waiting): boolean =>
      at !== undefined && deps.stores.holders(new Map([[at.store, at.position]])).length > 0;
    if (waiting.length > 0) forget(waiting.filter(isOnDisk));
    else if (onDisk !== undefined) persistSoon();
  }

  return {
    settle,
    logged({ via: link, lsn }) {
      if (!(link instanceof LinkSession)) return;
      const isClosed = !deps.links.has(link);
      const known = waiting.some((one) => one.link === link && one.at === undefined);
      if (known && !isClosed) return;
      const added: Waiting = { link, fromLsn: lsn, at: undefined };
      waiting = [...waiting, added];
      // With the entry or not at all.
      if (onDisk === undefined) persist();
      if (isClosed) offerAgain([added]);
    },
    marked(link, store, position) {
      const unmarked = waiting.find((one) => one.link === link && one.at === undefined);
      if (unmarked === undefined) return;
      const others = waiting.filter((one) => one !== unmarked);
      const ofLink = others.filter((one) => one.link === link);
      const last = ofLink.length < mostWaiting ? undefined : ofLink[ofLink.length - 1];
      const fromLsn = last?.fromLsn ?? unmarked.fromLsn;
      const marked = { link, fromLsn, at: { store, position } };
      waiting = [...others.filter((one) => one !== last), marked];
      settle();
    },
    linkClosed(link) {
      offerAgain(waiting.filter((one) => one.link === link));
    },
  };
}

function addToOutbox({ journal, outbox }: DoubtsDeps, edits: readonly OutboxRow[]): void {
  journal.write(edits.map(({ doc, update }) => outbox.add(doc, update, true)));
}

const earliest = (waiting: readonly Waiting[]): number =>
  Math.min(...waiting.map(({ fromLsn }) => fromLsn));

/** What was logged from `lsn` on, or the whole documents where the log no longer tells; of much the last part. */
async function editsFrom(deps: DoubtsDeps, lsn: number): Promise<readonly OutboxRow[]> {
  const { journal } = deps;
  const { lastLsn } = journal;
  let sentLsn = Math.max(lsn - 1, lastLsn - mostDoubted.entries);
  let edits: readonly OutboxRow[] = [];
  while (sentLsn < lastLsn && sentLsn >= journal.trimmedLsn) {
    const entries = await journal.entriesAfter(sentLsn, bytesAtOnce);
    const last = entries[entries.length - 1];
    if (last === undefined) break;
    edits = lastPart([...edits, ...entries]);
    sentLsn = last.lsn;
  }
  if (sentLsn >= lastLsn) return edits;
  for (const doc of journal.changedAfter(sentLsn).slice(-mostDoubted.entries)) {
    edits = lastPart([...edits, { doc, update: await deps.wholeState(doc) }]);
  }
  return edits;
}

function lastPart(edits: readonly OutboxRow[]): readonly OutboxRow[] {
  let bytes = edits.reduce((sum, { update }) => sum + update.length, 0);
  let from = 0;
  for (; bytes > mostDoubted.bytes && from < edits.length - 1; from++) {
    bytes -= edits[from]?.update.length ?? 0;
  }
  return edits.slice(from);
}
