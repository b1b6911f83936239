import type { DocumentName } from '../protocol/names.ts';
import { coalesce } from './coalesce.ts';
import type { Clock } from './ports.ts';

const statusDelayMs = 30;

/** Tells who listens what has changed: documents once a turn, the status a few dozen times a second at most. */
export interface Announcements {
  /** Told after this turn; the status with it. */
  documentChanged(doc: DocumentName): void;
  /** Told before it returns, with whatever else had changed in this turn. */
  documentReplaced(doc: DocumentName): void;
  readonly statusChanged: () => void;
  onChange(listener: (doc: DocumentName) => void): () => void;
  onStatus(listener: () => void): () => void;
}

export function createAnnouncements(clock: Clock): Announcements {
  const changeListeners = new Set<(doc: DocumentName) => void>();
  const statusListeners = new Set<() => void>();
  let changed = new Set<DocumentName>();

  const statusChanged = coalesce(clock, statusDelayMs, () => {
    for (const listener of statusListeners) listener();
  });

  function announceChanges(): void {
    const documents = changed;
    changed = new Set();
    for (const doc of documents) for (const listener of changeListeners) listener(doc);
    statusChanged();
  }

  return {
    documentChanged(doc) {
      if (changed.size === 0) clock.afterTurn(announceChanges);
      changed.add(doc);
    },
    documentReplaced(doc) {
      changed.add(doc);
      announceChanges();
    },
    statusChanged,
    onChange: (listener) => register(changeListeners, listener),
    onStatus: (listener) => register(statusListeners, listener),
  };
}

function register<T>(listeners: Set<T>, listener: T): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
