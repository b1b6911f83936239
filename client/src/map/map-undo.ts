import { mapRoots } from '@holdfast/shared/model/map-registers';
import * as Y from 'yjs';
import type { Observable } from '../hub/client-api.ts';
import { createObservable } from '../hub/observable.ts';

/** Action items and accepted findings, which imports bring, too. */
export const followUpRoots = ['tasks', 'acceptances', 'not-applicable'] as const;

export interface UndoState {
  readonly canUndo: boolean;
  readonly canRedo: boolean;
}

/** Takes back what was done on this screen, step by step; what others did meanwhile stays. */
export interface MapUndo {
  readonly state: Observable<UndoState>;
  undo(): void;
  redo(): void;
  close(): void;
}

/** @param origin of the transactions that can be taken back */
export function createMapUndo(doc: Y.Doc, origin: object): MapUndo {
  const manager = new Y.UndoManager(
    [...mapRoots, ...followUpRoots].map((root) => doc.getMap(root)),
    { trackedOrigins: new Set([origin]), captureTimeout: 0 },
  );
  const state = createObservable<UndoState>({ canUndo: false, canRedo: false });

  function tell(): void {
    const now = { canUndo: manager.canUndo(), canRedo: manager.canRedo() };
    const { canUndo, canRedo } = state.get();
    if (now.canUndo !== canUndo || now.canRedo !== canRedo) state.set(now);
  }

  manager.on('stack-item-added', tell);
  manager.on('stack-item-popped', tell);
  return {
    state,
    undo: () => void manager.undo(),
    redo: () => void manager.redo(),
    close: () => manager.destroy(),
  };
}
