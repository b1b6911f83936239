/** A page with nothing but the tab's side of the hub, for tests that ask it directly. */
import * as Y from 'yjs';
import type { HubClient } from '../../../../client/src/hub/client-api.ts';
import { connectHub } from '../../../../client/src/hub/connect-hub.ts';

export interface Harness {
  readonly hub: HubClient;
  readonly Y: typeof Y;
}

declare global {
  interface Window {
    harness: Promise<Harness>;
  }
}

window.harness = connectHub().then((hub) => ({ hub, Y }));
