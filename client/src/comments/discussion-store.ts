import { type Discussion, readDiscussions, runbookComments } from '@holdfast/shared/model/comments';
import type * as Y from 'yjs';

/** Places follow the text after a pause in the typing, but not later than this after the first edit. */
const pauseMs = 200;
const longestWaitMs = 1200;

export interface DiscussionStore {
  /** The same list while nothing was said and no place moved, as far as was looked. */
  get(): readonly Discussion[];
  subscribe(listener: () => void): () => void;
}

export interface DiscussionStoreDeps {
  readonly nowMs: () => number;
  /** Returns the way to cancel. */
  readonly setTimer: (delayMs: number, run: () => void) => () => void;
}

/**
 * What is said of a runbook's text. What people say shows at once; where their words are is looked
 * for after a pause in the writing. A text that nobody commented on costs nothing.
 */
export function createDiscussionStore(doc: Y.Doc, deps: DiscussionStoreDeps): DiscussionStore {
  const listeners = new Set<() => void>();
  const entries = runbookComments(doc);
  let discussions = readDiscussions(doc);
  let cancelTimer: (() => void) | undefined;
  let waitingSinceMs: number | undefined;

  function read(): void {
    cancelTimer?.();
    cancelTimer = undefined;
    waitingSinceMs = undefined;
    const next = readDiscussions(doc);
    if (next.length === 0 && discussions.length === 0) return;
    discussions = next;
    for (const listener of listeners) listener();
  }

  function onUpdate(): void {
    if (entries.length === 0) return;
    const nowMs = deps.nowMs();
    waitingSinceMs ??= nowMs;
    cancelTimer?.();
    const delayMs = Math.max(0, Math.min(pauseMs, waitingSinceMs + longestWaitMs - nowMs));
    cancelTimer = deps.setTimer(delayMs, read);
  }

  return {
    get: () => discussions,
    subscribe(listener) {
      if (listeners.size === 0) {
        entries.observe(read);
        doc.on('update', onUpdate);
        discussions = readDiscussions(doc);
      }
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
        if (listeners.size > 0) return;
        entries.unobserve(read);
        doc.off('update', onUpdate);
        cancelTimer?.();
        cancelTimer = undefined;
      };
    },
  };
}
