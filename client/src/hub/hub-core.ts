import { createRelayJudge } from '@holdfast/shared/access/relay-judge';
import {
  noAccess,
  readWorkspaceAccess,
  type WorkspaceAccess,
} from '@holdfast/shared/access/workspace-access';
import type { Projection, WorkspaceProjection } from '@holdfast/shared/model/projection';
import type { DocumentName, WorkspaceName } from '@holdfast/shared/protocol/names';
import { createDialer, type Dialer } from '@holdfast/shared/replica/dialer';
import type {
  Clock,
  HeavyWork,
  Random,
  Store,
  StoreFault,
  Transport,
} from '@holdfast/shared/replica/ports';
import type { LinkCredentials } from '@holdfast/shared/replica/link-access';
import { createHostRows } from '@holdfast/shared/replica/host-rows';
import { openReplica } from '@holdfast/shared/replica/replica';
import type { LinkState, Replica, ReplicaStatus } from '@holdfast/shared/replica/replica-api';
import * as Y from 'yjs';
import { type AccessKeeper, openAccessKeeper } from '../access/device/access-keeper.ts';
import type { AccessReport } from '../access/device/access-messages.ts';
import type { AccessRows } from '../access/device/access-rows.ts';
import { accessStatus, isBarred } from '../access/device/access-status.ts';
import { openCaughtUp } from './caught-up.ts';
import { hubStatus, outboxReport } from './hub-status.ts';
import { learnFromOrigin } from './learn-from-origin.ts';
import type { HubStatus, OutboxReport, ProjectionEntry } from './port-messages.ts';
import { openProjectionKeeper } from './projection-keeper.ts';
import { readProjections } from './projection-packs.ts';
import { textKey } from './projection-rows.ts';
import { openRelayList, type RelayList } from './relay-list.ts';
import { createSearchKeeper, type SearchKeeper } from './search-keeper.ts';

/** Links that a device keeps open; the other relays stand by. */
const linkWidth = 2;
const wantedRelays = 2;
const recheckMs = 60_000;
const workspaceDocument: DocumentName = 'workspace';

export interface HubCoreDeps {
  readonly workspace: WorkspaceName;
  readonly store: Store;
  readonly clock: Clock;
  readonly random: Random;
  readonly heavy: HeavyWork;
  readonly dial: (url: string) => Promise<Transport>;
  /** Relays told by the origin that served the app; rejects when it does not answer. */
  /** Host, with port, of the relay that the page came from. */
  readonly pageHost: string;
  readonly originRelays: () => Promise<readonly string[]>;
  /** This device's key and what it shows to relays; rejects where the browser keeps nothing. */
  readonly openAccessRows: () => Promise<AccessRows>;
  /** What an earlier hub kept has been read: tabs can show and search it while the log is being opened. */
  readonly onKept: (kept: KeptView) => void;
  readonly onEntries: (entries: readonly ProjectionEntry[]) => void;
  readonly onStatus: () => void;
  readonly onStoreFailed: (fault: StoreFault) => void;
}

/** What can be shown and searched of a device's copy before its log is open, and ever after. */
export interface KeptView {
  /** What is known now, without texts. */
  entries(): readonly ProjectionEntry[];
  readonly search: SearchKeeper;
}

/** Everything that the hub keeps over one opened store. */
export interface HubCore extends KeptView {
  readonly replica: Replica;
  readonly relays: RelayList;
  readonly dialer: Dialer;
  readonly access: AccessKeeper;
  status(): HubStatus;
  outbox(): OutboxReport;
  close(): Promise<void>;
}

