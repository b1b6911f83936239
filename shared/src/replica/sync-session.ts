import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import * as Y from 'yjs';
import type { CloseCodeName } from '../protocol/close-codes.ts';
import type { DocumentName } from '../protocol/names.ts';
import { sameBytes } from './bytes.ts';
import type { LinkGrant } from './link-access.ts';
import type { Replica, Subscriber } from './replica-api.ts';
import type { Taken } from './rooms.ts';
import { isStateVector } from './state-vector.ts';
import { createSyncDenial } from './sync-denial.ts';

/** The outer message types of y-websocket. */
const outer = { sync: 0, awareness: 1, auth: 2, queryAwareness: 3 } as const;
/** The message types of y-protocols/sync. */
const inner = { step1: 0, step2: 1, update: 2 } as const;
/** Our own: a step 2 with, once more, the edits that the sender was never told are saved. */
const unsavedMessage = 100;
/** How often in a row a client may send edits that build on others it does not send either. */
const mostGaps = 8;
/** What may wait for the answer to a message before it; one message of any size always may. */
const mostWaiting = { messages: 4096, bytes: 32 * 1024 * 1024 };
/** Larger answers are not kept to recognise them when they come back. */
const rememberedAnswerBytes = 256;

/** An awareness update that says nothing: it keeps a lone, idle client from believing that the connection is dead. */
export const keepAliveFrame: Uint8Array = new Uint8Array([outer.awareness, 1, 0]);

/** A frame to send in the place of `step2`: it carries again what was sent to an earlier session, which never said that it is saved. */
export function withUnsaved(step2: Uint8Array, unsaved: readonly Uint8Array[]): Uint8Array {
  const decoder = decoding.createDecoder(step2);
  decoding.readVarUint(decoder);
  decoding.readVarUint(decoder);
  const updates = [decoding.readVarUint8Array(decoder), ...unsaved];
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, unsavedMessage);
  encoding.writeVarUint8Array(encoder, Y.mergeUpdates(updates));
  return encoding.toUint8Array(encoder);
}

export interface SyncSessionDeps {
  readonly replica: Replica;
  readonly doc: DocumentName;
  /** Sends one frame. The same Uint8Array object goes to every receiver of a broadcast. */
  readonly send: (frame: Uint8Array) => void;
  readonly close: (code: CloseCodeName, reason: string) => void;
  /** Runs what reads an answer, when it is its turn: of thousands that ask at once. Default: at once. */
  readonly inTurn?: <T>(read: () => Promise<T>) => Promise<T>;
  /** What the client may do; absent: everything. Whether it may read at all is for the host to judge. */
  readonly grant?: LinkGrant;
  /** Told how many messages that carried edits, of all received so far, are on this replica's disk. */
  readonly onSaved?: (messages: number) => void;
}

export interface SyncSession {
  receive(frame: Uint8Array): void;
  /** The connection is gone. May be called again. */
  readonly closed: () => void;
}

/**
 * The server's side of the stock y-websocket protocol: one connection, one document. Messages are
 * handled in order. An edit that builds on edits which are not here is answered with our state
 * vector, upon which a stock client sends what is missing.
 */
