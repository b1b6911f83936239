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
import { FrameQueue } from './frame-queue.ts';
import type { LinkGrant } from './link-access.ts';
import { answerFetch } from './link-answers.ts';
import { createLinkGate, isOfGates, isRefusal, type LinkGate } from './link-gate.ts';
import type { LinkHost } from './link-host.ts';
import { LinkInbox } from './link-inbox.ts';
import { LinkReader, mayBringBack } from './link-reader.ts';
import { createLinkWatches, type LinkWatches } from './link-watches.ts';
import { answerToPush } from './push-answer.ts';
import type { Batch, OutboxTarget } from './outbox.ts';
import type { Transport } from './ports.ts';
import type { Link, LinkEnd, LinkOptions, LinkState, PeerInfo } from './replica-api.ts';
import { isStateVector } from './state-vector.ts';
import { Timers } from './timers.ts';
import { isRoleGranted, maySay, peerFromHello } from './link-roles.ts';

const greetingTimeoutMs = 10_000;
const pingEveryMs = 5000;
const pongTimeoutMs = 15_000;

/** One connection to another replica: both directions of the feed, pushes, acknowledgements, presence. */
export class LinkSession implements Link, FeedTarget, OutboxTarget {
  readonly closed: Promise<LinkEnd>;
  readonly dialled: boolean;
  peer: PeerInfo | undefined;
  readonly #host: LinkHost;
  readonly #transport: Transport;
  #phase: LinkState['phase'] = 'greeting';
  readonly #out: FrameQueue;
  readonly #reader: LinkReader;
  readonly #inbox: LinkInbox;
  #peerVersion: number | undefined;
  #roundTripMs: number | undefined;
  #lastAckAtMs: number | undefined;
  #lastHeardMs: number;
  readonly #watches: LinkWatches;
  /** Where keys are in use, on either side. */
  readonly #gate: LinkGate | undefined;
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
    this.#reader = new LinkReader({
      host,
      link: this,
      peer: () => this.peer,
      isLive: () => this.#phase === 'live',
      send: (message) => this.#send(message),
      setTimer: (delayMs, task) => this.#timers.set(delayMs, task),
      onCaughtUp: () => {
        this.#phase = 'live';
      },
      onError: (error) => this.#broken(error),
      documentName: (text) => this.#documentName(text),
    });
    this.#inbox = new LinkInbox({
      clock: host.clock,
      handle: (message) => this.#handle(message),
      onError: (error) => this.#broken(error),
    });
    this.#watches = createLinkWatches({
      presence: host.presence,
      owner: this,
      send: (doc, update) => this.sendPresence(doc, update),
      mayRead: (doc) => this.mayRead(doc),
    });
    this.#gate = createLinkGate(host, {
      options,
      send: (message) => this.#send(message),
      close: (code, reason) => this.close(code, reason),
      open: () => this.#sayHello(),
      rightsChanged: () => this.#watches.judgeAnew(),
      told: (scope) => this.#reader.takeScope(scope),
    });
    this.closed = new Promise((resolve) => {
      this.#finish = resolve;
    });
  }

  /** Who is at the other end, and what they may do; undefined where everybody may do everything. */
  get grant(): LinkGrant | undefined {
    return this.#gate?.grant;
  }

  get wantsHandedApart(): boolean {
    return this.#reader.isJudged;
  }

  mayRead(doc: DocumentName): boolean {
    return this.grant?.mayRead(doc) ?? true;
  }

  start(): void {
    this.#transport.start({
      onFrame: (frame) => this.#receive(frame),
      onClose: (code, reason) => this.#end(code, reason),
    });
    this.#timers.set(greetingTimeoutMs, () => {
      if (this.#gate?.isWaiting === true && this.#host.role === 'relay')
        this.close('unauthenticated', 'no-key: nothing was shown in time');
      else if (this.#phase === 'greeting') this.close('timeout', 'no hello');
    });
    if (this.#gate === undefined) this.#sayHello();
    else this.#gate.start();
  }

  #sayHello(): void {
    const { role, name, insecure, journal } = this.#host;
    this.#send({
      type: 'hello',
      ...{ version: linkVersion, oldestVersion: oldestLinkVersion, role, name, insecure },
      ...{ storeId: journal.storeId, held: journal.held() },
      addresses: this.#host.addresses(),
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
      ...(this.grant !== undefined && { grant: this.grant }),
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

  look(doc: DocumentName): Promise<Uint8Array> {
    return this.#reader.look(doc);
  }

  push({ isHanded, ...batch }: Batch): void {
    this.#send({ type: isHanded && this.wantsHandedApart ? 'handed' : 'push', ...batch });
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

  #end(code: number, reason: string): void {
    if (this.#phase === 'closed') return;
    this.#phase = 'closed';
    this.#timers.clear();
    this.#inbox.end();
    this.#watches.end();
    this.#gate?.end(code, reason);
    this.#host.linkClosed(this, isRefusal(code));
    this.#finish({ code, reason });
  }

  #receive(frame: Uint8Array): void {
    if (this.#phase === 'closed') return;
    if (this.#gate?.mayTake(frame.length) === false) {
      this.close('unauthenticated', 'no-key: too much was sent before a key was shown');
      return;
    }
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
    const atGate = this.#gate?.handle(message);
    if (atGate !== undefined) return atGate.handled;
    // To a side without keys these say nothing, whenever they come.
    if (isOfGates(message)) return undefined;
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
        return this.#reader.takeEntries(message.entries);
      case 'state':
        return this.#reader.takeState(message.answers, message.doc, message.update);
      case 'mark':
        this.#reader.takeMark(message.held, message.caughtUp);
        return undefined;
      case 'push':
      case 'handed':
        return this.#takePush(message);
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
      case 'watch': {
        const doc = this.#documentName(message.doc);
        if (doc !== undefined) this.#watches.set(doc, message.on);
        return undefined;
      }
      case 'presence': {
        const doc = this.#documentName(message.doc);
        if (doc === undefined || !this.mayRead(doc)) return undefined;
        const speaker = this.grant?.role === 'person' ? this.grant : undefined;
        this.#host.presence.receive(doc, message.update, this, speaker);
        return undefined;
      }
      case 'digests':
        return this.#host.compareDigests(
          this,
          message.digests.filter(({ doc }) => mayBringBack(this.grant, doc)),
          (doc) => this.#reader.fetch(doc, new Uint8Array([0])),
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

  #greet(hello: Extract<LinkMessage, { type: 'hello' }>): Promise<void> | undefined {
    if (this.peer !== undefined) {
      this.close('malformed', 'a second hello');
      return undefined;
    }
    this.#peerVersion = hello.version;
    if (hello.version < oldestLinkVersion || hello.oldestVersion > linkVersion) {
      this.close('version', `this side speaks ${oldestLinkVersion} to ${linkVersion}`);
      return undefined;
    }
    const peer = peerFromHello(hello);
    if (peer.role === 'leaf' && this.#host.role === 'leaf') {
      this.close('malformed', 'two leaves cannot replicate with each other');
      return undefined;
    }
    if (!isRoleGranted(peer.role, this.grant)) {
      this.close('forbidden', `not-for-this: this key is not that of a ${peer.role}`);
      return undefined;
    }
    this.peer = peer;
    if (!this.#host.linkGreeted(this)) return undefined;
    this.#phase = 'catching-up';
    if (peer.role === 'relay') void this.#host.catchUpTurn(this).then(() => this.#askForFeed());
    this.#ping();
    this.#host.statusChanged();
    return this.#reader.greeted(hello.held);
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

  async #takePush(pushed: Extract<LinkMessage, { type: 'push' | 'handed' }>): Promise<void> {
    const { type, ref, update } = pushed;
    const doc = this.#documentName(pushed.doc);
    if (doc === undefined) return;
    if (this.#host.role !== 'relay') {
      this.close('malformed', 'a leaf takes no pushes');
      return;
    }
    const how = { limits: stateLimits, isHanded: type === 'handed' };
    const taken = await this.#host.takeFrom(this, doc, update, how);
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
    const rows = outbox.refused(this, ref, reason);
    if (rows.length > 0) this.#host.journal.write(rows);
    this.#host.statusChanged();
    this.#host.observe({ kind: 'push-refused', doc, reason });
    this.#host.pushRefused(doc);
  }

  async #answerFetch(ref: number, docText: string, stateVector: Uint8Array): Promise<void> {
    const doc = this.#documentName(docText);
    if (doc === undefined || !this.#isVector(stateVector)) return;
    await answerFetch(
      {
        host: this.#host,
        mayRead: (name) => this.mayRead(name),
        bufferedBytes: () => this.bufferedBytes(),
        setTimer: (delayMs, task) => this.#timers.set(delayMs, task),
        send: (message) => this.#send(message),
      },
      { ref, doc, stateVector },
    );
  }

  #isVector(bytes: Uint8Array): boolean {
    if (isStateVector(bytes)) return true;
    this.close('malformed', 'not a state vector');
    return false;
  }

  async #takeOffer(docText: string, stateVector: Uint8Array): Promise<void> {
    const doc = this.#documentName(docText);
    if (doc === undefined || this.#host.role !== 'relay') return;
    if (!this.#isVector(stateVector) || !mayBringBack(this.grant, doc)) return;
    if (!(await this.#host.lacks(doc, stateVector))) return;
    this.#reader.fetch(doc, await this.#host.stateVector(doc));
  }
}
