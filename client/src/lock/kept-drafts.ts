import { type Store, StoreFault } from '@holdfast/shared/replica/ports';
import { z } from 'zod/mini';
import type { LockAnswer, LockQuestion } from './lock-messages.ts';

/** The row of a locked copy that has what was typed and not posted yet. No other row is called so. */
export const draftsRowKey = 'drafts';

/** Texts by the place where they were typed. */
const draftsSchema = z.record(z.string(), z.string());

type DraftQuestion = Extract<LockQuestion, { ask: 'drafts' | 'keep-draft' }>;

/** What was typed beside a locked copy: in the worker's memory, and in its store once there is one. */
export interface KeptDrafts {
  answer(question: DraftQuestion): Promise<LockAnswer>;
  /** From here on they are kept in this store. */
  openIn(store: Pick<Store, 'get' | 'write'>): void;
  /** The store is about to be closed: resolves when all is in it, or cannot be, and nothing is here. */
  settle(): Promise<void>;
}

export function createKeptDrafts(): KeptDrafts {
  const drafts = new Map<string, string>();
  /** Typed since, and newer than what the store has. */
  const typed = new Set<string>();
  let store: Pick<Store, 'get' | 'write'> | undefined;
  let reading: Promise<void> | undefined;
  let writing: Promise<void> | undefined;

  async function readFrom(opened: Pick<Store, 'get'>): Promise<void> {
    const kept = parse(await opened.get(draftsRowKey));
    for (const [place, text] of Object.entries(kept)) {
      if (!typed.has(place)) drafts.set(place, text);
    }
  }

  async function write(): Promise<void> {
    await reading;
    while (typed.size > 0 && store !== undefined) {
      typed.clear();
      const value = new TextEncoder().encode(JSON.stringify(Object.fromEntries(drafts)));
      await store.write([drafts.size === 0 ? { key: draftsRowKey } : { key: draftsRowKey, value }]);
    }
  }

  /** A disk that is full or gone says so elsewhere; what was typed is in memory meanwhile. */
  function begin(): void {
    writing ??= write()
      .catch(passOverFaults)
      .finally(() => {
        writing = undefined;
      });
  }

  return {
    async answer(question) {
      if (question.ask === 'drafts') {
        await reading;
        return { answer: 'drafts', drafts: Object.fromEntries(drafts) };
      }
      const { place, text } = question;
      typed.add(place);
      if (text === '') drafts.delete(place);
      else drafts.set(place, text);
      begin();
      return { answer: 'done' };
    },
    openIn(opened) {
      store = opened;
      // Where the database was deleted under the hub, the new one has none of them.
      for (const place of drafts.keys()) typed.add(place);
      reading = readFrom(opened).catch(passOverFaults);
      if (typed.size > 0) begin();
    },
    async settle() {
      await writing;
      store = undefined;
      drafts.clear();
      typed.clear();
    },
  };
}

function passOverFaults(error: unknown): void {
  if (!(error instanceof StoreFault)) throw error;
}

/** What is damaged is none. */
function parse(row: Uint8Array | undefined): z.infer<typeof draftsSchema> {
  if (row === undefined || row.length === 0) return {};
  try {
    return draftsSchema.safeParse(JSON.parse(new TextDecoder().decode(row))).data ?? {};
  } catch {
    return {};
  }
}
