import { encodeMessage, type WireEntry } from '../protocol/link-messages.ts';
import type { DocumentName } from '../protocol/names.ts';
import type { Journal } from './journal.ts';
import type { Clock } from './ports.ts';
import type { LoggedUpdate } from './rooms.ts';
import type { Vector } from './vector.ts';

/** How much of the past goes into one frame. */
const pastBytesAtOnce = 256 * 1024;
/** Deletions are so small that their number counts more than their bytes. */
const entriesInMessage = 2000;
/** A receiver that has this much unread gets no live updates; it is caught up from the log later. */
const slowReceiverBytes = 4 * 1024 * 1024;
/** The past waits while this much is unread. */
const pausePastBytes = 1024 * 1024;
const pauseMs = 20;
/** Marks only move a cursor: one of them serves many updates. */
const markDelayMs = 20;

/** The receiving end of a feed: one link. */
export interface FeedTarget {
  /** Queues one encoded message for the next frame. */
  queue(message: Uint8Array): void;
  bufferedBytes(): number;
  /** Whether it may have entries of that document. */
  mayRead(doc: DocumentName): boolean;
  /** Part of the log cannot be read: nothing more may be claimed on this link. */
  fail(): void;
}

interface Feed {
  readonly target: FeedTarget;
  /** Log entries up to here have been sent, or need not be. */
  sentLsn: number;
  live: boolean;
  stopped: boolean;
}

export interface Feeds {
  /** Sends `target` what a holder of `held` lacks, then all that comes. */
  start(target: FeedTarget, held: Vector): void;
  stop(target: FeedTarget): void;
  logged(entry: LoggedUpdate): void;
  /** More is held of other stores: receivers are told soon. */
  heldChanged(): void;
}

export interface FeedsDeps {
  readonly journal: Journal;
  readonly clock: Clock;
  readonly state: (doc: DocumentName) => Promise<readonly Uint8Array[]>;
}

/**
 * The log as others read it. A reader says what it holds; it gets the entries after that in log
 * order (states of whole documents for what was trimmed), then a mark, and from then on every turn's
 * entries. Entries are encoded once for all readers.
 */
export function createFeeds(deps: FeedsDeps): Feeds {
  const feeds = new Map<FeedTarget, Feed>();
  let turn: LoggedUpdate[] = [];
  let markScheduled = false;

  function publish(): void {
    const entries = turn;
    turn = [];
    const last = entries[entries.length - 1];
    if (last === undefined) return;
    let shared: readonly Uint8Array[] | undefined;
    for (const feed of feeds.values()) {
      if (!feed.live) continue;
      if (feed.target.bufferedBytes() > slowReceiverBytes) {
        feed.live = false;
        catchUp(feed);
        continue;
      }
      const { target, sentLsn } = feed;
      feed.sentLsn = last.lsn;
      const news = entries.filter(
        ({ via, lsn, doc }) => via !== target && lsn > sentLsn && target.mayRead(doc),
      );
      const isAll = news.length === entries.length;
      const messages = isAll ? (shared ??= encodeEntries(entries)) : encodeEntries(news);
      for (const message of messages) target.queue(message);
    }
    scheduleMark();
  }

  function scheduleMark(): void {
    if (markScheduled) return;
    markScheduled = true;
    deps.clock.setTimer(markDelayMs, () => {
      markScheduled = false;
      // What was logged in this very turn has not been sent yet, and a mark speaks for it too.
      if (turn.length > 0) publish();
      const mark = encodeMessage({ type: 'mark', held: deps.journal.held(), caughtUp: false });
      for (const feed of feeds.values()) if (feed.live) feed.target.queue(mark);
    });
  }

  function catchUp(feed: Feed): void {
    sendPast(feed).catch(() => {
      if (!feed.stopped) feed.target.fail();
    });
  }

  async function sendPast(feed: Feed): Promise<void> {
    for (;;) {
      await untilDrained(feed);
      if (feed.stopped) return;
      if (feed.sentLsn < deps.journal.trimmedLsn) {
        await sendStates(feed);
        continue;
      }
      if (feed.sentLsn >= deps.journal.lastLsn) break;
      const entries = await deps.journal.entriesAfter(feed.sentLsn, pastBytesAtOnce);
      if (feed.stopped) return;
      const last = entries[entries.length - 1];
      if (last !== undefined) {
        const read = entries.filter(({ doc }) => feed.target.mayRead(doc));
        for (const message of encodeEntries(read)) feed.target.queue(message);
        feed.sentLsn = last.lsn;
      } else if (feed.sentLsn >= deps.journal.trimmedLsn) {
        feed.target.fail();
        return;
      }
    }
    // Nothing is awaited between the last look at the log and this.
    feed.live = true;
    feed.target.queue(encodeMessage({ type: 'mark', held: deps.journal.held(), caughtUp: true }));
  }

  /** For a reader behind the trimmed log: the documents changed since, whole. */
  async function sendStates(feed: Feed): Promise<void> {
    const reached = deps.journal.lastLsn;
    for (const doc of deps.journal.changedAfter(feed.sentLsn)) {
      if (!feed.target.mayRead(doc)) continue;
      for (const update of await deps.state(doc)) {
        await untilDrained(feed);
        // Stopped also because the document was found damaged: then this is not all of it.
        if (feed.stopped) return;
        if (!feed.target.mayRead(doc)) break;
        feed.target.queue(encodeMessage({ type: 'state', answers: 0, doc, update }));
      }
    }
    feed.sentLsn = reached;
  }

  async function untilDrained(feed: Feed): Promise<void> {
    while (!feed.stopped && feed.target.bufferedBytes() > pausePastBytes) {
      await new Promise<void>((resolve) => deps.clock.setTimer(pauseMs, resolve));
    }
  }

  return {
    start(target, held) {
      const known = feeds.get(target);
      if (known !== undefined) known.stopped = true;
      const sentLsn = deps.journal.startAfter(held.get(deps.journal.storeId));
      const feed: Feed = { target, sentLsn, live: false, stopped: false };
      feeds.set(target, feed);
      catchUp(feed);
    },
    stop(target) {
      const feed = feeds.get(target);
      if (feed !== undefined) feed.stopped = true;
      feeds.delete(target);
    },
    logged(entry) {
      if (feeds.size === 0) return;
      if (turn.length === 0) deps.clock.afterTurn(publish);
      turn.push(entry);
    },
    heldChanged: scheduleMark,
  };
}

/** Messages of bounded size; a larger update has one to itself. */
function encodeEntries(entries: readonly WireEntry[]): readonly Uint8Array[] {
  const messages: Uint8Array[] = [];
  let from = 0;
  let bytes = 0;
  entries.forEach(({ update }, i) => {
    const isFull = bytes + update.length > pastBytesAtOnce || i - from >= entriesInMessage;
    if (i > from && isFull) {
      messages.push(encodeMessage({ type: 'entries', entries: entries.slice(from, i) }));
      from = i;
      bytes = 0;
    }
    bytes += update.length;
  });
  if (from < entries.length) {
    messages.push(encodeMessage({ type: 'entries', entries: entries.slice(from) }));
  }
  return messages;
}
