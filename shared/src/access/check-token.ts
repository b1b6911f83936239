import { base64urlnopad } from '@scure/base';
import { compactVerify, importJWK } from 'jose';
import { z } from 'zod/mini';
import { type Claims, isAcceptable, readClaims, readPart, tokenType } from './claims.ts';
import type { CloseReason } from './close-reason.ts';
import { type DeviceKey, jktSchema } from './device-key.ts';
import { acceptedAtMs, isAcceptance } from './es256.ts';
import { exceedsLimits, isWithinRole } from './sign-in-limits.ts';
import { revocationOf } from './revocation.ts';
import type { SigningKey, TrustedKeys } from './signing-key.ts';
import type { AcceptedDevice, WorkspaceAccess } from './workspace-access.ts';

export interface TokenCheck {
  readonly token: string;
  readonly keys: TrustedKeys;
  readonly workspace: string;
  /** Wall clock, ms since 1970. */
  readonly nowMs: number;
  readonly access: WorkspaceAccess;
}

export type CheckedToken =
  | {
      readonly ok: true;
      readonly claims: Claims;
      /** Thumbprint of the key that whoever comes with it has to prove. */
      readonly boundTo: string;
      /** The device that has it; absent as long as none came. */
      readonly accepted?: AcceptedDevice | undefined;
      /** Wall clock, ms since 1970. */
      readonly expiresAtMs: number;
      /** When its issuer's own access ends, and all that it issued. */
      readonly issuerEndsAtMs?: number | undefined;
      /** Claims of the admin's token that it was issued with; absent where a key of the workspace signed. */
      readonly issuedBy?: Claims | undefined;
    }
  | { readonly ok: false; readonly reason: CloseReason };

/** Clocks may differ by so much. */
export const leewayMs = 60_000;
/** An admin's device issues for at most 400 days. */
export const longestDelegatedSeconds = 400 * 86_400;

const headerSchema = z.object({
  alg: z.enum(['EdDSA', 'ES256']),
  kid: jktSchema,
  typ: z.literal(tokenType),
});

/**
 * Is this token good here and now? It is judged by what is at hand alone: the keys that are trusted
 * and what the workspace says. Whether whoever comes with it has the key is another question.
 */
export async function checkToken(check: TokenCheck): Promise<CheckedToken> {
  return await judge(check, check.nowMs, true);
}

/** @param atMs when it has to be good: now, or for an issuer's, when it issued */
async function judge(
  check: TokenCheck,
  atMs: number,
  mayBeDelegated: boolean,
): Promise<CheckedToken> {
  const { token, keys, workspace, nowMs, access } = check;
  const header = headerSchema.safeParse(readPart(token, 0)).data;
  const claims = readClaims(token);
  if (header === undefined || claims === undefined) return refused('bad-signature');
  if (claims.ws !== workspace) return refused('wrong-workspace');

  let issuedBy: Claims | undefined;
  let issuerEndsAtMs: number | undefined;
  if (header.alg === 'EdDSA') {
    // With two issuers it would be unclear by whose end it ends.
    if (claims.via !== undefined) return refused('bad-signature');
    const key = keys.get(header.kid);
    if (key === undefined || !isTrusted(key, workspace, nowMs)) return refused('unknown-key');
    if (!(await isSigned(token, key, 'EdDSA'))) return refused('bad-signature');
    if (key.limits !== undefined && exceedsLimits(claims, key.limits))
      return refused('not-for-this');
  } else {
    if (!mayBeDelegated || claims.via === undefined) return refused('not-for-this');
    const issuer = await judge({ ...check, token: claims.via }, claims.iat * 1000, false);
    if (!issuer.ok) return issuer;
    const refusal =
      (await refusedIssuer(issuer, header.kid, token)) ?? beyondIssuer(claims, claims.via, keys);
    if (refusal !== undefined) return refused(refusal);
    issuedBy = issuer.claims;
    issuerEndsAtMs = await endNow(check, issuer);
    if (claims.exp - claims.iat + (claims.life ?? 0) > longestDelegatedSeconds) {
      return refused('not-for-this');
    }
  }

  const accepted = await acceptedDevice(claims, access);
  const boundTo = accepted?.jkt ?? claims.cnf.jkt;
  const cutOff =
    revocationOf(access, { ...claims, jkt: claims.cnf.jkt }) ??
    revocationOf(access, { ...claims, jkt: boundTo });
  if (cutOff !== undefined) return refused(cutOff.wipe ? 'wipe' : 'revoked');
  const begins = Math.max(claims.nbf ?? 0, claims.iat) * 1000;
  if (atMs + leewayMs < begins) return refused('not-yet');
  const expiresAtMs = Math.min(endOf(claims, accepted), issuerEndsAtMs ?? Infinity);
  if (atMs - leewayMs >= expiresAtMs) return refused('expired');
  return { ok: true, claims, boundTo, accepted, expiresAtMs, issuerEndsAtMs, issuedBy };
}

