import type { MapValue } from '@holdfast/shared/model/map-value';
import type { MapContext, Refusal } from '@holdfast/shared/model/map-write';
import { createContext, useContext, useMemo, useSyncExternalStore } from 'react';
import type * as Y from 'yjs';
import type { HubClient, OpenDocument } from '../hub/client-api.ts';
import { showProblem } from '../ui/notice.tsx';
import { mapText } from '../ui/text/map.ts';
import { createMapAnalysis, type MapAnalysis } from './analysis/analysis-client.ts';
import { borrowUndo } from './kept-undo.ts';
import { createMapStore, type MapStore } from './map-store.ts';
import type { MapUndo } from './map-undo.ts';
import { useMay } from '../access/use-may.ts';

/** The map on screen, and how things are done to it. */
export interface ShownMap {
  readonly open: OpenDocument;
  readonly store: MapStore;
  readonly undo: MapUndo;
  readonly analysis: MapAnalysis;
  /** Carries a command out, as one step of undo. Several in one are one step, too. */
  change<R>(command: (doc: Y.Doc, context: MapContext) => R): R;
  /** The same, and says why where it is refused. Undefined where it was. */
  attempt<R extends { readonly ok: true }>(
    command: (doc: Y.Doc, context: MapContext) => R | Refusal,
  ): R | undefined;
  /** Calls `listener` when it is closed. */
  whenClosed(listener: () => void): void;
  close(): void;
}

const ShownMapContext = createContext<ShownMap | undefined>(undefined);
export const MapProvider = ShownMapContext;

/** The map around this component. Only inside `MapProvider`. */
export function useShownMap(): ShownMap {
  const shown = useContext(ShownMapContext);
  const may = useMay('edit', 'map');
  if (shown === undefined) throw new Error('outside MapProvider');
  return useMemo(() => (may.ok ? shown : readOnly(shown, may.why)), [shown, may]);
}

/** Nothing is written that relays would not take: whatever still tries is told why. */
function readOnly(shown: ShownMap, why: string): ShownMap {
  return {
    ...shown,
    attempt() {
      showProblem(mapText.notDone, why);
      return undefined;
    },
  };
}

/** What the map holds now. Only inside `MapProvider`. */
export function useMap(): MapValue {
  const { store } = useShownMap();
  return useSyncExternalStore(store.subscribe, store.get);
}

export function createShownMap(
  open: OpenDocument,
  hub: Pick<HubClient, 'entryContext' | 'open'>,
): ShownMap {
  const store = createMapStore(open.doc);
  const { undo, origin, giveBack } = borrowUndo(hub, open.doc);
  const analysis = createMapAnalysis(store);
  const closing: (() => void)[] = [];

  function change<R>(command: (doc: Y.Doc, context: MapContext) => R): R {
    const { actor, nowMs, random } = hub.entryContext();
    return open.doc.transact(() => command(open.doc, { by: actor.name, nowMs, random }), origin);
  }

  return {
    open,
    store,
    undo,
    analysis,
    change,
    attempt(command) {
      const result = change(command);
      if (result.ok) return result;
      showProblem(mapText.notDone, result.problem);
      return undefined;
    },
    whenClosed: (listener) => void closing.push(listener),
    close() {
      for (const listener of closing) listener();
      analysis.close();
      giveBack();
      store.close();
    },
  };
}
