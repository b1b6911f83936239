import { appendRuleOf, guardRuleOf } from '@holdfast/shared/access/append-rules';
import { checkToken, isTrusted } from '@holdfast/shared/access/check-token';
import { type Claims, readClaims } from '@holdfast/shared/access/claims';
import { type CloseReason, writeCloseReason } from '@holdfast/shared/access/close-reason';
import { type Grant, mayRead, mayWrite } from '@holdfast/shared/access/grant';
import { calledAs } from '@holdfast/shared/access/owned-label';
import { type Namesakes, namesakesIn, nameWithId } from '@holdfast/shared/access/namesakes';
import { may } from '@holdfast/shared/access/permissions';
import { revocationOf } from '@holdfast/shared/access/revocation';
import type { TrustedKeys } from '@holdfast/shared/access/signing-key';
import type { WorkspaceAccess } from '@holdfast/shared/access/workspace-access';
import { wipeOrderFor, workspaceKeyOf } from '@holdfast/shared/access/wipe-order';
import type { GrantNews, LinkGrant } from '@holdfast/shared/replica/link-access';

/** As much as clocks may differ, as with tokens that are shown. */
const leewayMs = 60_000;

/** What one open connection may do, as long as it may. */
export interface LiveGrant extends LinkGrant {
  readonly grant: Grant;
}

export interface LiveGrants {
  /** Counts what who may do what depends on: note it before judging, for `enliven`. */
  version(): number;
  /**
   * What `grant` allows from now on, under the token that it was given for. Where anything has changed
   * since `judgedAt`, it is judged again as soon as it is watched.
   */
  enliven(grant: Grant, token: string, judgedAt: number): LiveGrant;
  /** The workspace says something else of who may do what. Those who are cut off hear it at once. */
  accessChanged(access: WorkspaceAccess): void;
  /** Other keys are trusted now. */
  keysChanged(): Promise<void>;
  /** Call now and then: ends what is over. */
  sweep(): void;
}

export interface LiveGrantsDeps {
  readonly workspace: string;
  readonly keys: () => TrustedKeys;
  readonly nowMs: () => number;
  /** A connection was cut off. */
  readonly onEnded: (grant: Grant, reason: CloseReason) => void;
}

interface Live {
  readonly grant: Grant;
  readonly token: string;
  readonly claims: Claims | undefined;
  /** Of the admin's token that it was issued with. */
  readonly issuer: Claims | undefined;
  /** Of the workspace's key that all of it hangs on. */
  readonly kid: string | undefined;
  readonly listeners: Set<(news: GrantNews) => void>;
}