function refused(reason: CloseReason): CheckedToken {
  return { ok: false, reason };
}

/** Is the key one of this workspace, and not retired? */
export function isTrusted({ ws, until }: SigningKey, workspace: string, nowMs: number): boolean {
  return ws === workspace && (until === undefined || nowMs < Date.parse(until));
}

async function isSigned(
  token: string,
  key: SigningKey | DeviceKey,
  algorithm: 'EdDSA' | 'ES256',
): Promise<boolean> {
  try {
    await compactVerify(token, await importJWK(key, algorithm), { algorithms: [algorithm] });
    return true;
  } catch {
    // Whatever is wrong with it, there is nothing else to do.
    return false;
  }
}

/** Why this issuer cannot have issued the token; undefined where it did. */
async function refusedIssuer(
  { claims, accepted }: CheckedToken & { readonly ok: true },
  kid: string,
  token: string,
): Promise<CloseReason | undefined> {
  // What is unsealed for an emergency must not leave behind access that outlives it.
  const isAdmin = claims.role === 'admin' && claims.docs === undefined;
  if (!isAdmin || claims.kind === 'break-glass') return 'not-for-this';
  if (accepted === undefined || accepted.jkt !== kid) return 'unknown-key';
  return (await isSigned(token, accepted.device, 'ES256')) ? undefined : 'bad-signature';
}

/** Relays are made with a key of the workspace, and nobody hands on more than their own key may give. */
function beyondIssuer({ role }: Claims, via: string, keys: TrustedKeys): CloseReason | undefined {
  const { data: header } = headerSchema.safeParse(readPart(via, 0));
  const limits = keys.get(header?.kid ?? '')?.limits;
  const isBeyond = role === 'peer' || (limits !== undefined && !isWithinRole(role, limits));
  return isBeyond ? 'not-for-this' : undefined;
}

/**
 * When an issuer's own access ends as it is now: a sign-in that was renewed since goes on under the
 * same id, and the workspace has its newest token.
 */
async function endNow(
  check: TokenCheck,
  { claims, accepted, expiresAtMs }: CheckedToken & { readonly ok: true },
): Promise<number> {
  const token = accepted?.token;
  if (claims.kind !== 'sign-in' || token === undefined || token === check.token) return expiresAtMs;
  const newest = readClaims(token);
  if (newest?.jti !== claims.jti || newest.sub !== claims.sub || newest.kind !== 'sign-in')
    return expiresAtMs;
  const renewed = await judge({ ...check, token }, check.nowMs, false);
  const isAdmin =
    renewed.ok && renewed.claims.role === 'admin' && renewed.claims.docs === undefined;
  return isAdmin ? Math.max(expiresAtMs, renewed.expiresAtMs) : expiresAtMs;
}

/** The device that the workspace says has it; undefined where nothing proves that. */
export async function acceptedDevice(
  claims: Claims,
  access: Pick<WorkspaceAccess, 'accepted'>,
): Promise<AcceptedDevice | undefined> {
  const accepted = access.accepted.get(claims.jti);
  if (accepted === undefined) return undefined;
  const { jkt, acceptance = '' } = accepted;
  if (!isAcceptable(claims.kind)) return jkt === claims.cnf.jkt ? accepted : undefined;
  const { ws: workspace, jti: tokenId } = claims;
  const bytes = decoded(acceptance);
  const isProven = await isAcceptance(bytes, claims.cnf.jkt, { workspace, tokenId, device: jkt });
  return isProven ? accepted : undefined;
}

function decoded(text: string): Uint8Array {
  try {
    return base64urlnopad.decode(text);
  } catch {
    return new Uint8Array();
  }
}

/** When it ends, ms since 1970. What was accepted lives from the moment that the invitation's key signed. */
export function endOf(
  { exp, life }: Pick<Claims, 'exp' | 'life'>,
  accepted: Pick<AcceptedDevice, 'atMs' | 'acceptance'> | undefined,
): number {
  const endMs = exp * 1000;
  if (accepted === undefined || life === undefined) return endMs;
  const beganMs = acceptedAtMs(decoded(accepted.acceptance ?? '')) ?? accepted.atMs;
  return Math.min(beganMs, endMs) + life * 1000;
}
