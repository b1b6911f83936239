import { join } from 'node:path';
import { base64urlnopad } from '@scure/base';
import type { Logger } from 'pino';
import { type CloseReason, writeCloseReason } from '@holdfast/shared/access/close-reason';
import type { Grant } from '@holdfast/shared/access/grant';
import { readClaims } from '@holdfast/shared/access/claims';
import { readRequestProof } from '@holdfast/shared/access/request-proof';
import { may, type Operation } from '@holdfast/shared/access/permissions';
import type { Judged } from '@holdfast/shared/access/presented';
import type { SigningKey } from '@holdfast/shared/access/signing-key';
import type { WorkspaceName } from '@holdfast/shared/protocol/names';
import type { Random } from '@holdfast/shared/replica/ports';
import type { Replica } from '@holdfast/shared/replica/replica-api';
import type { NodeClock } from '../relay/node-clock.ts';
import { makeFolder } from '../store/make-folder.ts';
import { type AuditLog, openAuditLog } from './audit-log.ts';
import { presentBearer, readBearer } from './bearer.ts';
import { createKnocks } from './knocks.ts';
import type { LiveGrant } from './live-grants.ts';
import type { OwnHosts } from './own-hosts.ts';
import { openRegisterNotes } from './register-notes.ts';
import { createRequestCheck, type TooMany } from './request-check.ts';
import { createTickets } from './tickets.ts';
import { createTokenUses } from './token-uses.ts';
import { openTrustedKeys } from './trusted-keys.ts';
import { createWorkspaceGate, type WorkspaceGate } from './workspace-gate.ts';

/** Who asks over HTTP, as far as it matters. */
export interface AskedRequest {
  readonly method: string;
  readonly path: string;
  readonly authorization: string | undefined;
  readonly proof: string | undefined;
  readonly host: string;
  readonly address: string;
}

export type HttpJudgement =
  | { readonly ok: true; readonly grant: Grant; readonly workspace: WorkspaceName }
  | { readonly ok: false; readonly status: 401 | 403 | 429; readonly reason: string };

/** All that a relay with keys needs to let the right ones in. */
export interface RelayAccess {
  readonly audit: AuditLog;
  /** Whether any key signs for it: others are nobody's here, and nothing is opened for them. */
  knows(workspace: WorkspaceName): boolean;
  /** The public keys that sign for it. */
  keysOf(workspace: WorkspaceName): readonly SigningKey[];
  gate(workspace: WorkspaceName): WorkspaceGate;
  attach(workspace: WorkspaceName, replica: Replica): void;
  detach(workspace: WorkspaceName): void;
  /** `workspace`: absent where the token's own is meant. */
  judgeRequest(
    request: AskedRequest,
    need: Operation,
    workspace?: WorkspaceName,
  ): Promise<HttpJudgement>;
  refused(
    way: 'http' | 'sync',
    workspace: WorkspaceName,
    reason: CloseReason,
    address: string,
  ): void;
  /** For a socket that cannot sign; undefined while too many are out. */
  issueTicket(workspace: WorkspaceName, grant: Grant, token: string): string | undefined;
  /** What whoever comes with that ticket may do; else why not. */
  takeTicket(
    workspace: WorkspaceName,
    ticket: string | undefined,
    address: string,
  ): Promise<LiveGrant | { readonly refused: CloseReason }>;
  close(): void;
}

export interface RelayAccessDeps {
  /** Folder of public keys. */
  readonly keys: string;
  readonly data: string;
  readonly relayName: string;
  readonly hosts: OwnHosts;
  readonly isOpen: (workspace: WorkspaceName) => boolean;
  readonly clock: NodeClock;
  readonly random: Random;
  readonly log: Logger;
}

