import type { DocumentName } from '../protocol/names.ts';
import type { Presence } from './replica-api.ts';

/** The documents of which the other side of a link wants to know who is there. */
export interface LinkWatches {
  set(doc: DocumentName, on: boolean): void;
  /** What may be read has changed. */
  judgeAnew(): void;
  end(): void;
}

export function createLinkWatches(deps: {
  readonly presence: Presence;
  readonly owner: object;
  readonly send: (doc: DocumentName, update: Uint8Array) => void;
  readonly mayRead: (doc: DocumentName) => boolean;
}): LinkWatches {
  /** With the way to stop, where it is followed: it may be wanted and not be allowed. */
  const wanted = new Map<DocumentName, (() => void) | undefined>();

  function follow(doc: DocumentName): (() => void) | undefined {
    if (!deps.mayRead(doc)) return undefined;
    return deps.presence.subscribe(doc, deps.owner, (update) => deps.send(doc, update));
  }

  return {
    set(doc, on) {
      wanted.get(doc)?.();
      wanted.delete(doc);
      if (on) wanted.set(doc, follow(doc));
    },
    judgeAnew() {
      for (const [doc, stop] of wanted) {
        if ((stop !== undefined) === deps.mayRead(doc)) continue;
        stop?.();
        wanted.set(doc, follow(doc));
      }
    },
    end() {
      for (const stop of wanted.values()) stop?.();
      wanted.clear();
    },
  };
}