/** The grants of all open connections of a workspace. */
export function createLiveGrants(deps: LiveGrantsDeps, first: WorkspaceAccess): LiveGrants {
  const open = new Set<Live>();
  let access = first;
  let version = 0;
  let told: { readonly of: WorkspaceAccess; readonly namesakes: Namesakes } | undefined;

  function namesakes(): Namesakes {
    if (told?.of !== access) told = { of: access, namesakes: namesakesIn(access) };
    return told.namesakes;
  }

  function end(live: Live, reason: CloseReason): void {
    if (!open.delete(live)) return;
    deps.onEnded(live.grant, reason);
    const order =
      reason === 'wipe' ? wipeOrderFor(access, live.grant.device, deps.keys()) : undefined;
    const news = { kind: 'ended', reason: writeCloseReason(reason), order } as const;
    for (const listener of [...live.listeners]) listener(news);
  }

  /** Looks at everything again, the signatures too. */
  async function judgeWhole(live: Live, checks: Map<string, ReturnType<typeof checkToken>>) {
    const { token, grant } = live;
    const before = version;
    const check =
      checks.get(token) ??
      checkToken({
        ...{ token, access, workspace: deps.workspace },
        keys: deps.keys(),
        nowMs: deps.nowMs(),
      });
    checks.set(token, check);
    const checked = await check;
    if (!checked.ok) end(live, checked.reason);
    else if (checked.boundTo !== grant.device) end(live, 'other-device');
    // What came meanwhile was told to those who were open then, and this one may not have been.
    else if (before !== version && open.has(live)) await judgeWhole(live, new Map());
  }

  /** What has changed since a connection was judged did not reach it before it was watched. */
  function judgeLate(live: Live, judgedAt: number): void {
    if (judgedAt === version) return;
    const reason = cutOff(live);
    if (reason === undefined) void judgeWhole(live, new Map());
    else end(live, reason);
  }

  /** Without signatures: there may be thousands. */
  function cutOff({ claims, issuer, grant }: Live): CloseReason | undefined {
    if (claims === undefined) return 'bad-signature';
    const own = cutOffBy(access, claims, [claims.cnf.jkt, grant.device]);
    if (own !== undefined || issuer === undefined) return own;
    const device = access.accepted.get(issuer.jti)?.jkt ?? issuer.cnf.jkt;
    return cutOffBy(access, issuer, [issuer.cnf.jkt, device]);
  }

  function isBoundAnew({ grant, issuer }: Live, before: WorkspaceAccess): boolean {
    return [grant.tokenId, issuer?.jti ?? grant.tokenId].some(
      (id) => before.accepted.get(id)?.jkt !== access.accepted.get(id)?.jkt,
    );
  }

  return {
    version: () => version,
    enliven(grant, token, judgedAt) {
      const claims = readClaims(token);
      const issuer = claims?.via === undefined ? undefined : readClaims(claims.via);
      const kid = workspaceKeyOf(token);
      const live: Live = { grant, token, claims, issuer, kid, listeners: new Set() };
      return {
        grant,
        role: may(grant.role, 'replicate') ? 'peer' : 'person',
        person: grant.person,
        get name() {
          const name = calledAs(grant, access.accepted.get(grant.tokenId)?.label ?? '');
          return nameWithId(name, namesakes().idBeside(name, grant.person));
        },
        device: grant.device,
        mayRead: (doc) => mayRead(grant, doc, access),
        mayWrite(doc) {
          const right = mayWrite(grant, doc, access);
          return right === 'append' ? appendRuleOf(doc, grant.device) : right;
        },
        guard: (doc) => guardRuleOf(doc, grant),
        hides: (path) => isAtRestricted(path, access),
        told() {
          const withheld = [...access.restricted.keys()].filter(
            (doc) => !mayRead({ ...grant, docs: undefined }, doc, access),
          );
          const docs = grant.docs === undefined ? undefined : ['workspace', ...grant.docs];
          return { claims: JSON.stringify(grant), docs, withheld };
        },
        watch(listener) {
          live.listeners.add(listener);
          if (!open.has(live)) {
            open.add(live);
            judgeLate(live, judgedAt);
          }
          return () => {
            live.listeners.delete(listener);
            if (live.listeners.size === 0) open.delete(live);
          };
        },
      };
    },
    accessChanged(next) {
      const before = access;
      access = next;
      version += 1;
      const isOtherScope =
        JSON.stringify([...before.restricted]) !== JSON.stringify([...next.restricted]);
      const checks = new Map<string, ReturnType<typeof checkToken>>();
      for (const live of [...open]) {
        const reason = cutOff(live);
        if (reason !== undefined) {
          end(live, reason);
          continue;
        }
        if (isBoundAnew(live, before)) void judgeWhole(live, checks);
        if (isOtherScope) for (const listener of live.listeners) listener({ kind: 'changed' });
      }
    },
    async keysChanged() {
      version += 1;
      const checks = new Map<string, ReturnType<typeof checkToken>>();
      await Promise.all([...open].map((live) => judgeWhole(live, checks)));
    },
    sweep() {
      const nowMs = deps.nowMs();
      const trusted = new Set(
        [...deps.keys().values()]
          .filter((key) => isTrusted(key, deps.workspace, nowMs))
          .map(({ kid }) => kid),
      );
      for (const live of [...open]) {
        if (live.grant.expiresAtMs <= nowMs - leewayMs) end(live, 'expired');
        // A key is retired at its time without anything else changing.
        else if (live.kid === undefined || !trusted.has(live.kid)) end(live, 'unknown-key');
      }
    },
  };
}

/** Whether a path of the app leads to a document that is for some people only: they are seen in there by each other. */
function isAtRestricted(path: string, { restricted }: WorkspaceAccess): boolean {
  return [...restricted.keys()].some((doc) => path.includes(doc.slice(doc.indexOf(':') + 1)));
}

function cutOffBy(
  access: WorkspaceAccess,
  claims: Claims,
  devices: readonly string[],
): CloseReason | undefined {
  const found = devices.flatMap((jkt) => revocationOf(access, { ...claims, jkt }) ?? []);
  if (found.length === 0) return undefined;
  return found.some(({ wipe }) => wipe) ? 'wipe' : 'revoked';
}
