import {
  noAccess,
  readWorkspaceAccess,
  type WorkspaceAccess,
} from '@holdfast/shared/access/workspace-access';
import { useSyncExternalStore } from 'react';
import { useHub } from '../app/hub-context.tsx';
import type { DocumentName } from '@holdfast/shared/protocol/names';
import type { OpenDocument } from '../hub/client-api.ts';

interface Hub {
  open(name: DocumentName): Pick<OpenDocument, 'doc' | 'ready' | 'close'>;
}

interface KnownAccess {
  get(): WorkspaceAccess;
  subscribe(listener: () => void): () => void;
}

/** Many on one screen ask; the registers are read once. */
const known = new WeakMap<Hub, KnownAccess>();

/** Who was let in and cut off, and what is restricted, as far as this device has heard. */
export function useKnownAccess(): WorkspaceAccess {
  const { subscribe, get } = knownTo(useHub());
  return useSyncExternalStore(subscribe, get);
}

function knownTo(hub: Hub): KnownAccess {
  const before = known.get(hub);
  if (before !== undefined) return before;
  const made = watchAccess(hub);
  known.set(hub, made);
  return made;
}

/** Keeps the document open for as long as somebody asks; what was read last counts until it is read anew. */
export function watchAccess(hub: Hub): KnownAccess {
  const listeners = new Set<() => void>();
  let read = noAccess;
  let stop: (() => void) | undefined;

  function begin(): () => void {
    const open = hub.open('workspace');
    let isOver = false;
    const take = (): void => {
      read = readWorkspaceAccess(open.doc);
      for (const listener of listeners) listener();
    };
    open.ready.then(
      () => {
        if (isOver) return;
        open.doc.on('update', take);
        take();
      },
      // What cannot be opened here says nothing; relays go by what they have.
      () => undefined,
    );
    return () => {
      isOver = true;
      open.doc.off('update', take);
      open.close();
    };
  }

  return {
    get: () => read,
    subscribe(listener) {
      listeners.add(listener);
      stop ??= begin();
      return () => {
        listeners.delete(listener);
        if (listeners.size > 0) return;
        stop?.();
        stop = undefined;
      };
    },
  };
}
