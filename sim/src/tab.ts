import type { DocumentName } from '@holdfast/shared/protocol/names';
import type { Replica } from '@holdfast/shared/replica/replica-api';
import {
  createSyncSession,
  type SyncSession,
  withUnsaved,
} from '@holdfast/shared/replica/sync-session';
import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import { readSyncMessage, writeSyncStep1, writeUpdate } from 'y-protocols/sync';
import * as Y from 'yjs';
import { changeDocument, type Edit, newEdit, newTabDocument } from './edits.ts';
import type { Machine } from './machines.ts';
import type { SeededRandom } from './random.ts';
import type { VirtualTime } from './virtual-clock.ts';

/** What tabs of a device keep of documents beside the hub, as y-indexeddb does: every update that any of them saw. */
export type TabCopies = Map<DocumentName, TabCopyRow[]>;

interface TabCopyRow {
  readonly update: Uint8Array;
  readonly edits: readonly Edit[];
}

export interface TabDeps {
  readonly device: Machine;
  readonly copies: TabCopies;
  readonly time: VirtualTime;
  readonly random: SeededRandom;
  readonly onProblem: (problem: string) => void;
  /** The device has said that these edits are on its disk. */
  readonly onSaid: (edits: readonly Edit[]) => void;
}

/** One tab: Yjs documents that talk to the replica of their device as the app's do to the hub. */
export interface Tab {
  edit(doc: DocumentName, name: string): Edit | undefined;
  /** Opens a document and what the tabs' copies hold of it. */
  open(doc: DocumentName): void;
  /** The device's replica is lost: documents connect to the next one. */
  hubLost(): void;
  close(): void;
}

interface OpenDocument {
  readonly doc: DocumentName;
  readonly yDoc: Y.Doc;
  readonly edits: Edit[];
  /** So many of them the device has said to be on its disk. */
  confirmed: number;
  /** So many were made before the present session. */
  before: number;
  /** The name of the edit that is being made. */
  making: string | undefined;
  /** The rows of the tabs' copy, as this tab last wrote to them. */
  copy: TabCopyRow[] | undefined;
  session: SyncSession | undefined;
  /** What an earlier store of the device had is gone, and not all of it is known to be on the present one. */
  storeLost: boolean;
  replica: Replica | undefined;
  /** Set once the hub's question what it lacks was answered: from then on frames cover all edits. */
  answered: boolean;
  /** For each frame with edits of this session: how many edits it covers, if that is known. */
  covered: (number | undefined)[];
  savedFrames: number;
  lastArrivalMs: { toHub: number; toTab: number };
}

const portMs = 3;
const copyMs = 12;
const reconnectMs = 200;
const messageSync = 0;

