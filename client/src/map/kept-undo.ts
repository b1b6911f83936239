import type * as Y from 'yjs';
import type { HubClient, OpenDocument } from '../hub/client-api.ts';
import { createMapUndo, type MapUndo } from './map-undo.ts';

/** What can be taken back, and the origin of the transactions that it follows. */
export interface BorrowedUndo {
  readonly undo: MapUndo;
  readonly origin: object;
  giveBack(): void;
}

interface Kept {
  readonly undo: MapUndo;
  readonly origin: object;
  readonly open: OpenDocument;
  borrowers: number;
}

type Hub = Pick<HubClient, 'open'>;
const keptBy = new WeakMap<Hub, Kept>();

/**
 * The steps of undo of this tab's map. They outlive its screens: as long as there are any, the
 * document is kept open, so that who comes back can still take back what they did.
 *
 * @param doc the map's document as it is open on screen
 */
export function borrowUndo(hub: Hub, doc: Y.Doc): BorrowedUndo {
  const known = keptBy.get(hub);
  if (known !== undefined && known.open.doc !== doc) drop(hub, known);
  const kept = keptBy.get(hub) ?? keep(hub, doc);
  kept.borrowers += 1;
  let isBack = false;
  return {
    undo: kept.undo,
    origin: kept.origin,
    giveBack() {
      if (isBack) return;
      isBack = true;
      kept.borrowers -= 1;
      const { canUndo, canRedo } = kept.undo.state.get();
      if (kept.borrowers === 0 && !canUndo && !canRedo) drop(hub, kept);
    },
  };
}

function keep(hub: Hub, doc: Y.Doc): Kept {
  const origin = {};
  const kept = { undo: createMapUndo(doc, origin), origin, open: hub.open('map'), borrowers: 0 };
  keptBy.set(hub, kept);
  return kept;
}

function drop(hub: Hub, kept: Kept): void {
  if (keptBy.get(hub) !== kept) return;
  keptBy.delete(hub);
  kept.undo.close();
  kept.open.close();
}
