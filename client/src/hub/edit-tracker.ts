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
  edited(): void;
  /** A channel to the hub was opened; its counts start at zero. */
  opened(): void;
  closed(): void;
  sent(frame: Uint8Array): void;
  /** The hub has the first `count` edit frames of this channel on disk. */
  saved(count: number): void;
  /** Edits of this tab that are not known to be on disk. */
  pending(): number;
  /** Whether the hub is known to have on disk all that this tab's document holds. */
  settled(): boolean;
}

/**
 * Follows one document's edits to the device's disk. A lone update proves nothing about edits made
 * while no channel was open; only the answer to the hub's question what it lacks (a `difference`)
 * covers all of them, and updates after such an answer cover theirs.
 */
export function createEditTracker(): EditTracker {
  let edits = 0;
  let confirmed = 0;
  let answered = false;
  let savedFrames = 0;
  /** For each frame of this channel: the edits it covers, or none. */
  let covered: (number | undefined)[] = [];

  function restart(): void {
    answered = false;
    savedFrames = 0;
    covered = [];
  }

  return {
    edited: () => (edits += 1),
    opened: restart,
    closed: restart,
    sent(frame) {
      const kind = editFrame(frame);
      if (kind === undefined) return;
      if (kind === 'difference') answered = true;
      covered.push(answered ? edits : undefined);
    },
    saved(count) {
      for (; savedFrames < count && savedFrames < covered.length; savedFrames++) {
        confirmed = Math.max(confirmed, covered[savedFrames] ?? 0);
      }
    },
    pending: () => edits - confirmed,
    settled: () => answered && savedFrames === covered.length && edits === confirmed,
  };
}
