import type { HubClient, Observable } from '../hub/client-api.ts';
import { createObservable } from '../hub/observable.ts';
import { createShownMap, type ShownMap } from './map-context.tsx';

/** The map on its way in, or there. `failed` is a fault of this device, not of the network. */
export type SharedMapState =
  | { readonly kind: 'opening' }
  | { readonly kind: 'ready'; readonly shown: ShownMap }
  | { readonly kind: 'failed' };

/** The map as one of its users has it. */
export interface BorrowedMap {
  readonly state: Observable<SharedMapState>;
  giveBack(): void;
}

type Hub = Pick<HubClient, 'open' | 'entryContext'>;

interface Shared {
  readonly state: Observable<SharedMapState>;
  users: number;
  timer: ReturnType<typeof setTimeout> | undefined;
  close(): void;
}

/** How long it stays when no screen wants it: whoever goes from one to the next waits for nothing. */
const keepMs = 60_000;
const sharedBy = new WeakMap<Hub, Shared>();

/** The one map of this tab: read, analysed and reviewed once, however many screens show it. */
export function borrowMap(hub: Hub): BorrowedMap {
  const known = sharedBy.get(hub);
  const shared = known ?? openShared(hub);
  sharedBy.set(hub, shared);
  clearTimeout(shared.timer);
  shared.users += 1;
  let isBack = false;
  return {
    state: shared.state,
    giveBack() {
      if (isBack) return;
      isBack = true;
      shared.users -= 1;
      if (shared.users > 0) return;
      const drop = (): void => {
        if (sharedBy.get(hub) === shared) sharedBy.delete(hub);
        shared.close();
      };
      // What failed is tried again by whoever comes next.
      if (shared.state.get().kind === 'failed') drop();
      else shared.timer = setTimeout(drop, keepMs);
    },
  };
}

function openShared(hub: Hub): Shared {
  const state = createObservable<SharedMapState>({ kind: 'opening' });
  const open = hub.open('map');
  let isClosed = false;
  open.ready.then(
    () => {
      // Apart from taking it in: of a large map, either takes a moment.
      setTimeout(() => {
        if (!isClosed) state.set({ kind: 'ready', shown: createShownMap(open, hub) });
      });
    },
    () => state.set({ kind: 'failed' }),
  );
  return {
    state,
    users: 0,
    timer: undefined,
    close() {
      isClosed = true;
      const now = state.get();
      if (now.kind === 'ready') now.shown.close();
      open.close();
    },
  };
}
