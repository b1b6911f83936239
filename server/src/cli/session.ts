import { pino } from 'pino';
import * as Y from 'yjs';
import { readCloseReason } from '@holdfast/shared/access/close-reason';
import type { KnownRunbook } from '@holdfast/shared/finding/alert-names';
import { project } from '@holdfast/shared/model/project';
import type { HandoverDocument } from '@holdfast/shared/protocol/handover-file';
import { documentKind, type DocumentName } from '@holdfast/shared/protocol/names';
import { createDialer, type Dialer } from '@holdfast/shared/replica/dialer';
import { inlineHeavyWork } from '@holdfast/shared/replica/heavy-inline';
import { openReplica } from '@holdfast/shared/replica/replica';
import type { Replica } from '@holdfast/shared/replica/replica-api';
import { type HandoverTaken, takeHandover } from '@holdfast/shared/transfer/take-handover';
import { readCredentials } from '../access/credentials.ts';
import { folderCredentials } from '../access/peer-credentials.ts';
import { type DialLimits, dialLink } from '../relay/link-transport.ts';
import { createNodeClock, nodeRandom } from '../relay/node-clock.ts';
import { CommandError } from './exit-codes.ts';
import { judgeRelays } from './judge-relays.ts';
import { createMemoryStore } from '../store/memory-store.ts';
import type { RelayChoice } from './relay-choice.ts';

const catchUpTimeoutMs = 120_000;
/** How long to wait for a relay's disk, and, once one has it, for a second one's. */
const savedTimeoutMs = 30_000;
const secondCopyTimeoutMs = 10_000;
const wantedCopies = 2;
/** A command says itself what is wrong with its credentials. */
const silent = pino({ level: 'silent' });

/** A command's own replica of a workspace, filled from the relays. */
export interface Session {
  documents(): readonly DocumentName[];
  /** The document as it is now; undefined where the workspace has none of that name. Not kept up to date. */
  read(name: DocumentName): Promise<Y.Doc | undefined>;
  /** Changes a document, made if need be. Resolves with whether anything was written. */
  change(name: DocumentName, edit: (doc: Y.Doc) => boolean): Promise<boolean>;
  /**
   * As `change`, in several updates, each small enough to be sent. All steps are made and carried out
   * on the document as it is at that moment, so that nothing comes in between.
   */
  changeInSteps(
    name: DocumentName,
    stepsFor: (doc: Y.Doc) => readonly ((doc: Y.Doc) => boolean)[],
  ): Promise<boolean>;
  /** The whole state of a document as one Yjs update. */
  state(name: DocumentName): Promise<Uint8Array | undefined>;
  /** Takes in documents that were handed over. */
  take(documents: readonly HandoverDocument[]): Promise<HandoverTaken>;
  /** How many of them hold something that the workspace lacks. */
  wouldTake(documents: readonly HandoverDocument[]): Promise<number>;
  /** Waits until relays have all changes on disk. */
  saved(): Promise<SavedOn>;
  /** Relays that are linked, by address; and all addresses that they told. */
  readonly relays: () => readonly LinkedRelay[];
  readonly addresses: () => readonly string[];
  /** Names of the relays that are linked and have sent all that they had. */
  readonly equalTo: () => readonly string[];
  close(): Promise<void>;
}

export interface SavedOn {
  /** How many relays have everything on disk. */
  readonly relays: number;
  /** Fewer than two, and there seems to be no second one to wait for. */
  readonly onlyOneReachable: boolean;
}

export interface LinkedRelay {
  readonly url: string;
  readonly name: string;
}