export function createSyncSession(deps: SyncSessionDeps): SyncSession {
  const { replica, doc, grant, inTurn = (read) => read() } = deps;
  let open = true;
  let working = false;
  const inbox: Uint8Array[] = [];
  let inboxBytes = 0;
  let gaps = 0;
  /** Until the client's whole state could be taken, no message of it is known to be here. */
  let isBehind = false;
  /** The client itself lacks what its state builds on: it is asked again when others have sent more. */
  let asksAgain = false;
  /** Updates that came from others. */
  let heard = 0;
  let received = 0;
  let saved = 0;
  const denial = createSyncDenial(doc, grant, deps.send);
  /** What an equal client sends back: the deletions both know. */
  let lastAnswer: Uint8Array | undefined;

  const subscriber: Subscriber = {
    onUpdate(update) {
      if (!open) return;
      heard++;
      deps.send(updateFrame(update));
      askAgain();
    },
  };
  const stopUpdates = replica.subscribe(doc, subscriber);
  const stopPresence = replica.presence.subscribe(doc, subscriber, (update) => {
    if (open) deps.send(frameOf(outer.awareness, update));
  });
  askForState().catch(unreadable);

  async function askForState(): Promise<void> {
    const stateVector = await replica.stateVector(doc);
    if (open) deps.send(syncFrame(inner.step1, stateVector));
  }

  function askAgain(): void {
    if (!asksAgain) return;
    asksAgain = false;
    askForState().catch(unreadable);
  }

  function unreadable(): void {
    stop('storeFailed', 'the document could not be read');
  }

  function stop(code: CloseCodeName, reason: string): void {
    if (!open) return;
    session.closed();
    deps.close(code, reason);
  }

  function work(): void {
    working = true;
    for (let frame = inbox.shift(); frame !== undefined; frame = inbox.shift()) {
      if (!open) return;
      inboxBytes -= frame.length;
      let pending: Promise<void> | undefined;
      try {
        pending = handle(decoding.createDecoder(frame));
      } catch {
        stop('malformed', 'a message did not fit the protocol');
        return;
      }
      if (pending === undefined) continue;
      pending.then(work, unreadable);
      return;
    }
    working = false;
  }

  function handle(decoder: decoding.Decoder): Promise<void> | undefined {
    switch (decoding.readVarUint(decoder)) {
      case outer.sync:
        return handleSync(decoder);
      case outer.awareness:
        replica.presence.receive(doc, decoding.readVarUint8Array(decoder), subscriber, grant);
        return undefined;
      case outer.queryAwareness:
        deps.send(keepAliveFrame);
        return undefined;
      case unsavedMessage:
        if (denial.isForbidden()) return undefined;
        return takeEdit(decoding.readVarUint8Array(decoder), 'state', true);
      default:
        return undefined;
    }
  }

  function handleSync(decoder: decoding.Decoder): Promise<void> | undefined {
    const type = decoding.readVarUint(decoder);
    if (type !== inner.step1 && denial.isForbidden()) return undefined;
    const payload = decoding.readVarUint8Array(decoder);
    switch (type) {
      case inner.step1:
        return answerStep1(payload);
      case inner.step2:
      case inner.update:
        return takeEdit(payload, type === inner.update ? 'edit' : 'state');
      default:
        stop('malformed', 'unknown sync message');
        return undefined;
    }
  }

  async function answerStep1(stateVector: Uint8Array): Promise<void> {
    if (!isStateVector(stateVector)) {
      stop('malformed', 'not a state vector');
      return;
    }
    const answer = await inTurn(async () => (open ? replica.diff(doc, stateVector) : undefined));
    if (answer === undefined) return;
    // A copy, and only of what is small: a view would keep all that it was read from in memory.
    lastAnswer = answer.length <= rememberedAnswerBytes ? answer.slice() : undefined;
    if (open) deps.send(syncFrame(inner.step2, answer));
  }

  function takeEdit(
    update: Uint8Array,
    size: 'edit' | 'state',
    unsaved = false,
  ): Promise<void> | undefined {
    received++;
    const heardBefore = heard;
    const known =
      size === 'state' && !unsaved && lastAnswer !== undefined && sameBytes(update, lastAnswer);
    const taken: Taken | Promise<Taken> = known
      ? { kind: 'contained' }
      : take(update, size, unsaved);
    if (taken instanceof Promise) {
      return taken.then((settled) => settleEdit(settled, size, heardBefore));
    }
    settleEdit(taken, size, heardBefore);
    return undefined;
  }

  function take(
    update: Uint8Array,
    size: 'edit' | 'state',
    unsaved: boolean,
  ): Taken | Promise<Taken> {
    const isHanded = size === 'state';
    const taken = replica.take(doc, update, { from: subscriber, size, unsaved, grant, isHanded });
    // Something large was pasted: that is no less honest than sending it with the next connection.
    if (taken instanceof Promise || taken.kind !== 'refused' || size === 'state') return taken;
    const isOverLiveLimit = taken.reason === 'too-large' || taken.reason === 'too-many';
    return isOverLiveLimit ? take(update, 'state', unsaved) : taken;
  }

  function settleEdit(taken: Taken, size: 'edit' | 'state', heardBefore: number): void {
    switch (taken.kind) {
      case 'new':
      case 'contained':
        gaps = 0;
        if (size === 'state') isBehind = false;
        if (!isBehind) noteSaved();
        return;
      case 'missing':
        isBehind = true;
        // What it builds on is what was not taken before: to ask for that again and again helps nobody.
        if (denial.isDenied) return;
        if (size === 'state') {
          gaps = 0;
          asksAgain = true;
          if (heard !== heardBefore) askAgain();
          return;
        }
        if (++gaps > mostGaps) stop('malformed', 'edits that build on unknown edits');
        else deps.send(syncFrame(inner.step1, taken.stateVector));
        return;
      case 'refused': {
        const denied = denial.judge(taken);
        if (denied === undefined) {
          const code = taken.reason === 'too-large' ? 'tooLarge' : 'malformed';
          stop(code, `edit refused: ${taken.reason}`);
          return;
        }
        isBehind = true;
        if (denied === 'hand-on') askForState().catch(unreadable);
      }
    }
  }

  function noteSaved(): void {
    if (deps.onSaved === undefined) return;
    const { onSaved } = deps;
    const upTo = received;
    void replica.whenDurable().then(() => {
      if (!open || upTo <= saved) return;
      saved = upTo;
      onSaved(saved);
    });
  }

  const session: SyncSession = {
    receive(frame) {
      if (!open) return;
      const isFull =
        inbox.length >= mostWaiting.messages || inboxBytes + frame.length > mostWaiting.bytes;
      if (isFull && inbox.length > 0) {
        stop('tooFast', 'more messages than can be answered');
        return;
      }
      inbox.push(frame);
      inboxBytes += frame.length;
      if (!working) work();
    },
    closed() {
      if (!open) return;
      open = false;
      inbox.length = 0;
      stopUpdates();
      stopPresence();
      replica.presence.release(doc, subscriber);
    },
  };
  return session;
}

/** Frames of broadcasts, by the update they carry: encoded once, however many receive it. */
const frames = new WeakMap<Uint8Array, Uint8Array>();

function updateFrame(update: Uint8Array): Uint8Array {
  let frame = frames.get(update);
  if (frame === undefined) {
    frame = syncFrame(inner.update, update);
    frames.set(update, frame);
  }
  return frame;
}

function syncFrame(type: number, payload: Uint8Array): Uint8Array {
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, outer.sync);
  encoding.writeVarUint(encoder, type);
  encoding.writeVarUint8Array(encoder, payload);
  return encoding.toUint8Array(encoder);
}

function frameOf(type: number, payload: Uint8Array): Uint8Array {
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, type);
  encoding.writeVarUint8Array(encoder, payload);
  return encoding.toUint8Array(encoder);
}
