import { WebSocket } from 'ws';
import {
  decodeFrame,
  encodeMessage,
  linkVersion,
  oldestLinkVersion,
  type LinkMessage,
} from '@holdfast/shared/protocol/link-messages';
import { covers, emptyVector, type LogPosition } from '@holdfast/shared/replica/vector';
import type { Plan, Result } from './commands.ts';
import { createDeferred, within } from './deferred.ts';
import { documentName } from './room.ts';
import { prepareTyping, type Typing } from './typing.ts';

const tickMs = 10;
const helloTimeoutMs = 10_000;

/**
 * Writers over Holdfast's own link, where the relay says what it has on disk. It speaks the wire
 * protocol itself, not through the engine, so that it can contradict the engine.
 */
export interface AckedStream {
  start(plan: Plan<'startAcked'>): Promise<Result<'startAcked'>>;
  /** Leaves for good and says up to which clock the relay acknowledged each document. */
  finish(): Result<'finishAcked'>;
}

interface AckedDocument {
  readonly document: string;
  readonly typing: Typing;
  sent: number;
  acked: number;
}

export function createAckedStream(): AckedStream {
  let documents: AckedDocument[] = [];
  let links: PushLink[] = [];
  let timer: NodeJS.Timeout | undefined;
  return {
    async start({ url, documents: count, links: linkCount, updatesPerSecond, longestMs }) {
      const updatesPerDocument = Math.ceil((updatesPerSecond * longestMs) / 1000 / count);
      documents = Array.from({ length: count }, (_, index) => ({
        document: documentName('acked', index),
        typing: prepareTyping(updatesPerDocument),
        sent: 0,
        acked: 0,
      }));
      const opening = Array.from({ length: linkCount }, (_, index) => openPushLink(url, index));
      links = await Promise.all(opening);
      const startedAt = performance.now();
      let sent = 0;
      timer = setInterval(() => {
        const due = Math.floor(((performance.now() - startedAt) / 1000) * updatesPerSecond);
        for (; sent < due; sent++) {
          const place = sent % documents.length;
          const document = documents[place];
          // One document stays on one link: its updates must arrive in order.
          const link = links[place % links.length];
          if (document !== undefined) link?.push(document);
        }
      }, tickMs);
      return {};
    },
    finish() {
      clearInterval(timer);
      for (const link of links.splice(0)) link.drop();
      return {
        rooms: documents.map(({ document, typing, sent, acked }) => ({
          document,
          clientId: typing.clientId,
          sent,
          acked,
        })),
      };
    },
  };
}

interface PushLink {
  /** Sends the document's next update. */
  push(document: AckedDocument): void;
  drop(): void;
}

interface Unconfirmed {
  readonly document: AckedDocument;
  readonly clock: number;
  position: LogPosition | undefined;
}

async function openPushLink(url: string, index: number): Promise<PushLink> {
  const socket = new WebSocket(url, { perMessageDeflate: false });
  const greeted = createDeferred();
  const unconfirmed = new Map<number, Unconfirmed>();
  let lastRef = 0;
  let relayStore = '';
  const send = (message: LinkMessage) => socket.send(encodeMessage(message));

  const confirm = (message: Extract<LinkMessage, { type: 'durable' }>) => {
    const own = message.stores.find(({ store }) => store === relayStore);
    if (own === undefined) return;
    for (const [ref, { document, clock, position }] of unconfirmed) {
      if (position === undefined || !covers(own.vector, relayStore, position)) continue;
      document.acked = Math.max(document.acked, clock);
      unconfirmed.delete(ref);
    }
  };
  const receive = (message: LinkMessage) => {
    if (message.type === 'hello') {
      relayStore = message.storeId;
      greeted.resolve();
    } else if (message.type === 'ping') {
      send({ type: 'pong', sentAt: message.sentAt });
    } else if (message.type === 'accepted') {
      const waiting = unconfirmed.get(message.ref);
      if (waiting !== undefined) waiting.position = { boot: message.boot, lsn: message.lsn };
    } else if (message.type === 'durable') {
      confirm(message);
    }
  };
  socket.once('open', () =>
    send({
      type: 'hello',
      version: linkVersion,
      oldestVersion: oldestLinkVersion,
      role: 'leaf',
      storeId: `bench${process.pid}n${index}`,
      name: 'bench',
      insecure: false,
      addresses: [],
      held: emptyVector,
    }),
  );
  socket.on('message', (data: Buffer) => {
    for (const message of decodeFrame(data) ?? []) receive(message);
  });
  socket.on('error', greeted.reject);
  await within(greeted.promise, helloTimeoutMs, () => 'the relay did not say hello');

  return {
    push(document) {
      const update = document.typing.updates[document.sent];
      if (update === undefined || socket.readyState !== WebSocket.OPEN) return;
      document.sent += 1;
      lastRef += 1;
      unconfirmed.set(lastRef, { document, clock: document.sent, position: undefined });
      send({ type: 'push', ref: lastRef, doc: document.document, update });
    },
    drop: () => socket.terminate(),
  };
}