/** Opens a session; rejects with a `CommandError` when no relay answers. */
export async function openSession({
  relays,
  workspace,
  credentials,
  warn = () => undefined,
}: RelayChoice & {
  /** The folder with the key of this device and its token; absent where relays ask for none. */
  readonly credentials?: string | undefined;
  /** Told what a person should know, though the command goes on. */
  readonly warn?: (message: string) => void;
}): Promise<Session> {
  const clock = createNodeClock();
  const refusals: string[] = [];
  const shown = credentials && (await readCredentials(credentials, workspace));
  const replica: Replica = await openReplica({
    role: 'leaf',
    name: 'command line',
    store: createMemoryStore(),
    clock,
    random: nodeRandom,
    heavy: inlineHeavyWork,
    wantedRelays: () => wantedCopies,
    ...(credentials !== undefined &&
      shown && {
        credentials: folderCredentials(credentials, workspace, silent),
        access: judgeRelays({
          ...{ credentials, workspace, token: shown.token, nowMs: clock.nowMs, warn },
          read: () => replica.read('workspace'),
        }),
      }),
    observe(event) {
      if (event.kind === 'push-refused') refusals.push(`${event.doc}: ${event.reason}`);
    },
  });
  const limits = ownLimits(clock.monotonicMs);
  const dialer = createDialer({
    replica,
    clock,
    random: nodeRandom,
    dial: (address) => dialLink(address, workspace, limits),
    urls: () => relays,
    width: wantedCopies,
  });

  async function close(): Promise<void> {
    dialer.stop();
    await replica.close();
  }

  try {
    await caughtUp(replica, dialer);
  } catch (error) {
    await close();
    throw error;
  }
  return {
    documents: () => replica.documents(),
    read: (name) => readDocument(replica, name),
    change: (name, edit) => changeDocument(replica, name, () => [edit]),
    changeInSteps: (name, stepsFor) => changeDocument(replica, name, stepsFor),
    state: (name) => replica.read(name),
    take: (documents) => takeHandover(replica, documents),
    wouldTake: (documents) => wouldTake(replica, documents),
    saved: () => savedOn(replica, () => addressesOf(replica, relays), refusals),
    relays: () =>
      dialer
        .report()
        .flatMap(({ url, link }) =>
          link?.peer === undefined ? [] : [{ url, name: link.peer.name }],
        ),
    addresses: () => addressesOf(replica, relays),
    equalTo: () =>
      replica
        .status()
        .links.flatMap(({ peer, phase }) => (peer && phase === 'live' ? [peer.name] : [])),
    close,
  };
}

/** All runbooks of a workspace as lists and search know them, texts included. */
export async function readRunbooks(session: Session): Promise<readonly KnownRunbook[]> {
  const runbooks: KnownRunbook[] = [];
  for (const name of session.documents()) {
    if (documentKind(name) !== 'runbook') continue;
    const doc = await session.read(name);
    if (doc === undefined) continue;
    const projection = project(name, doc);
    doc.destroy();
    if (projection.kind === 'runbook') runbooks.push({ doc: name, runbook: projection });
  }
  return runbooks;
}

/** Relays are ours to trust with our own memory: nothing is held back, only a runaway frame refused. */
function ownLimits(monotonicMs: () => number): DialLimits {
  const unlimited = Number.MAX_SAFE_INTEGER;
  return {
    messagesPerSecond: unlimited,
    bytesPerSecond: unlimited,
    maxFrameBytes: 128 * 1024 * 1024,
    monotonicMs,
    onMessage: () => undefined,
  };
}

function addressesOf(replica: Replica, given: readonly string[]): readonly string[] {
  const told = replica.status().links.flatMap(({ peer }) => peer?.addresses ?? []);
  return [...new Set([...given, ...told])];
}

/** Resolves when this replica has all that the first relay to answer has. */
function caughtUp(replica: Replica, dialer: Dialer): Promise<void> {
  return watched(replica, dialer, catchUpTimeoutMs, () => {
    if (replica.status().outbox?.caughtUpAtMs !== undefined) return true;
    const reports = dialer.report();
    if (reports.some(({ problem }) => problem === undefined)) return false;
    const tried = reports.map(({ url, problem }) => `  ${url}: ${problem ?? ''}`);
    const words = reports.flatMap(({ problem = '' }) => readCloseReason(problem) ?? []);
    const isUnproven = words.includes('unproven');
    const isShut = words.length > 0;
    const what = isUnproven
      ? 'No relay has proven that it is one of the workspace.'
      : isShut
        ? 'No relay lets this command in.'
        : 'No relay answers.';
    const next = isUnproven
      ? 'Nothing was sent there. If it is your relay: give it a token of role peer that has not ended (docs/access.md).'
      : words.includes('other-relay')
        ? 'Name it as it knows itself. Only if what you named is the relay’s own name, too, start it with --also-known-as and that name.'
        : isShut
          ? 'Name the folder with the key of this device with --credentials DIR.'
          : 'Start one (npm start), or name one with --relay URL.';
    throw new CommandError(`${what}\n${tried.join('\n')}\n${next}`);
  }).then((isDone) => {
    if (!isDone)
      throw new CommandError('No relay sent everything in time. Try again, or another --relay.');
  });
}

