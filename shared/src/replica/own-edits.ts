import type { DocumentName } from '../protocol/names.ts';
import { liveLimits, stateLimits } from './admission.ts';
import type { Journal } from './journal.ts';
import type { Outbox } from './outbox.ts';
import type { StoreWrite } from './ports.ts';
import type { TakeEditOptions } from './replica-api.ts';
import type { Rights } from './rights.ts';
import type { Rooms, Taken } from './rooms.ts';

/** Takes edits that are made here: on a leaf they wait in its outbox for relays' disks. */
export interface OwnEdits {
  take(doc: DocumentName, update: Uint8Array, options: TakeEditOptions): Taken | Promise<Taken>;
  /** Resolves when the outbox has on disk what it was given of edits that the log had already. */
  readonly onDisk: () => Promise<void>;
}

export function createOwnEdits(deps: {
  readonly journal: Journal;
  readonly rooms: Rooms;
  readonly rights: Rights;
  /** Leaves only. */
  readonly outbox: Outbox | undefined;
}): OwnEdits {
  const { journal, rooms, rights, outbox } = deps;
  let onDisk = Promise.resolve();

  return {
    take(doc, update, { from: via, size = 'edit', unsaved = false, grant, isHanded = false }) {
      const limits = size === 'state' ? stateLimits : liveLimits;
      if (grant !== undefined) return rights.take(doc, update, { limits, via, grant, isHanded });
      if (outbox === undefined) return rooms.take(doc, update, { limits, via });
      // What is known already is cut out of canonical bytes, and of what is unsaved it too must wait.
      const extra = (canonical: Uint8Array): StoreWrite =>
        outbox.add(doc, unsaved ? new Uint8Array(update) : canonical);
      const taken = rooms.take(doc, update, { limits, via, extra });
      if (!unsaved && !(size === 'edit' && isDeletion(update))) return taken;
      const note = (settled: Taken): Taken => {
        if (settled.kind === 'contained') onDisk = journal.writeDurably([extra(update)]);
        return settled;
      };
      return taken instanceof Promise ? taken.then(note) : note(taken);
    },
    onDisk: () => onDisk,
  };
}

/** Whether an update only deletes. Where others have deleted the same, it adds nothing, and their deletion may be on fewer disks than wanted. */
function isDeletion(update: Uint8Array): boolean {
  return update[0] === 0 && update[1] !== 0;
}