export function createTab(deps: TabDeps): Tab {
  const { device, time, random } = deps;
  const documents = new Map<DocumentName, OpenDocument>();
  let closed = false;

  function open(doc: DocumentName): OpenDocument {
    const known = documents.get(doc);
    if (known !== undefined) return known;
    const opened: OpenDocument = {
      doc,
      yDoc: newTabDocument(random),
      edits: [],
      confirmed: 0,
      before: 0,
      making: undefined,
      copy: undefined,
      session: undefined,
      storeLost: false,
      replica: undefined,
      answered: false,
      covered: [],
      savedFrames: 0,
      lastArrivalMs: { toHub: 0, toTab: 0 },
    };
    documents.set(doc, opened);
    for (const { update } of deps.copies.get(doc) ?? []) Y.applyUpdate(opened.yDoc, update, 'copy');
    opened.yDoc.on('update', (update: Uint8Array, origin: unknown) => {
      // An edit is counted before its frame is sent.
      if (opened.making !== undefined)
        opened.edits.push(newEdit(opened.making, doc, device, update));
      if (origin !== opened) sendUpdate(opened, update);
      keepCopy(opened, update);
    });
    connect(opened);
    return opened;
  }

  function keepCopy(opened: OpenDocument, update: Uint8Array): void {
    time.at(random.fraction() * copyMs, () => {
      if (closed) return;
      const rows = deps.copies.get(opened.doc) ?? [];
      deps.copies.set(opened.doc, rows);
      // A database that is new to the tab begins with its whole document.
      const isNew = opened.copy !== rows;
      opened.copy = rows;
      const edits = opened.edits.filter((edit) => isNew || edit.update === update);
      rows.push({ update: isNew ? Y.encodeStateAsUpdate(opened.yDoc) : update, edits });
      for (const edit of edits) edit.inCopy = true;
    });
  }

  function connect(opened: OpenDocument): void {
    if (closed) return;
    const replica = device.running()?.replica;
    if (replica === undefined) {
      time.at(reconnectMs, () => connect(opened));
      return;
    }
    opened.answered = false;
    opened.before = opened.edits.length;
    opened.covered = [];
    opened.savedFrames = 0;
    const storeBefore = opened.replica?.storeId ?? replica.storeId;
    opened.storeLost ||= storeBefore !== replica.storeId;
    opened.replica = replica;
    const session = createSyncSession({
      replica: watched(replica, opened),
      doc: opened.doc,
      send: (frame) => inOrder(opened, 'toTab', () => received(opened, session, frame)),
      close(code, reason) {
        if (code !== 'storeFailed') {
          deps.onProblem(`${device.name}: a tab was turned away: ${code}, ${reason}`);
        }
        lost(opened, session);
      },
      onSaved: (count) => inOrder(opened, 'toTab', () => saved(opened, session, count)),
    });
    opened.session = session;
    send(opened, (encoder) => writeSyncStep1(encoder, opened.yDoc));
  }

  function lost(opened: OpenDocument, session: SyncSession): void {
    if (opened.session !== session) return;
    opened.session = undefined;
    time.at(reconnectMs, () => connect(opened));
  }

  /** As `replica`, noting which of the tab's edits it has taken. */
  function watched(replica: Replica, opened: OpenDocument): Replica {
    return {
      ...replica,
      take(doc, update, options) {
        const taken = replica.take(doc, update, options);
        const upTo = coveredBy.get(update.buffer) ?? 0;
        const note = ({ kind }: { readonly kind: string }): void => {
          if (kind !== 'new' && kind !== 'contained') return;
          if (device.running()?.replica !== replica) return;
          for (const edit of opened.edits.slice(0, upTo)) {
            if (kind === 'new' || options?.unsaved === true) edit.disowned = false;
            edit.taken = !edit.disowned;
            edit.logged ||= kind === 'new';
          }
        };
        if (taken instanceof Promise) taken.then(note, () => undefined);
        else note(taken);
        return taken;
      },
    };
  }

  const coveredBy = new WeakMap<ArrayBufferLike, number>();

  function send(
    opened: OpenDocument,
    write: (encoder: encoding.Encoder) => void,
    coveredEdits?: number,
  ): void {
    const encoder = encoding.createEncoder();
    encoding.writeVarUint(encoder, messageSync);
    write(encoder);
    sendFrame(opened, encoding.toUint8Array(encoder), coveredEdits);
  }

  function sendFrame(opened: OpenDocument, frame: Uint8Array, coveredEdits?: number): void {
    const { session } = opened;
    if (session === undefined) return;
    if (coveredEdits !== undefined) {
      opened.covered.push(opened.answered ? coveredEdits : undefined);
      if (opened.answered) coveredBy.set(frame.buffer, coveredEdits);
    }
    inOrder(opened, 'toHub', () => {
      if (opened.session !== session || opened.replica !== device.running()?.replica) return;
      session.receive(frame);
    });
  }

  function sendUpdate(opened: OpenDocument, update: Uint8Array): void {
    send(opened, (encoder) => writeUpdate(encoder, update), opened.edits.length);
  }

  function received(opened: OpenDocument, session: SyncSession, frame: Uint8Array): void {
    if (opened.session !== session) return;
    const decoder = decoding.createDecoder(frame);
    if (decoding.readVarUint(decoder) !== messageSync) return;
    const reply = encoding.createEncoder();
    const asked = frame[1] === 0;
    readSyncMessage(decoder, reply, opened.yDoc, opened);
    if (!asked) return;
    opened.answered = true;
    const answer = Uint8Array.of(messageSync, ...encoding.toUint8Array(reply));
    const unsaved = opened.edits.slice(opened.confirmed, opened.before);
    // Over another store than before, nothing was ever said.
    const updates = opened.storeLost
      ? [Y.encodeStateAsUpdate(opened.yDoc)]
      : unsaved.map(({ update }) => update);
    sendFrame(
      opened,
      updates.length === 0 ? answer : withUnsaved(answer, updates),
      opened.edits.length,
    );
  }

  function saved(opened: OpenDocument, session: SyncSession, count: number): void {
    if (opened.session !== session || opened.replica !== device.running()?.replica) return;
    let upTo = 0;
    for (; opened.savedFrames < count; opened.savedFrames++) {
      upTo = Math.max(upTo, opened.covered[opened.savedFrames] ?? 0);
    }
    opened.confirmed = Math.max(opened.confirmed, upTo);
    if (upTo >= opened.before) opened.storeLost = false;
    deps.onSaid(opened.edits.slice(0, upTo).filter(({ onDevice }) => !onDevice));
  }

  function inOrder(opened: OpenDocument, way: 'toHub' | 'toTab', task: () => void): void {
    const atMs = Math.max(opened.lastArrivalMs[way], time.nowMs() + random.fraction() * portMs);
    opened.lastArrivalMs[way] = atMs;
    time.at(atMs - time.nowMs(), () => {
      if (!closed) task();
    });
  }

  return {
    open: (doc) => void open(doc),
    edit(doc, name) {
      const opened = open(doc);
      const before = opened.edits.length;
      opened.making = name;
      changeDocument(opened.yDoc, name, random);
      opened.making = undefined;
      return opened.edits[before];
    },
    hubLost() {
      for (const opened of documents.values()) if (opened.session) lost(opened, opened.session);
    },
    close() {
      closed = true;
      for (const opened of documents.values()) opened.session?.closed();
      documents.clear();
    },
  };
}