/** @throws KeysFolderError where the folder cannot be read. */
export function openRelayAccess(deps: RelayAccessDeps): RelayAccess {
  const { clock, random, log, hosts } = deps;
  const keys = openTrustedKeys(deps.keys);
  // The first of all that is written there.
  makeFolder(deps.data, true);
  const folder = join(deps.data, 'audit');
  const audit = openAuditLog({
    folder,
    relay: deps.relayName,
    nowMs: clock.nowMs,
  });
  const knocks = createKnocks(clock.monotonicMs);
  const check = createRequestCheck({ ...clock, mayEnter: knocks.mayEnter });
  const uses = createTokenUses(clock.monotonicMs);
  const tickets = createTickets({ monotonicMs: clock.monotonicMs, random });
  /** The tokens that tickets were given for, as long as the grant is kept. */
  const tokens = new WeakMap<Grant, string>();
  const gates = new Map<WorkspaceName, WorkspaceGate>();
  const tellProblems = (): void => {
    for (const problem of keys.problems()) log.warn({ problem }, 'a key cannot be used');
  };
  tellProblems();
  keys.onChange(() => {
    const count = keys.current().size;
    if (count === 0) log.error('no key is left in the folder of keys: nobody is let in');
    else log.info({ keys: count }, 'the keys have changed');
    tellProblems();
    for (const gate of gates.values()) gate.keysChanged();
  });

  function gate(workspace: WorkspaceName): WorkspaceGate {
    const known = gates.get(workspace);
    if (known !== undefined) return known;
    const notes = openRegisterNotes({
      path: join(folder, `noted-${workspace}.json`),
      ...{ workspace, audit },
    });
    const made = createWorkspaceGate({ workspace, keys, clock, audit, notes, knocks, hosts });
    gates.set(workspace, made);
    return made;
  }

  function keysOf(workspace: WorkspaceName): readonly SigningKey[] {
    return [...keys.current().values()].filter(({ ws }) => ws === workspace);
  }

  function knows(workspace: WorkspaceName): boolean {
    return keysOf(workspace).length > 0;
  }

  function refused(
    way: 'http' | 'sync',
    workspace: WorkspaceName,
    reason: CloseReason,
    address: string,
    knownDevice?: string,
  ): void {
    knocks.refused(address, knownDevice);
    audit.note({
      ...{ what: 'refused', way, reason, address },
      workspace: knows(workspace) ? workspace : '',
    });
  }

  function noteConnected(
    way: 'http' | 'sync',
    workspace: WorkspaceName,
    { person, role, kind, tokenId, device }: Grant,
    address: string,
  ): void {
    const who = { person, role, kind, tokenId, device };
    audit.note({ what: 'connected', way, workspace, ...who, address });
  }

  async function judgeBearer(
    request: AskedRequest,
    workspace: WorkspaceName,
    need: Operation,
  ): Promise<Judged | TooMany | undefined> {
    const bearer = readBearer(request.authorization);
    if (bearer === undefined) return undefined;
    const nonce = base64urlnopad.encode(random.bytes(16));
    const proofOf = { purpose: 'bearer', audience: request.host, nonce };
    const presented = await presentBearer(bearer, { ...proofOf, workspace });
    return gate(workspace).judge(presented, proofOf, need);
  }

  async function judge(
    request: AskedRequest,
    workspace: WorkspaceName,
    need: Operation,
  ): Promise<Judged | TooMany> {
    const byBearer = await judgeBearer(request, workspace, need);
    if (byBearer !== undefined) return byBearer;
    const { method, path, authorization, proof, host, address } = request;
    const audiences = hosts.audiences(host, address);
    const access = await gate(workspace).access();
    const asked = { method, path, authorization, proof, audiences, workspace, access };
    const judged = await check({ ...asked, keys: keys.current() });
    if (!judged.ok) {
      // It may have been signed for the name that was asked: then that has to be made known.
      const isOther = judged.reason === 'bad-signature' && !hosts.isOwn(host, address);
      return isOther ? { ok: false, reason: 'other-relay' } : judged;
    }
    // Whoever is refused is not written down as somebody who came.
    if (!may(judged.grant.role, need)) return { ok: false, reason: 'not-for-this' };
    const reason = await gate(workspace).register(judged);
    return reason === undefined ? judged : { ok: false, reason };
  }

  return {
    audit,
    knows,
    keysOf,
    gate,
    attach: (workspace, replica) => gate(workspace).attach(replica),
    detach: (workspace) => gates.get(workspace)?.detach(),
    async judgeRequest(request, need, asked) {
      const { address } = request;
      const shown = workspaceOf(request.authorization);
      const workspace = asked ?? shown;
      // What shows no token costs nothing to refuse, and any page on the web can make a browser send it.
      if (workspace === undefined || shown === undefined) {
        if (workspace !== undefined && knows(workspace))
          audit.note({ what: 'refused', way: 'http', workspace, reason: 'no-key', address });
        return nothingShown;
      }
      const known = gates.get(workspace)?.knownDevice(readRequestProof(request)?.device);
      if (knocks.isTooMany(address, known)) return tooMany;
      const no = (reason: CloseReason, status: 401 | 403): HttpJudgement => {
        refused('http', workspace, reason, address, known);
        return { ok: false, status, reason: writeCloseReason(reason) };
      };
      if (!knows(workspace) || !deps.isOpen(workspace)) {
        // Whoever has no key is not told what there is.
        return no('unknown-key', 401);
      }
      const judged = await judge(request, workspace, need);
      if (!judged.ok) {
        if (judged.reason === 'too-many') return tooMany;
        return no(judged.reason, judged.reason === 'not-for-this' ? 403 : 401);
      }
      if (uses.isFirst(judged.grant, address))
        noteConnected('http', workspace, judged.grant, address);
      return { ok: true, grant: judged.grant, workspace };
    },
    refused,
    issueTicket(workspace, grant, token) {
      const ticket = tickets.issue(workspace, grant);
      if (ticket !== undefined) tokens.set(grant, token);
      return ticket;
    },
    async takeTicket(workspace, ticket, address) {
      const grant = ticket === undefined ? undefined : tickets.take(workspace, ticket);
      const token = grant && tokens.get(grant);
      if (grant === undefined || token === undefined) {
        const reason = ticket === undefined ? 'no-key' : 'replayed';
        refused('sync', workspace, reason, address);
        return { refused: reason };
      }
      // What was shown for it may have ended since.
      const entered = await gate(workspace).enliven(grant, token);
      if (typeof entered === 'string') {
        refused('sync', workspace, entered, address);
        return { refused: entered };
      }
      noteConnected('sync', workspace, grant, address);
      return entered;
    },
    close() {
      for (const one of gates.values()) one.detach();
      keys.close();
      audit.close();
    },
  };
}

const tooMany: HttpJudgement = {
  ok: false,
  status: 429,
  reason: 'Too many requests, or too many that were refused. Try again later.',
};

const nothingShown: HttpJudgement = {
  ok: false,
  status: 401,
  reason: writeCloseReason('no-key'),
};

/** The workspace that a request's token is for, unverified. */
function workspaceOf(authorization: string | undefined): WorkspaceName | undefined {
  const text = authorization ?? '';
  const token = readBearer(text)?.token ?? /^Holdfast (\S+)$/.exec(text)?.[1];
  return token === undefined ? undefined : readClaims(token)?.ws;
}
