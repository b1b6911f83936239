import { withUnsaved } from '@holdfast/shared/replica/sync-session';
import * as Y from 'yjs';

/** What a frame of the y-websocket protocol carries, as far as counting goes. */
type EditFrame = 'difference' | 'update';

/** Tells frames that carry edits (which the hub counts) from questions and presence. */
function editFrame(frame: Uint8Array): EditFrame | undefined {
  if (frame[0] !== 0) return undefined;
  if (frame[1] === 1) return 'difference';
  return frame[1] === 2 ? 'update' : undefined;
}

export interface EditTracker {
  /** A person edited the document in this tab. */
  edited(update: Uint8Array): void;
  /** A channel to the hub over this store was opened; its counts start at zero. */
  opened(store: string): void;
  closed(): void;
  /** Takes note of a frame that is about to be sent. Returns the one to send. */
  sending(frame: Uint8Array): Uint8Array;
  /** The hub has the first `count` edit frames of this channel on disk. */
  saved(count: number): void;
  /** Edits of this tab that are not known to be on disk. */
  pending(): number;
  /** Whether the hub is known to have on disk all that this tab's document holds. */
  settled(): boolean;
}

/** One update, of edits `first` to `last`. */
interface Unsaved {
  readonly first: number;
  readonly last: number;
  readonly update: Uint8Array;
}

/** While a device cannot save, edits are kept apart up to this number. */
const mostApart = 500;

/**
 * Follows one document's edits to the device's disk. A lone update proves nothing about edits made
 * while no channel was open; only the answer to the hub's question what it lacks (a `difference`)
 * covers all of them, and updates after such an answer cover theirs. What an earlier channel never
 * said to be saved goes with that answer, even where the hub has it: it may have lost it, and got it
 * back from a relay, and does not know then that it is this device's to look after. Over another
 * store than before, nothing was ever said. `wholeState` is asked for the document as one update.
 */
export function createEditTracker(wholeState: () => Uint8Array): EditTracker {
  let edits = 0;
  let confirmed = 0;
  let answered = false;
  let savedFrames = 0;
  /** For each frame of this channel: the edits it covers, or none. */
  let covered: (number | undefined)[] = [];
  let unsaved: Unsaved[] = [];
  /** Edits that were made before this channel was opened. */
  let before = 0;
  let knownStore: string | undefined;

  function restart(): void {
    answered = false;
    savedFrames = 0;
    covered = [];
    before = edits;
  }

  return {
    edited(update) {
      edits += 1;
      unsaved.push({ first: edits, last: edits, update });
      const [oldest] = unsaved;
      if (unsaved.length <= mostApart || oldest === undefined) return;
      const merged = Y.mergeUpdates(unsaved.map((each) => each.update));
      unsaved = [{ first: oldest.first, last: edits, update: merged }];
    },
    opened(store) {
      restart();
      if (knownStore !== undefined && knownStore !== store && edits > 0) {
        confirmed = 0;
        unsaved = [{ first: 1, last: edits, update: wholeState() }];
      }
      knownStore = store;
    },
    closed: restart,
    sending(frame) {
      const kind = editFrame(frame);
      if (kind === undefined) return frame;
      if (kind === 'difference') answered = true;
      covered.push(answered ? edits : undefined);
      const again = unsaved.filter(({ first }) => first <= before);
      if (kind === 'update' || again.length === 0) return frame;
      return withUnsaved(
        frame,
        again.map(({ update }) => update),
      );
    },
    saved(count) {
      for (; savedFrames < count && savedFrames < covered.length; savedFrames++) {
        confirmed = Math.max(confirmed, covered[savedFrames] ?? 0);
      }
      unsaved = unsaved.filter(({ last }) => last > confirmed);
    },
    pending: () => edits - confirmed,
    settled: () => answered && savedFrames === covered.length && edits === confirmed,
  };
}
