import { keepAliveFrame } from '@holdfast/shared/replica/sync-session';
import { documentNameSchema, type DocumentName } from '@holdfast/shared/protocol/names';
import type { HubMessage, OutboxReport, TabMessage } from './port-messages.ts';

/** What the stock provider is given as an address: only the document's name behind it matters. */
export const hubAddress = 'hub://device';

/** Learns what becomes of one document's edits; the provider itself cannot know. */
export interface SocketObserver {
  onOpened(store: string): void;
  onClosed(): void;
  /** Returns the frame to send. */
  onSending(frame: Uint8Array): Uint8Array;
  onSaved(count: number): void;
}

export interface HubSocketsDeps {
  readonly post: (message: TabMessage) => void;
  readonly isUp: () => boolean;
  readonly observerOf: (doc: DocumentName) => SocketObserver | undefined;
  readonly onOutbox: (outbox: OutboxReport) => void;
}

/** The channels to the hub, each in the shape of a WebSocket. */
export interface HubSockets {
  /** For `WebsocketProvider`'s option of this name. */
  readonly WebSocketPolyfill: typeof WebSocket;
  hear(message: HubMessage): void;
  /** There is a hub: sockets that wait for one are opened. */
  hubUp(): void;
  /** The hub is gone, and every channel with it. */
  hubDown(): void;
}

const connecting = 0;
const open = 1;
const closed = 3;
/** As a browser reports a connection that was lost. */
const lostCode = 1006;

interface Channel {
  readonly doc: DocumentName;
  readonly socket: HubSocket;
}

/** The part of WebSocket that y-websocket 3 uses. */
interface HubSocket {
  readyState: number;
  onopen: ((event: Event) => void) | null;
  onmessage: ((event: { readonly data: ArrayBuffer }) => void) | null;
  onclose: ((event: { readonly code: number; readonly reason: string }) => void) | null;
}

export function createHubSockets(deps: HubSocketsDeps): HubSockets {
  const channels = new Map<number, Channel>();
  let lastChannel = 0;

  function attach(socket: HubSocket, url: string): number {
    const channel = ++lastChannel;
    const doc = documentNameSchema.parse(decodeURIComponent(url.slice(hubAddress.length + 1)));
    channels.set(channel, { doc, socket });
    if (deps.isUp()) deps.post({ type: 'open', channel, doc });
    return channel;
  }

  function detach(channel: number): Channel | undefined {
    const known = channels.get(channel);
    if (known === undefined) return undefined;
    channels.delete(channel);
    known.socket.readyState = closed;
    deps.observerOf(known.doc)?.onClosed();
    return known;
  }

  class PortSocket implements HubSocket {
    static readonly CONNECTING = connecting;
    static readonly OPEN = open;
    static readonly CLOSING = 2;
    static readonly CLOSED = closed;
    readonly CONNECTING = connecting;
    readonly OPEN = open;
    readonly CLOSING = 2;
    readonly CLOSED = closed;
    binaryType = 'arraybuffer';
    readyState: number = connecting;
    onopen: HubSocket['onopen'] = null;
    onmessage: HubSocket['onmessage'] = null;
    onclose: HubSocket['onclose'] = null;
    onerror: ((event: Event) => void) | null = null;
    readonly #channel: number;

    constructor(url: string) {
      this.#channel = attach(this, url);
    }

    send(frame: Uint8Array): void {
      const channel = channels.get(this.#channel);
      if (channel === undefined || this.readyState !== open) return;
      const bytes = deps.observerOf(channel.doc)?.onSending(frame) ?? frame;
      deps.post({ type: 'frame', channel: this.#channel, bytes });
    }

    close(): void {
      if (detach(this.#channel) === undefined) return;
      deps.post({ type: 'close', channel: this.#channel });
      this.onclose?.({ code: 1000, reason: '' });
    }
  }

  function deliver(socket: HubSocket, bytes: Uint8Array): void {
    socket.onmessage?.({ data: bytes.slice().buffer });
  }

  return {
    // The provider uses no more of a WebSocket than `PortSocket` has; its type asks for all of it.
    WebSocketPolyfill: PortSocket as unknown as typeof WebSocket,
    hear(message) {
      if (message.type === 'alive') {
        // The provider gives up a connection on which nothing came for 30 s.
        for (const { socket } of channels.values()) {
          if (socket.readyState === open) deliver(socket, keepAliveFrame);
        }
        return;
      }
      if (!('channel' in message)) return;
      const known = channels.get(message.channel);
      if (known === undefined) return;
      switch (message.type) {
        case 'opened':
          known.socket.readyState = open;
          deps.observerOf(known.doc)?.onOpened(message.store);
          known.socket.onopen?.(new Event('open'));
          return;
        case 'frame':
          deliver(known.socket, message.bytes);
          return;
        case 'saved':
          deps.onOutbox(message.outbox);
          deps.observerOf(known.doc)?.onSaved(message.count);
          return;
        case 'closed':
          detach(message.channel);
          known.socket.onclose?.({ code: message.code, reason: message.reason });
      }
    },
    hubUp() {
      for (const [channel, { doc }] of channels) deps.post({ type: 'open', channel, doc });
    },
    hubDown() {
      for (const [channel, { socket }] of [...channels]) {
        // Those not open yet simply wait for the next hub.
        if (socket.readyState !== open) continue;
        detach(channel);
        socket.onclose?.({ code: lostCode, reason: 'the hub is gone' });
      }
    },
  };
}
