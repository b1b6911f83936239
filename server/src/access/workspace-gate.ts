import { base64urlnopad } from '@scure/base';
import * as Y from 'yjs';
import { type Judged, judgePresented, type Presented } from '@holdfast/shared/access/presented';
import { acceptedDevice, checkToken } from '@holdfast/shared/access/check-token';
import { type CloseReason, writeCloseReason } from '@holdfast/shared/access/close-reason';
import { type DeviceKey, readDeviceKey, thumbprintOf } from '@holdfast/shared/access/device-key';
import { type Grant, mayRead } from '@holdfast/shared/access/grant';
import { may, type Operation } from '@holdfast/shared/access/permissions';
import { linkAudience, type ProofOf } from '@holdfast/shared/access/proof';
import {
  acceptDevice,
  noAccess,
  readWorkspaceAccess,
  type WorkspaceAccess,
} from '@holdfast/shared/access/workspace-access';
import { wipeOrderFor } from '@holdfast/shared/access/wipe-order';
import type { DocumentName, WorkspaceName } from '@holdfast/shared/protocol/names';
import type { LinkAccess, LinkChallenge } from '@holdfast/shared/replica/link-access';
import type { Clock } from '@holdfast/shared/replica/ports';
import type { Replica } from '@holdfast/shared/replica/replica-api';
import type { AuditLog } from './audit-log.ts';
import { createLiveGrants, type LiveGrant } from './live-grants.ts';
import type { Knocks } from './knocks.ts';
import type { OwnHosts } from './own-hosts.ts';
import type { RegisterNotes } from './register-notes.ts';
import { type TooMany, tooMany } from './request-check.ts';
import type { TrustedKeysFolder } from './trusted-keys.ts';

const sweepMs = 5000;

export type Admitted = Extract<Judged, { readonly ok: true }>;

/** Who may do what in one workspace, by the keys at hand and by what its document `workspace` says. */
export interface WorkspaceGate {
  /** For the engine: who may open a link. */
  readonly links: LinkAccess;
  /** What the workspace says of access; once it could be read. */
  access(): Promise<WorkspaceAccess>;
  /** Whether a document is for some people only; any is as long as that is not known. */
  isRestricted(doc: DocumentName): boolean;
  /** Whether what is made of a document may be given to somebody. */
  mayRead(grant: Grant, doc: DocumentName): boolean;
  judge(
    presented: Presented,
    proofOf: Pick<ProofOf, 'purpose' | 'audience' | 'nonce'>,
    need: Operation,
  ): Promise<Judged | TooMany>;
  /** The thumbprint of a key, where the workspace says that it is a device's. */
  knownDevice(key: DeviceKey | undefined): string | undefined;
  /** Writes down whoever came first with a token. Why not, where another device was before it. */
  register(admitted: Admitted): Promise<CloseReason | undefined>;
  /** What a connection may do that shows `token`, if that is still good: it was judged some time ago. */
  enliven(grant: Grant, token: string): Promise<LiveGrant | CloseReason>;
  keysChanged(): void;
  /** The workspace is open. */
  attach(replica: Replica): void;
  detach(): void;
}

export interface WorkspaceGateDeps {
  readonly workspace: WorkspaceName;
  readonly keys: TrustedKeysFolder;
  readonly clock: Clock;
  readonly audit: AuditLog;
  /** Tells the log what changes of access in the workspace. */
  readonly notes: RegisterNotes;
  readonly knocks: Knocks;
  readonly hosts: OwnHosts;
}

/** The document `workspace` as it is followed here. */
interface Followed {
  readonly doc: Y.Doc;
  readonly replica: Replica;
  readonly ready: Promise<void>;
  readonly stop: () => void;
}

