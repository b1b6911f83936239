import { createHash, randomBytes } from 'node:crypto';
import type { Logger } from 'pino';
import { z } from 'zod/mini';
import { type Claims, subjectSchema, tokenIssuer } from '@holdfast/shared/access/claims';
import type { CloseReason } from '@holdfast/shared/access/close-reason';
import { type DeviceKey, thumbprintOf } from '@holdfast/shared/access/device-key';
import { isSignedBy } from '@holdfast/shared/access/es256';
import { proofText } from '@holdfast/shared/access/proof';
import { personRoles } from '@holdfast/shared/access/roles';
import type { SignInLimits } from '@holdfast/shared/access/sign-in-limits';
import type { WorkspaceAccess } from '@holdfast/shared/access/workspace-access';
import type { WorkspaceName } from '@holdfast/shared/protocol/names';
import type { AuditEvent, AuditLog } from '../access/audit-log.ts';
import type { Provider, ProviderFailure, SignedIn, UnderWay } from './provider.ts';
import { type KnownPerson, personOf, type PersonRead, type RoleRules } from './roles-file.ts';
import type { SignInKey } from './sign-in-key.ts';
import { createSignInsUnderWay } from './under-way.ts';

export interface SignInDeps {
  readonly provider: Provider;
  readonly rules: RoleRules;
  /** How long a sign-in goes on without the provider; undefined: as the workspace says. */
  readonly graceHours: number | undefined;
  /** Undefined for a workspace that nobody can sign in to here. */
  readonly key: (workspace: WorkspaceName) => SignInKey | undefined;
  /** Undefined as long as the workspace is not here. */
  readonly access: (workspace: WorkspaceName) => Promise<WorkspaceAccess | undefined>;
  readonly clock: { nowMs(): number; monotonicMs(): number };
  /** Absent at a relay without keys. */
  readonly audit: Pick<AuditLog, 'note'> | undefined;
  readonly log: Logger;
}

/** Whoever asks, from which page. */
export interface AskedBy {
  readonly workspace: WorkspaceName;
  /** Origin of the page, which is the relay's own. */
  readonly origin: string;
  readonly device: DeviceKey;
}

export type SignInRefusal =
  | 'no-workspace'
  | 'provider-unreachable'
  | 'provider-refused'
  | 'provider-wrong'
  | 'begin-again'
  | 'bad-proof'
  | Extract<PersonRead, { ok: false }>['why']
  | Extract<CloseReason, 'revoked'>;

export type SignInAnswer<T> =
  | ({ readonly ok: true } & T)
  | { readonly ok: false; readonly why: SignInRefusal };

export interface Issued {
  readonly token: string;
  /** Hours from now until it ends. */
  readonly graceHours: number;
  /** What to come with for the next token; absent where the provider does not let the relay ask again. */
  readonly renewal?: string | undefined;
}

export interface SignIn {
  /** How long a sign-in to this workspace goes on without the provider; undefined where nobody can sign in to it. */
  graceHours(workspace: WorkspaceName): Promise<number | undefined>;
  /** @param address of the network, whose sign-ins under way are counted */
  begin(
    by: AskedBy,
    address: string,
  ): Promise<SignInAnswer<{ readonly address: string; readonly state: string }>>;
  finish(
    by: AskedBy,
    came: { readonly state: string; readonly query: string; readonly proof: Uint8Array },
  ): Promise<SignInAnswer<Issued>>;
  renew(
    by: AskedBy,
    came: { readonly renewal: string; readonly timeMs: number; readonly proof: Uint8Array },
  ): Promise<SignInAnswer<Issued>>;
}

/** As long as a person may take at the provider. */
const underWayLimits = { lifeMs: 10 * 60_000, total: 5000, perAddress: 50 };
/** A proof for a renewal is not older, nor from further ahead. */
const proofLifeMs = 60_000;

/** Where the provider sends the browser back to: a page of the app. */
const signedInPath = '/signed-in';

const renewalSchema = z.object({
  refreshToken: z.string(),
  subject: z.string(),
  sub: subjectSchema,
});

interface Begun {
  readonly underWay: UnderWay;
  readonly workspace: WorkspaceName;
  readonly jkt: string;
}

/**
 * Signing in with the company's provider as one way to get a token. It is bound to the key of the
 * device that began, which has to prove it has that key when it comes back: neither the address that
 * the provider sends the browser to, nor the one it begins at, helps anybody else.
 */
