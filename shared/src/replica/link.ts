import { type CloseCodeName, closeCodes } from '../protocol/close-codes.ts';
import {
  decodeFrame,
  encodeMessage,
  type LinkMessage,
  linkVersion,
  oldestLinkVersion,
} from '../protocol/link-messages.ts';
import { type DocumentName, documentNameSchema } from '../protocol/names.ts';
import { stateLimits } from './admission.ts';
import type { FeedTarget } from './feed.ts';
import { FeedReader } from './feed-reader.ts';
import { FrameQueue } from './frame-queue.ts';
import type { LinkHost } from './link-host.ts';
import { LinkInbox } from './link-inbox.ts';
import { answerToPush } from './push-answer.ts';
import type { Batch, OutboxTarget } from './outbox.ts';
import type { Transport } from './ports.ts';
import type { Link, LinkEnd, LinkOptions, LinkState, PeerInfo } from './replica-api.ts';
import { isStateVector } from './state-vector.ts';
import { Timers } from './timers.ts';
import { maySay, peerFromHello } from './link-roles.ts';
import { coversAll, type Vector } from './vector.ts';

const greetingTimeoutMs = 10_000;
const pingEveryMs = 5000;
const pongTimeoutMs = 15_000;
/** A relay that still lacks what this device has seen elsewhere is offered it after this. */
const offerAfterMs = 3000;
const offerAgainMs = 60_000;
/** Answers to `fetch` wait while this much is unread: a few bytes ask for a whole document. */
const pauseAnswersBytes = 4 * 1024 * 1024;
const pauseMs = 20;

/** One connection to another replica: both directions of the feed, pushes, acknowledgements, presence. */
export class LinkSession implements Link, FeedTarget, OutboxTarget {
  readonly closed: Promise<LinkEnd>;
  readonly dialled: boolean;
  peer: PeerInfo | undefined;
  readonly #host: LinkHost;
  readonly #transport: Transport;
  #phase: LinkState['phase'] = 'greeting';
  readonly #out: FrameQueue;
  readonly #reader: FeedReader;
  readonly #inbox: LinkInbox;
  #peerVersion: number | undefined;
  #roundTripMs: number | undefined;
  #lastAckAtMs: number | undefined;
  #lastHeardMs: number;
  #peerHeld: Vector | undefined;
  #nextRef = 1;
  readonly #asked = new Set<number>();
  readonly #watches = new Map<DocumentName, () => void>();
  readonly #timers: Timers;
  #finish: (end: LinkEnd) => void = () => undefined;