/** Resolves true once `isDone`, which is asked after every change; false after `timeoutMs`. Rejects when it throws. */
function watched(
  replica: Replica,
  dialer: Dialer | undefined,
  timeoutMs: number,
  isDone: () => boolean,
): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const stops = [replica.onStatus(ask), dialer?.onChange(ask)];
    const timer = setTimeout(() => finish(() => resolve(false)), timeoutMs);
    function finish(settle: () => void): void {
      clearTimeout(timer);
      for (const stop of stops) stop?.();
      settle();
    }
    function ask(): void {
      try {
        if (isDone()) finish(() => resolve(true));
      } catch (error) {
        finish(() => reject(error instanceof Error ? error : new Error(String(error))));
      }
    }
    ask();
  });
}

async function readDocument(replica: Replica, name: DocumentName): Promise<Y.Doc | undefined> {
  const update = await replica.read(name);
  if (update === undefined) return undefined;
  const doc = new Y.Doc();
  Y.applyUpdate(doc, update);
  return doc;
}

async function wouldTake(
  replica: Replica,
  documents: readonly HandoverDocument[],
): Promise<number> {
  let changed = 0;
  for (const { doc: name, update } of documents) {
    const doc = (await readDocument(replica, name)) ?? new Y.Doc();
    let isChanged = false;
    // Said only where something came of it.
    doc.on('update', () => (isChanged = true));
    Y.applyUpdate(doc, update);
    doc.destroy();
    if (isChanged) changed += 1;
  }
  return changed;
}

async function changeDocument(
  replica: Replica,
  name: DocumentName,
  stepsFor: (doc: Y.Doc) => readonly ((doc: Y.Doc) => boolean)[],
): Promise<boolean> {
  const doc = (await readDocument(replica, name)) ?? new Y.Doc();
  let updates: Uint8Array[] = [];
  doc.on('update', (update: Uint8Array) => updates.push(update));
  const changes: Uint8Array[] = [];
  for (const step of stepsFor(doc)) {
    updates = [];
    if (step(doc) && updates.length > 0) changes.push(Y.mergeUpdates(updates));
  }
  doc.destroy();
  for (const change of joined(changes)) {
    const result = await replica.submit(name, change);
    if (result.kind === 'saved') continue;
    const why = result.kind === 'refused' ? `${result.reason}, ${result.detail}` : result.kind;
    throw new CommandError(`The change of ${name} was not taken: ${why}.`);
  }
  return changes.length > 0;
}

/** Each large update is tried on a copy of the whole document: few large ones take a fraction of the time of many. */
const joinedBytes = 600_000;

/** The same updates in order, as few as relays take. */
function joined(updates: readonly Uint8Array[]): readonly Uint8Array[] {
  const groups: { bytes: number; readonly updates: Uint8Array[] }[] = [];
  for (const update of updates) {
    const last = groups.at(-1);
    if (last === undefined || last.bytes + update.length > joinedBytes)
      groups.push({ bytes: update.length, updates: [update] });
    else {
      last.bytes += update.length;
      last.updates.push(update);
    }
  }
  return groups.map((group) => Y.mergeUpdates(group.updates));
}

async function savedOn(
  replica: Replica,
  addresses: () => readonly string[],
  refusals: readonly string[],
): Promise<SavedOn> {
  const copies = (): number => {
    if (refusals.length > 0)
      throw new CommandError(`The relay refused changes:\n  ${refusals.join('\n  ')}`);
    const { outbox } = replica.status();
    if (outbox === undefined) return 0;
    return outbox.pending === 0 ? Math.max(outbox.relays, wantedCopies) : outbox.relays;
  };
  const isSaved = await watched(replica, undefined, savedTimeoutMs, () => copies() >= 1);
  if (!isSaved) {
    throw new CommandError(
      'No relay said that the changes are on its disk. Run the same command again: it goes on where it stopped.',
    );
  }
  const hasSecond = addresses().length > 1;
  if (hasSecond)
    await watched(replica, undefined, secondCopyTimeoutMs, () => copies() >= wantedCopies);
  return { relays: copies(), onlyOneReachable: copies() < wantedCopies };
}