export function createSignIn(deps: SignInDeps): SignIn {
  const { provider, rules, graceHours, clock, log } = deps;
  const underWay = createSignInsUnderWay<Begun>(underWayLimits, clock.monotonicMs);

  function failed({ kind, why }: ProviderFailure): { ok: false; why: SignInRefusal } {
    if (kind !== 'refused') log.warn({ why }, 'the sign-in provider did not answer as it should');
    return { ok: false, why: `provider-${kind}` };
  }

  function note(
    workspace: WorkspaceName,
    device: DeviceKey,
    event: Omit<AuditEvent, 'way' | 'workspace' | 'device'>,
  ): void {
    deps.audit?.note({ ...event, way: 'sign-in', workspace, device: thumbprintOf(device) });
  }

  async function issue(
    { workspace, device }: AskedBy,
    signedIn: SignedIn,
    before: string | undefined,
  ): Promise<SignInAnswer<Issued>> {
    const read = personOf(signedIn.claims, rules);
    if (!read.ok) {
      note(workspace, device, { what: 'refused', reason: 'not-for-this' });
      return read;
    }
    const { person } = read;
    // Whose account was given to somebody else there, is not that person here.
    if (before !== undefined && person.sub !== before) return { ok: false, why: 'begin-again' };
    const key = deps.key(workspace);
    const access = await deps.access(workspace);
    if (key === undefined || access === undefined) return { ok: false, why: 'no-workspace' };
    const jkt = thumbprintOf(device);
    const lifeS = lifeOf(key.limits, access);
    const claims = claimsFor(workspace, person, jkt, key.limits, lifeS);
    const { jti, sub } = claims;
    const cutOff = [`person:${sub}`, `device:${jkt}`, `token:${jti}`];
    // Only an admin takes that back: the provider may not have heard of it.
    const about = { person: sub, role: claims.role, kind: claims.kind, tokenId: jti };
    if (cutOff.some((one) => access.revoked.has(one))) {
      note(workspace, device, { what: 'refused', reason: 'revoked', ...about });
      return { ok: false, why: 'revoked' };
    }
    const token = await key.sign(claims);
    note(workspace, device, { what: 'issued', ...about });
    const { refreshToken, subject } = signedIn;
    const renewal =
      refreshToken === undefined
        ? undefined
        : key.seal.close(JSON.stringify({ refreshToken, subject, sub }), jkt);
    log.info({ workspace, role: claims.role }, 'token issued to somebody who signed in');
    return { ok: true, token, graceHours: lifeS / 3600, renewal };
  }

  function lifeOf({ longestLifeS }: SignInLimits, { settings }: WorkspaceAccess): number {
    return Math.min((graceHours ?? settings.graceDays * 24) * 3600, longestLifeS);
  }

  /** What other relays take of this key at most is what it signs at most. */
  function claimsFor(
    workspace: WorkspaceName,
    { sub, name, role }: KnownPerson,
    jkt: string,
    { highestRole }: SignInLimits,
    lifeS: number,
  ): Claims {
    const iat = Math.floor(clock.nowMs() / 1000);
    const highest = personRoles.indexOf(highestRole);
    const givenRole = personRoles[Math.min(personRoles.indexOf(role), highest)] ?? 'viewer';
    return {
      iss: tokenIssuer,
      ws: workspace,
      sub,
      name,
      role: givenRole,
      kind: 'sign-in',
      iat,
      exp: iat + lifeS,
      // Signing in again on the same device is the same access again: the workspace has one line of it.
      jti: digest(['sign-in', workspace, sub, name, givenRole, jkt].join('\n')),
      cnf: { jkt },
    };
  }

  return {
    async graceHours(workspace) {
      const key = deps.key(workspace);
      const access = key && (await deps.access(workspace));
      return key && access && lifeOf(key.limits, access) / 3600;
    },
    async begin({ workspace, origin, device }, address) {
      if (deps.key(workspace) === undefined) return { ok: false, why: 'no-workspace' };
      const begun: Begun = {
        workspace,
        jkt: thumbprintOf(device),
        underWay: {
          redirect: `${origin}${signedInPath}`,
          state: randomText(),
          nonce: randomText(),
          verifier: randomText(),
        },
      };
      const at = await provider.begin(begun.underWay);
      if (!at.ok) return failed(at);
      const { state } = begun.underWay;
      underWay.add(state, address, begun);
      return { ok: true, address: at.address, state };
    },
    async finish(by, { state, query, proof }) {
      const begun = underWay.take(state);
      if (begun === undefined || begun.workspace !== by.workspace)
        return { ok: false, why: 'begin-again' };
      const { origin, device, workspace } = by;
      const text = proofText({
        purpose: 'sign-in',
        workspace,
        audience: origin,
        nonce: state,
        tokenId: query,
      });
      const isSame =
        begun.jkt === thumbprintOf(device) &&
        begun.underWay.redirect === `${origin}${signedInPath}`;
      if (!isSame || !(await isSignedBy(device, text, proof)))
        return { ok: false, why: 'bad-proof' };
      const signedIn = await provider.finish(begun.underWay, new URLSearchParams(query));
      return signedIn.ok ? await issue(by, signedIn, undefined) : failed(signedIn);
    },
    async renew(by, { renewal, timeMs, proof }) {
      const { workspace, origin, device } = by;
      const text = proofText({
        purpose: 'sign-in-renew',
        workspace,
        audience: origin,
        nonce: digest(renewal),
        tokenId: String(timeMs),
      });
      const isNow = Math.abs(clock.nowMs() - timeMs) <= proofLifeMs;
      if (!isNow || !(await isSignedBy(device, text, proof)))
        return { ok: false, why: 'bad-proof' };
      const opened = deps.key(workspace)?.seal.open(renewal, thumbprintOf(device));
      // Sealed by another relay, or with a key that was replaced since.
      if (opened === undefined) return { ok: false, why: 'begin-again' };
      const { sub, ...of } = renewalSchema.parse(JSON.parse(opened));
      const signedIn = await provider.refresh(of);
      return signedIn.ok ? await issue(by, signedIn, sub) : failed(signedIn);
    },
  };
}

/** 256 bits: nobody guesses it. */
function randomText(): string {
  return randomBytes(32).toString('base64url');
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('base64url');
}