  constructor(host: LinkHost, transport: Transport, options: LinkOptions) {
    this.#host = host;
    this.#transport = transport;
    this.dialled = options.dialled;
    this.#lastHeardMs = host.clock.monotonicMs();
    this.#timers = new Timers(host.clock);
    this.#out = new FrameQueue(host.clock, (frame) => {
      if (this.#phase !== 'closed') transport.send(frame);
    });
    this.#reader = new FeedReader({
      take: (doc, update) => host.takeFrom(this, doc, update, stateLimits),
      stateVector: host.stateVector,
      fetch: (doc, stateVector) => this.#fetch(doc, stateVector),
      adopt: (held) => this.#adopt(held),
    });
    this.#inbox = new LinkInbox({
      clock: host.clock,
      handle: (message) => this.#handle(message),
      onError: (error) => this.#broken(error),
    });
    this.closed = new Promise((resolve) => {
      this.#finish = resolve;
    });
  }

  start(): void {
    this.#transport.start({
      onFrame: (frame) => this.#receive(frame),
      onClose: (code, reason) => this.#end(code, reason),
    });
    this.#timers.set(greetingTimeoutMs, () => {
      if (this.#phase === 'greeting') this.close('timeout', 'no hello');
    });
    const { role, name, insecure, journal } = this.#host;
    this.#send({
      type: 'hello',
      version: linkVersion,
      oldestVersion: oldestLinkVersion,
      storeId: journal.storeId,
      addresses: this.#host.addresses(),
      held: journal.held(),
      ...{ role, name, insecure },
    });
  }

  state(): LinkState {
    return {
      peer: this.peer,
      peerVersion: this.#peerVersion,
      phase: this.#phase,
      roundTripMs: this.#roundTripMs,
      lastAckAtMs: this.#lastAckAtMs,
      refused: this.#reader.refused(),
      durable: this.peer && this.#host.stores.get(this.peer.storeId)?.vector,
    };
  }

  close(code: CloseCodeName, reason: string): void {
    if (this.#phase === 'closed') return;
    this.#out.flush();
    this.#transport.close(closeCodes[code].code, reason);
    this.#end(closeCodes[code].code, reason);
  }

  queue(message: Uint8Array): void {
    if (this.#phase !== 'closed') this.#out.push(message);
  }

  bufferedBytes(): number {
    return this.#out.bytes + this.#transport.bufferedBytes();
  }

  fail(): void {
    this.close('storeFailed', 'part of the log cannot be read');
  }

  push(batch: Batch): void {
    this.#send({ type: 'push', ...batch });
  }

  watch(doc: DocumentName, on: boolean): void {
    if (this.peer !== undefined) this.#send({ type: 'watch', doc, on });
  }

  sendPresence(doc: DocumentName, update: Uint8Array): void {
    this.#send({ type: 'presence', doc, update });
  }

  #send(message: LinkMessage): void {
    this.queue(encodeMessage(message));
  }

  #fetch(doc: DocumentName, stateVector: Uint8Array): number {
    const ref = this.#nextRef++;
    this.#asked.add(ref);
    this.#send({ type: 'fetch', ref, doc, stateVector });
    return ref;
  }

  #end(code: number, reason: string): void {
    if (this.#phase === 'closed') return;
    this.#phase = 'closed';
    this.#timers.clear();
    this.#inbox.end();
    for (const stop of this.#watches.values()) stop();
    this.#watches.clear();
    this.#host.linkClosed(this);
    this.#finish({ code, reason });
  }

  #receive(frame: Uint8Array): void {
    if (this.#phase === 'closed') return;
    const messages = decodeFrame(frame);
    if (messages === undefined) {
      this.close('malformed', 'a frame did not fit the protocol');
      return;
    }
    this.#lastHeardMs = this.#host.clock.monotonicMs();
    this.#inbox.push(messages);
  }

  #broken(error: unknown): void {
    this.#host.observe({ kind: 'link-failed', detail: String(error) });
    this.close('storeFailed', 'this replica could not read or write its store');
  }

  #handle(message: LinkMessage): Promise<void> | undefined {
    if (message.type === 'hello') return this.#greet(message);
    if (this.peer === undefined) {
      this.close('malformed', 'the first message must be hello');
      return undefined;
    }
    if (!maySay(this.peer, message)) {
      this.close('malformed', `a ${this.peer.role} may not say that`);
      return undefined;
    }
    switch (message.type) {
      case 'feed':
        this.#host.feeds.start(this, message.held);
        return undefined;
      case 'entries':
        return this.#takeEntries(message.entries);
      case 'state':
        return this.#takeState(message.answers, message.doc, message.update);
      case 'mark':
        return this.#takeMark(message.held, message.caughtUp);
      case 'push':
        return this.#takePush(message.ref, message.doc, message.update);
      case 'accepted': {
        const position = { boot: message.boot, lsn: message.lsn };
        this.#host.outbox?.accepted(this, message.ref, this.peer.storeId, position);
        this.#host.settle();
        return undefined;
      }
      case 'nack':
        return this.#takeNack(message.ref, message.reason, message.stateVector);
      case 'durable':
        this.#lastAckAtMs = this.#host.clock.nowMs();
        if (this.#host.stores.report(message.stores)) this.#host.settle();
        else this.#host.statusChanged();
        return undefined;
      case 'fetch':
        return this.#answerFetch(message.ref, message.doc, message.stateVector);
      case 'offer':
        return this.#takeOffer(message.doc, message.stateVector);
      case 'watch':
        this.#setWatch(message.doc, message.on);
        return undefined;
      case 'presence': {
        const doc = this.#documentName(message.doc);
        if (doc !== undefined) this.#host.presence.receive(doc, message.update, this);
        return undefined;
      }
      case 'digests':
        return this.#host.compareDigests(this, message.digests, (doc) =>
          this.#fetch(doc, new Uint8Array([0])),
        );
      case 'ping':
        this.#send({ type: 'pong', sentAt: message.sentAt });
        return undefined;
      case 'pong':
        this.#roundTripMs = Math.max(0, this.#host.clock.monotonicMs() - message.sentAt);
        this.#host.statusChanged();
        return undefined;
    }
  }

  #greet(hello: Extract<LinkMessage, { type: 'hello' }>): undefined {
    if (this.peer !== undefined) {
      this.close('malformed', 'a second hello');
      return;
    }
    this.#peerVersion = hello.version;
    if (hello.version < oldestLinkVersion || hello.oldestVersion > linkVersion) {
      this.close('version', `this side speaks ${oldestLinkVersion} to ${linkVersion}`);
      return;
    }
    const peer = peerFromHello(hello);
    if (peer.role === 'leaf' && this.#host.role === 'leaf') {
      this.close('malformed', 'two leaves cannot replicate with each other');
      return;
    }
    this.peer = peer;
    this.#peerHeld = hello.held;
    if (!this.#host.linkGreeted(this)) return;
    this.#phase = 'catching-up';
    if (peer.role === 'relay') void this.#host.catchUpTurn(this).then(() => this.#askForFeed());
    this.#ping();
    this.#host.statusChanged();
  }

  #askForFeed(): void {
    this.#send({ type: 'feed', held: this.#host.journal.held() });
  }

  #ping(): void {
    const now = this.#host.clock.monotonicMs();
    if (now - this.#lastHeardMs > pongTimeoutMs) {
      this.close('timeout', 'nothing was heard for too long');
      return;
    }
    this.#send({ type: 'ping', sentAt: Math.max(0, Math.floor(now)) });
    this.#timers.set(pingEveryMs, () => this.#ping());
  }

  #documentName(text: string): DocumentName | undefined {
    const name = documentNameSchema.safeParse(text);
    if (name.success) return name.data;
    this.close('malformed', 'not a document name');
    return undefined;
  }

  async #takeEntries(
    entries: readonly { readonly doc: string; readonly update: Uint8Array }[],
  ): Promise<void> {
    for (const entry of entries) {
      const doc = this.#documentName(entry.doc);
      if (doc === undefined) return;
      await this.#reader.entry(doc, entry.update);
    }
  }

  async #takeState(answers: number, docText: string, update: Uint8Array): Promise<void> {
    const doc = this.#documentName(docText);
    if (doc === undefined) return;
    if (answers === 0) await this.#reader.entry(doc, update);
    else if (this.#asked.delete(answers)) await this.#reader.answer(answers, doc, update);
  }

  #takeMark(held: Vector, caughtUp: boolean): undefined {
    this.#peerHeld = held;
    if (caughtUp) {
      this.#phase = 'live';
      this.#host.catchUpDone(this);
      if (this.#host.role === 'leaf') this.#offerAfter(offerAfterMs);
      this.#host.statusChanged();
    }
    const position = this.peer && held.get(this.peer.storeId);
    if (this.peer && position) this.#host.marked(this, this.peer.storeId, position);
    this.#reader.mark(held);
  }

  #adopt(held: Vector): void {
    if (this.peer === undefined) return;
    this.#host.adopt(this.peer.storeId, held);
    if (this.#phase === 'live') this.#host.caughtUp();
  }

  async #takePush(ref: number, docText: string, update: Uint8Array): Promise<void> {
    const doc = this.#documentName(docText);
    if (doc === undefined) return;
    if (this.#host.role !== 'relay') {
      this.close('malformed', 'a leaf takes no pushes');
      return;
    }
    const taken = await this.#host.takeFrom(this, doc, update, stateLimits);
    this.#send(answerToPush(ref, doc, taken, this.#host.journal));
    this.#host.durableSoon();
  }

  async #takeNack(ref: number, reason: string, stateVector: Uint8Array): Promise<void> {
    const { outbox } = this.#host;
    const doc = outbox?.docOf(this, ref);
    if (outbox === undefined || doc === undefined) return;
    if (!this.#isVector(stateVector)) return;
    if (reason === 'missing') {
      const difference = await this.#host.diff(doc, stateVector);
      if (outbox.resend(this, ref, difference)) return;
    }
    outbox.refused(this, ref);
    this.#host.observe({ kind: 'push-refused', doc, reason });
  }

  async #answerFetch(ref: number, docText: string, stateVector: Uint8Array): Promise<void> {
    const doc = this.#documentName(docText);
    if (doc === undefined || !this.#isVector(stateVector)) return;
    while (this.bufferedBytes() > pauseAnswersBytes)
      await new Promise<void>((resolve) => this.#timers.set(pauseMs, resolve));
    const update = await this.#host.diff(doc, stateVector);
    this.#send({ type: 'state', answers: ref, doc, update });
  }

  #isVector(bytes: Uint8Array): boolean {
    if (isStateVector(bytes)) return true;
    this.close('malformed', 'not a state vector');
    return false;
  }

  async #takeOffer(docText: string, stateVector: Uint8Array): Promise<void> {
    const doc = this.#documentName(docText);
    if (doc === undefined || this.#host.role !== 'relay') return;
    if (!this.#isVector(stateVector)) return;
    if (!(await this.#host.lacks(doc, stateVector))) return;
    this.#fetch(doc, await this.#host.stateVector(doc));
  }

  /** Everything this device has is offered to a relay that after a while still lacks what we saw elsewhere: its disk, or all others', may be gone. */
  #offerAfter(delayMs: number): void {
    const seen = this.#host.journal.foreign();
    this.#timers.set(delayMs, () => {
      if (this.#phase !== 'live') return;
      if (this.#peerHeld !== undefined && coversAll(this.#peerHeld, seen)) return;
      void this.#host.offers().then(
        (offers) => {
          for (const offer of offers) this.#send({ type: 'offer', ...offer });
          this.#offerAfter(offerAgainMs);
        },
        (error: unknown) => this.#broken(error),
      );
    });
  }

  #setWatch(docText: string, on: boolean): void {
    const doc = this.#documentName(docText);
    if (doc === undefined) return;
    this.#watches.get(doc)?.();
    this.#watches.delete(doc);
    if (!on) return;
    const tell = (update: Uint8Array): void => this.sendPresence(doc, update);
    this.#watches.set(doc, this.#host.presence.subscribe(doc, this, tell));
  }
}
