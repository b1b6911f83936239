import { WebsocketProvider as Provider31 } from 'y-websocket';
import { WebsocketProvider as Provider21 } from 'y-websocket-2';
import { WebsocketProvider as Provider30 } from 'y-websocket-3-0';
import type { Awareness } from 'y-protocols/awareness';
import * as Y from 'yjs';

export const stockVersions = ['2.1', '3.0', '3.1'] as const;
export type StockVersion = (typeof stockVersions)[number];

export interface StockClientOptions {
  readonly version: StockVersion;
  /** `ws://127.0.0.1:…` */
  readonly address: string;
  readonly document: string;
  readonly doc?: Y.Doc;
  readonly awareness?: Awareness;
  /** Where the platform has none. */
  readonly webSocket?: unknown;
}

/** An unchanged y-websocket provider, as any Yjs application would use it. */
export interface StockClient {
  readonly doc: Y.Doc;
  readonly awareness: Awareness;
  text(): string;
  insertAtEnd(text: string): void;
  /** Connections that it has begun so far. */
  connections(): number;
  /** Whether it would connect again after a close. */
  wantsToConnect(): boolean;
  destroy(): void;
}

const providers = { '2.1': Provider21, '3.0': Provider30, '3.1': Provider31 };

export function createStockClient(options: StockClientOptions): StockClient {
  const doc = options.doc ?? new Y.Doc();
  let connections = 0;
  // Made unconnected, so that the first connection is counted as well.
  const provider = new providers[options.version](
    `${options.address}/sync/demo`,
    options.document,
    doc,
    {
      connect: false,
      disableBc: true,
      ...(options.awareness === undefined ? {} : { awareness: options.awareness }),
      // The versions declare it each in its own way, and none as `ws` does.
      ...(options.webSocket === undefined ? {} : { WebSocketPolyfill: options.webSocket as never }),
    },
  );
  // A union of three versions' overloads cannot be called; the newest describes them all.
  (provider as Provider31).on('status', ({ status }) => {
    if (status === 'connecting') connections += 1;
  });
  provider.connect();
  const body = doc.getText('body');
  return {
    doc,
    awareness: provider.awareness,
    text: () => body.toJSON(),
    insertAtEnd: (text) => body.insert(body.length, text),
    connections: () => connections,
    wantsToConnect: () => provider.shouldConnect,
    destroy: () => provider.destroy(),
  };
}
