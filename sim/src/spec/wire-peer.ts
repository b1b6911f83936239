import {
  decodeFrame,
  encodeMessage,
  type LinkMessage,
  type LinkMessageType,
  linkVersion,
} from '@holdfast/shared/protocol/link-messages';
import type { Transport, TransportHandlers } from '@holdfast/shared/replica/ports';
import type { Link, Replica } from '@holdfast/shared/replica/replica-api';
import { emptyVector, type Vector } from '@holdfast/shared/replica/vector';

type MessageOf<T extends LinkMessageType> = Extract<LinkMessage, { type: T }>;

/** The other end of a link, played by the test message by message. */
export interface WirePeer {
  readonly link: Link;
  /** Frames received, as they came. */
  readonly frames: readonly Uint8Array[];
  /** The messages of one type received so far, oldest first. */
  got<T extends LinkMessageType>(type: T): readonly MessageOf<T>[];
  readonly messages: () => readonly LinkMessage[];
  send(...messages: readonly LinkMessage[]): void;
  sendBytes(frame: Uint8Array): void;
  hello(options?: Hello): void;
  /** What the transport says has not left yet. */
  unsentBytes: number;
  readonly closedWith: () => number | undefined;
  /** The connection breaks. */
  break(): void;
}

export interface Hello {
  readonly role?: string;
  readonly storeId?: string;
  readonly name?: string;
  readonly held?: Vector;
  readonly version?: number;
  readonly oldestVersion?: number;
}

/** `host`: what the replica dialled, where it did. */
export function wireTo(replica: Replica, dialled = false, host?: string): WirePeer {
  const frames: Uint8Array[] = [];
  let handlers: TransportHandlers | undefined;
  let code: number | undefined;
  let unsentBytes = 0;
  const transport: Transport = {
    send: (frame) => void frames.push(frame.slice()),
    bufferedBytes: () => unsentBytes,
    close(closeCode, reason) {
      code = closeCode;
      handlers?.onClose(closeCode, reason);
    },
    start: (given) => {
      handlers = given;
    },
  };
  const link = replica.connect(transport, { dialled, host });
  const messages = (): readonly LinkMessage[] =>
    frames.flatMap((frame) => decodeFrame(frame) ?? []);
  const sendBytes = (frame: Uint8Array): void => handlers?.onFrame(frame);
  const send = (...sent: readonly LinkMessage[]): void => {
    for (const message of sent) sendBytes(encodeMessage(message));
  };
  return {
    link,
    frames,
    messages,
    got: <T extends LinkMessageType>(type: T) =>
      messages().filter((message): message is MessageOf<T> => message.type === type),
    send,
    sendBytes,
    hello: (hello = {}) =>
      send({
        type: 'hello',
        version: hello.version ?? linkVersion,
        oldestVersion: hello.oldestVersion ?? 1,
        role: hello.role ?? 'relay',
        storeId: hello.storeId ?? 'peer',
        name: hello.name ?? 'peer',
        insecure: false,
        addresses: [],
        held: hello.held ?? emptyVector,
      }),
    get unsentBytes() {
      return unsentBytes;
    },
    set unsentBytes(bytes) {
      unsentBytes = bytes;
    },
    closedWith: () => code,
    break: () => handlers?.onClose(1006, 'connection lost'),
  };
}