/** Opens the device's copy of a workspace and begins to replicate it. Rejects with a `StoreFault`. */
export async function openHubCore(deps: HubCoreDeps): Promise<HubCore> {
  const { clock, store } = deps;
  const rows = createHostRows(store);
  let known: ReadonlyMap<DocumentName, Projection> = new Map();
  let waiting = (): number => 0;
  const search = createSearchKeeper({
    clock,
    rows,
    projections: () => known,
    projection: (doc) => known.get(doc),
    isBusy: () => waiting() > 0,
    async loadText(doc) {
      const row = await rows.get(textKey(doc)).catch(() => undefined);
      return row === undefined ? '' : new TextDecoder().decode(row);
    },
  });
  const view: KeptView = {
    search,
    entries: () => Array.from(known, ([doc, projection]) => ({ doc, projection })),
  };
  const reading = readProjections(rows);
  let knownRelays = (): number => wantedRelays;
  let tryAgain = (): void => undefined;
  // Nobody says anything of access before there is a list: links begin after it.
  let relayList: RelayList | undefined;
  let keeper: AccessKeeper | undefined;
  const openingAccess = openAccessKeeper({
    workspace: deps.workspace,
    clock,
    openRows: deps.openAccessRows,
    onChange: deps.onStatus,
    tryAgain: () => tryAgain(),
    knows: (url) => relayList?.isOnTrial(url) === false,
    onRelays(named, outcome) {
      if (outcome === 'accepted') for (const relay of named) relayList?.add(relay);
      else relayList?.giveUp(named);
    },
  });
  const judge = createRelayJudge({
    workspace: deps.workspace,
    nowMs: clock.nowMs,
    anchor: () => keeper?.relayKey(),
    access: async () => accessIn(await (await opening).read(workspaceDocument)),
    onProven: (key) => keeper?.proven(key),
    // Whoever answers there could give this device another app as well.
    mayGoWithout: (host) => host === deps.pageHost && keeper?.isAnyProven() === false,
  });
  const opening = openReplica({
    role: 'leaf',
    name: 'browser',
    store,
    clock,
    random: deps.random,
    heavy: deps.heavy,
    credentials: credentialsOf(openingAccess),
    access: judge,
    wantedRelays: () => Math.max(1, Math.min(wantedRelays, knownRelays())),
    observe(event) {
      if (event.kind === 'store-failed') deps.onStoreFailed(event.fault);
    },
  });
  // What was kept is asked for first, and shown while the log is still being read.
  const [kept, replica, access] = await Promise.all([
    reading.then((read) => {
      known = read.projections;
      deps.onKept(view);
      // After this turn: the first lists go to the tabs before the search is read.
      clock.afterTurn(search.start);
      return read;
    }),
    opening,
    openingAccess,
  ]).catch((error: unknown) => {
    search.close();
    throw error;
  });
  keeper = access;
  const projections = await openProjectionKeeper({
    replica,
    clock,
    kept,
    onEntries(entries) {
      if (entries.some(({ doc }) => doc === workspaceDocument)) {
        learnFromWorkspace();
        void judge.recheck();
      }
      deps.onEntries(entries);
    },
    onText: search.update,
  });
  waiting = projections.waiting;
  const relays = await openRelayList({ rows, onChange: relaysChanged });
  relayList = relays;
  const caughtUp = await openCaughtUp({ rows, clock });
  knownRelays = () => relays.urls().length;
  const dialer = createDialer({
    replica,
    clock,
    random: deps.random,
    dial: async (url) => access.watch(url, await deps.dial(url)),
    urls: relays.urls,
    width: linkWidth,
  });
  tryAgain = () => dialer.retry();
  const stops = [
    dialer.onChange(deps.onStatus),
    replica.onStatus(() => {
      learnFromLinks();
      for (const { url, link } of dialer.report()) if (isIn(link)) access.welcomed(url);
      caughtUp.note(replica.status().outbox?.caughtUpAtMs);
      // Whoever is not let in is told of nobody: those last heard of are not shown as if they were here.
      if (isBarred(access, linked(replica.status()))) replica.presence.releaseLost();
      deps.onStatus();
    }),
    search.close,
  ];

  function relaysChanged(): void {
    dialer.update();
    deps.onStatus();
  }

  /** Relays that have never let this device in hold nothing of it: not even the nothing that was edited. */
  function heardRelays(status: ReplicaStatus): number {
    const hasMet =
      linked(status) > 0 ||
      status.outbox?.caughtUpAtMs !== undefined ||
      caughtUp.earlierAtMs !== undefined ||
      dialer.report().some(({ lastContactAtMs }) => lastContactAtMs !== undefined);
    return hasMet ? relays.urls().length : 0;
  }

  function workspaceProjection(): WorkspaceProjection | undefined {
    const projection = known.get(workspaceDocument);
    return projection?.kind === 'workspace' ? projection : undefined;
  }

  function learnFromWorkspace(): void {
    relays.learn((workspaceProjection()?.relays ?? []).map(({ url }) => url));
  }

  function learnFromLinks(): void {
    for (const { url, link } of dialer.report()) {
      // One that is on trial vouches for nobody, itself included.
      if (relays.isOnTrial(url) || link?.peer?.role !== 'relay') continue;
      relays.learn(link.peer.addresses);
    }
  }

  // What relays have shown ends by itself, too.
  const recheckSoon = (): (() => void) =>
    clock.setTimer(recheckMs, () => {
      void judge.recheck();
      stopRechecking = recheckSoon();
    });
  let stopRechecking = recheckSoon();
  learnFromWorkspace();
  stops.push(
    () => stopRechecking(),
    learnFromOrigin({
      clock,
      ask: deps.originRelays,
      learn: relays.learn,
      isAnyKnown: () => relays.urls().length > 0,
    }),
  );

  return {
    ...view,
    replica,
    relays,
    dialer,
    access,
    outbox: () => outboxReport(replica.status().outbox, heardRelays(replica.status())),
    status: () => {
      const named = workspaceProjection()?.relays ?? [];
      const status = replica.status();
      const held = heldBack(status);
      const { documents } = status;
      return {
        ...hubStatus(status, dialer.report(), named, caughtUp.earlierAtMs),
        outbox: outboxReport(status.outbox, heardRelays(status)),
        ...accessStatus(access, { linked: linked(status), documents, held }),
      };
    },
    async close() {
      for (const stop of stops) stop();
      projections.close();
      dialer.stop();
      await replica.close();
    },
  };
}

function accessIn(update: Uint8Array | undefined): WorkspaceAccess {
  if (update === undefined) return noAccess;
  const doc = new Y.Doc();
  Y.applyUpdate(doc, update);
  const access = readWorkspaceAccess(doc);
  doc.destroy();
  return access;
}

/** How many relays let this device in now. */
function linked({ links }: ReplicaStatus): number {
  return links.filter(isIn).length;
}

function heldBack({ outbox }: ReplicaStatus): AccessReport['held'] {
  return Array.from(outbox?.notAllowed ?? [], ([doc, changes]) => ({ doc, changes }));
}

/** Links may be there before what they show has been read. */
function credentialsOf(opening: Promise<AccessKeeper>): LinkCredentials {
  return {
    answer: async (challenge) => (await opening).credentials.answer(challenge),
    granted: (told) => void opening.then(({ credentials }) => credentials.granted(told)),
    ordered: (order) => void opening.then(({ credentials }) => credentials.ordered(order)),
    onChange(listener) {
      const stop = opening.then(({ credentials }) => credentials.onChange(listener));
      return () => void stop.then((end) => end());
    },
  };
}

/** The relay has said hello: it does so only to those whom it lets in. */
function isIn(link: LinkState | undefined): boolean {
  return link?.peer !== undefined && link.phase !== 'closed';
}
