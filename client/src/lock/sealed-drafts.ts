import { useSyncExternalStore } from 'react';
import * as Y from 'yjs';
import type { HubClient } from '../hub/client-api.ts';
import { sealedNote } from '../hub/sealed-note.ts';
import { askLock } from './ask-lock.ts';

type Hub = Pick<HubClient, 'askAccess' | 'lock' | 'workspace'>;

/** What a tab has of them. */
interface TabDrafts {
  readonly map: Y.Map<unknown>;
  /** Resolves when those that the copy has are in `map`. */
  readonly read: Promise<void>;
}

/** By what is the same one of a hub wherever it is handed to. */
const draftsOf = new WeakMap<Hub['lock'], TabDrafts>();

/**
 * What was typed and not posted yet, by the place where it was typed, where this device's copy is
 * encrypted: in this tab, and in the copy itself, by way of the worker that has its key.
 */
export function sealedDrafts(hub: Hub): TabDrafts {
  const known = draftsOf.get(hub.lock);
  if (known !== undefined) return known;
  const map = new Y.Doc().getMap('drafts');
  const fromCopy = Symbol('drafts of the copy');
  const typed = new Set<string>();
  map.observe(({ transaction, keysChanged }) => {
    if (transaction.origin === fromCopy) return;
    for (const place of keysChanged) {
      if (place === null) continue;
      typed.add(place);
      const text = map.get(place);
      void askLock(hub, { ask: 'keep-draft', place, text: typeof text === 'string' ? text : '' });
    }
  });

  async function read(): Promise<void> {
    for (;;) {
      const answer = await askLock(hub, { ask: 'drafts' });
      if (answer.answer === 'drafts') {
        map.doc?.transact(() => {
          for (const [place, text] of Object.entries(answer.drafts)) {
            if (!typed.has(place)) map.set(place, text);
          }
        }, fromCopy);
        return;
      }
      // Still locked, or not locked any more.
      await changeOf(hub.lock);
    }
  }
  const drafts = { map, read: read() };
  draftsOf.set(hub.lock, drafts);
  return drafts;
}

/** What this tab has of them, which it has no more. */
export function takeDrafts(hub: Hub): readonly (readonly [place: string, text: unknown])[] {
  const drafts = draftsOf.get(hub.lock);
  draftsOf.delete(hub.lock);
  return [...(drafts?.map.entries() ?? [])];
}

function changeOf({ subscribe }: Hub['lock']): Promise<void> {
  return new Promise((resolve) => {
    const stop = subscribe(() => {
      stop();
      resolve();
    });
  });
}

/** Whether this device's copy is encrypted, kept up to date. */
export function useIsSealed({ lock, workspace }: Pick<HubClient, 'lock' | 'workspace'>): boolean {
  return useSyncExternalStore(lock.subscribe, sealedNote(workspace).get);
}

/** The drafts of single tabs, which else are in a storage of theirs. */
export function sealedStorage(hub: Hub): Pick<Storage, 'getItem' | 'setItem' | 'removeItem'> {
  const { map } = sealedDrafts(hub);
  return {
    getItem(key) {
      const text = map.get(key);
      return typeof text === 'string' ? text : null;
    },
    setItem: (key, text) => void map.set(key, text),
    removeItem: (key) => map.delete(key),
  };
}
