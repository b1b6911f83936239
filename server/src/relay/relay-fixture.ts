import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { WebSocket } from 'ws';
import { WebsocketProvider } from 'y-websocket';
import * as Y from 'yjs';
import { loadConfig, type RawFlags } from '../config.ts';
import { type Relay, startRelay } from './relay.ts';

/** For tests: relays in this process on free ports, and stock clients, all gone after `cleanUp`. */
export interface RelayFixture {
  start(flags?: RawFlags): Promise<Relay>;
  folder(): string;
  /** A stock y-websocket client. */
  join(relay: Relay, doc: string, workspace?: string): Client;
  /** Also ends a relay before its time. */
  stop(relay: Relay): Promise<void>;
  cleanUp(): Promise<void>;
}

export interface Client {
  readonly doc: Y.Doc;
  readonly provider: WebsocketProvider;
  readonly synced: Promise<void>;
  readonly text: Y.Text;
  leave(): void;
}

export function createRelayFixture(): RelayFixture {
  const relays = new Set<Relay>();
  const clients: Client[] = [];
  const folders: string[] = [];
  let count = 0;

  function folder(): string {
    const path = mkdtempSync(join(tmpdir(), 'holdfast-relay-'));
    folders.push(path);
    return path;
  }

  return {
    folder,
    async start(flags = {}) {
      count += 1;
      const defaults = {
        listen: '127.0.0.1:0',
        data: folder(),
        name: `relay-${count}`,
        logLevel: 'silent',
      };
      const loaded = loadConfig({ ...defaults, ...flags }, {});
      if (!loaded.ok) throw new Error(loaded.problems.join('\n'));
      const { config } = loaded;
      const log = pino({ level: config.logLevel });
      const relay = await startRelay({
        config,
        appFolder: join(config.data, 'no-app'),
        version: '0.0.0',
        log,
        onLost: () => undefined,
      });
      relays.add(relay);
      return relay;
    },
    join(relay, name, workspace = 'demo') {
      const doc = new Y.Doc();
      const provider = new WebsocketProvider(`${relay.address}/sync/${workspace}`, name, doc, {
        WebSocketPolyfill: asBrowserSocket(WebSocket),
        disableBc: true,
        maxBackoffTime: 200,
      });
      const synced = new Promise<void>((resolve) => {
        provider.on('sync', (isSynced: boolean) => {
          if (isSynced) resolve();
        });
      });
      const client = {
        doc,
        provider,
        synced,
        text: doc.getText('body'),
        leave: () => provider.destroy(),
      };
      clients.push(client);
      return client;
    },
    async stop(relay) {
      relays.delete(relay);
      await relay.stop();
    },
    async cleanUp() {
      for (const client of clients.splice(0)) client.leave();
      await Promise.all([...relays].map((relay) => relay.stop()));
      relays.clear();
      for (const path of folders.splice(0)) rmSync(path, { recursive: true, force: true });
    },
  };
}

/** `ws` offers the part of the browser's interface that the provider uses, under other types. */
function asBrowserSocket(socket: unknown): typeof globalThis.WebSocket {
  return socket as typeof globalThis.WebSocket;
}

/** Resolves once `isTrue`, which is asked again and again. */
export function until(isTrue: () => boolean | Promise<boolean>): Promise<void> {
  return new Promise((resolve, reject) => {
    const ask = (): void => {
      Promise.resolve(isTrue()).then(
        (answer) => (answer ? resolve() : setTimeout(ask, 20)),
        reject,
      );
    };
    ask();
  });
}