export function createWorkspaceGate(deps: WorkspaceGateDeps): WorkspaceGate {
  const { workspace, keys, clock, audit, notes, knocks, hosts } = deps;
  const document = 'workspace';
  let access = noAccess;
  let isKnown = false;
  let followed: Followed | undefined;
  let accepting: Promise<unknown> = Promise.resolve();
  const live = createLiveGrants(
    {
      workspace,
      keys: keys.current,
      nowMs: clock.nowMs,
      onEnded: (grant, reason) => note('closed', grant, { reason }),
    },
    access,
  );

  function note(
    what: 'connected' | 'accepted' | 'closed',
    { person, role, kind, tokenId, device }: Grant,
    more: { readonly reason?: CloseReason; readonly address?: string } = {},
  ): void {
    audit.note({ what, way: 'link', workspace, person, role, kind, tokenId, device, ...more });
  }

  function changed(doc: Y.Doc): void {
    access = readWorkspaceAccess(doc);
    notes.heard(doc, access);
    isKnown = true;
    live.accessChanged(access);
  }

  function follow(replica: Replica): Followed {
    const doc = new Y.Doc();
    let isRead = false;
    const stop = replica.subscribe(document, {
      onUpdate(update) {
        Y.applyUpdate(doc, update);
        if (isRead) changed(doc);
      },
    });
    const ready = replica.read(document).then((state) => {
      if (state !== undefined) Y.applyUpdate(doc, state);
      isRead = true;
      changed(doc);
    });
    // Whoever knocks hears of it.
    ready.catch(() => undefined);
    return { doc, replica, ready, stop };
  }

  async function ready(): Promise<Followed> {
    if (followed === undefined) throw new Error(`workspace ${workspace} is not open`);
    const now = followed;
    await now.ready;
    return now;
  }

  async function accept({ claims, accept: accepted }: Admitted): Promise<CloseReason | undefined> {
    if (accepted === undefined) return undefined;
    const { doc, replica, stop } = await ready();
    const written = readWorkspaceAccess(doc);
    const isProven = (await acceptedDevice(claims, written)) !== undefined;
    const unproven = isProven ? undefined : written.accepted.get(claims.jti);
    const updates: Uint8Array[] = [];
    const keep = (update: Uint8Array): void => void updates.push(update);
    doc.on('update', keep);
    const done = acceptDevice(doc, claims.jti, accepted, unproven);
    doc.off('update', keep);
    if (!done.ok) return 'other-device';
    for (const update of updates) {
      const result = await replica.submit(document, update);
      if (result.kind === 'saved') continue;
      // What is here only in memory must not be taken for written.
      stop();
      followed = follow(replica);
      throw new Error(`the workspace could not be written: ${result.kind}`);
    }
    changed(doc);
    return undefined;
  }

  async function register(admitted: Admitted): Promise<CloseReason | undefined> {
    if (admitted.accept === undefined) return undefined;
    const mine = accepting.then(() => accept(admitted));
    accepting = mine.catch(() => undefined);
    const reason = await mine;
    if (reason === undefined) note('accepted', admitted.grant);
    return reason;
  }

  async function judge(
    presented: Presented,
    proofOf: Pick<ProofOf, 'purpose' | 'audience' | 'nonce'>,
    need: Operation,
  ): Promise<Judged | TooMany> {
    await ready();
    const nowMs = clock.nowMs();
    const check = { keys: keys.current(), workspace, nowMs, access };
    const judged = await judgePresented(presented, check, proofOf);
    if (!judged.ok) return judged;
    if (!knocks.mayEnter(judged.grant)) return tooMany;
    // Whoever is refused is not written down as somebody who came.
    if (!may(judged.grant.role, need)) return { ok: false, reason: 'not-for-this' };
    const reason = await register(judged);
    return reason === undefined ? judged : { ok: false, reason };
  }

  async function enliven(grant: Grant, token: string): Promise<LiveGrant | CloseReason> {
    await ready();
    const judgedAt = live.version();
    const now = { keys: keys.current(), nowMs: clock.nowMs(), access };
    const checked = await checkToken({ token, workspace, ...now });
    if (!checked.ok) return checked.reason;
    if (checked.boundTo !== grant.device) return 'other-device';
    return live.enliven(grant, token, judgedAt);
  }

  function knownDevice(key: DeviceKey | undefined): string | undefined {
    const jkt = key && thumbprintOf(key);
    return [...access.accepted.values()].some((one) => one.jkt === jkt) ? jkt : undefined;
  }

  /** A proof is for one that was dialled: this relay under a name of its own, or the one that it dialled. */
  function refusedAt(
    { host, dialled }: { readonly host: string; readonly dialled?: string | undefined },
    address: string,
  ): CloseReason | undefined {
    if (dialled !== undefined) return host === dialled ? undefined : 'bad-signature';
    return hosts.isOwn(host, address) ? undefined : 'other-relay';
  }

  let cancelSweep = (): void => undefined;
  function sweep(): void {
    live.sweep();
    cancelSweep = clock.setTimer(sweepMs, sweep);
  }

  return {
    links: {
      async authenticate({ token, device: json, proof, acceptance, label, from, ...asked }) {
        const address = from ?? '';
        const device = readDeviceKey(json);
        const known = knownDevice(device);
        if (knocks.isTooMany(address, known)) return tooFast;
        const judgedAt = live.version();
        const elsewhere = refusedAt(asked, address);
        const judged: Judged | TooMany =
          device === undefined || elsewhere !== undefined
            ? { ok: false, reason: elsewhere ?? 'bad-signature' }
            : await judge({ token, device, proof, acceptance, label }, linkProofOf(asked), 'read');
        if (!judged.ok) {
          const { reason: why } = judged;
          if (why === 'too-many') return tooFast;
          knocks.refused(address, known);
          audit.note({ what: 'refused', way: 'link', workspace, reason: why, address });
          const order =
            why === 'wipe' && device !== undefined
              ? wipeOrderFor(access, thumbprintOf(device), keys.current())
              : undefined;
          return { ok: false, reason: inWords(why, clock.nowMs()), order };
        }
        note('connected', judged.grant, { address });
        return { ok: true, grant: live.enliven(judged.grant, token, judgedAt) };
      },
    },
    async access() {
      await ready();
      return access;
    },
    mayRead: (grant, doc) => isKnown && mayRead(grant, doc, access),
    isRestricted: (doc) => !isKnown || access.restricted.has(doc),
    judge,
    knownDevice,
    register,
    enliven,
    keysChanged: () => void live.keysChanged(),
    attach(replica) {
      followed?.stop();
      followed = follow(replica);
      cancelSweep();
      sweep();
    },
    detach() {
      followed?.stop();
      followed = undefined;
      cancelSweep();
    },
  };
}

const tooFast = {
  ok: false,
  reason: 'too many connections, or too many that were refused; try again later',
  code: 'tooFast',
} as const;

function linkProofOf({ audience, host, nonce }: LinkChallenge) {
  return {
    purpose: 'link',
    audience: linkAudience(audience, host),
    nonce: base64urlnopad.encode(nonce),
  };
}

/** Where it is about time, the relay's own is told: people then see whose clock is wrong. */
function inWords(reason: CloseReason, nowMs: number): string {
  if (reason !== 'expired' && reason !== 'not-yet') return writeCloseReason(reason);
  return `${reason}: by the clock of this relay (${new Date(nowMs).toISOString()})`;
}
