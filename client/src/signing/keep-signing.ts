import { type EntrySigner, signMadeEntries } from '@holdfast/shared/access/entry-signature';
import type { HubClient } from '../hub/client-api.ts';
import { type MadeEntries, madeEntries } from './made-entries.ts';

/** Entries that are made within this time are signed together. */
const gatherMs = 50;
/** What could not be signed now is tried again after this, and then after ever longer. */
const againMs = 5_000;
const mostAgainMs = 600_000;
/** Of a device that cannot sign, no more than this is remembered. */
const mostKept = 500;

export interface SigningDeps {
  readonly hub: Pick<HubClient, 'workspace' | 'open' | 'made'>;
  /** Undefined as long as this device cannot sign for anybody. */
  readonly signer: EntrySigner | undefined;
  readonly memory: MadeEntries;
}

/**
 * Signs every entry that was made on this device, soon after it was written; what was written
 * before the page was closed, or before there was a key, as soon as it can be. Returns the way to stop.
 */
export function keepSigning({ hub, signer, memory }: SigningDeps): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isAtWork = false;
  let stopped = false;
  let waitMs = againMs;

  function soon(delayMs: number): void {
    if (!stopped) timer ??= setTimeout(() => void work(), delayMs);
  }

  async function work(): Promise<void> {
    timer = undefined;
    if (isAtWork) return;
    isAtWork = true;
    const before = hub.made.get();
    const isDone = await signAll();
    isAtWork = false;
    if (hub.made.get() !== before) soon(gatherMs);
    else if (!isDone) {
      soon(waitMs);
      waitMs = Math.min(2 * waitMs, mostAgainMs);
    }
  }

  /** False where something is left to be signed. */
  async function signAll(): Promise<boolean> {
    if (signer === undefined) {
      memory.keepNewest(mostKept);
      return true;
    }
    let isDone = true;
    for (const [document, made] of memory.all()) {
      if (stopped) return true;
      const left = await signIn(document, made, signer).catch(() => made.size);
      isDone &&= left === 0;
    }
    memory.keepNewest(mostKept);
    return isDone;
  }

  /** How many are left: those that are not in the document (yet). */
  async function signIn(
    document: string,
    made: ReadonlyMap<string, string>,
    by: EntrySigner,
  ): Promise<number> {
    const open = hub.open(document);
    try {
      await open.ready;
      const place = { workspace: hub.workspace, document };
      const done = await signMadeEntries(open.doc, made, place, by);
      memory.forget(document, done);
      return made.size - done.length;
    } finally {
      open.close();
    }
  }

  const stopListening = hub.made.subscribe(() => {
    clearTimeout(timer);
    timer = undefined;
    waitMs = againMs;
    soon(gatherMs);
  });
  soon(0);
  return () => {
    stopped = true;
    clearTimeout(timer);
    stopListening();
  };
}

/** What this browser keeps of its own entries of a workspace. */
export function browserMadeEntries(workspace: string): MadeEntries {
  try {
    return madeEntries(localStorage, workspace);
  } catch {
    // It keeps nothing: then there is nothing that it is known to have made.
    return { all: () => new Map(), forget: () => undefined, keepNewest: () => undefined };
  }
}
