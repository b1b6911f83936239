import { base64urlnopad } from '@scure/base';
import { z } from 'zod/mini';
import { checkToken } from './check-token.ts';
import { maxTokenLength, readClaims, readPart, tokenIdSchema } from './claims.ts';
import { deviceKeySchema, type DeviceSigner, jktSchema, thumbprintOf } from './device-key.ts';
import { isSignedBy } from './es256.ts';
import { revocationOf } from './revocation.ts';
import { signingKeySchema, type TrustedKeys } from './signing-key.ts';
import { type AcceptedDevice, noAccess, type WorkspaceAccess } from './workspace-access.ts';

/**
 * The order to a device to delete its copy. A relay hands it on, and cannot make one up: it is
 * signed by an admin's device, comes with that admin's token, and the device takes that token only
 * where the same key of the workspace signed it that signed (or stands behind) its own.
 */

const tokenSchema = z.string().check(z.maxLength(maxTokenLength));
const acceptedSchema = z.object({
  id: tokenIdSchema,
  token: tokenSchema,
  device: deviceKeySchema,
  acceptance: z.optional(z.string().check(z.maxLength(400))),
  atMs: z.number(),
});
const orderSchema = z.object({
  /** Thumbprint of the device that is to obey. */
  device: jktSchema,
  atMs: z.number().check(z.gte(0)),
  token: tokenSchema,
  /** What the workspace says of the admin's token and, where another admin issued that, of that one's. */
  accepted: z.array(acceptedSchema).check(z.maxLength(2)),
  signature: z.string().check(z.regex(/^[A-Za-z0-9_-]{86}$/u)),
});
/** As a relay hands it on: with the public key of the workspace, which devices do not have. */
const sentSchema = z.object({ order: orderSchema, key: signingKeySchema });

interface WipeOf {
  readonly workspace: string;
  /** Thumbprint of the device's key. */
  readonly device: string;
  /** Wall clock, ms since 1970. */
  readonly atMs: number;
}

function orderText({ workspace, device, atMs }: WipeOf): string {
  return ['holdfast-wipe-1', workspace, device, String(atMs)].join('\n');
}

/**
 * Writes the order, for the `order` of a revocation of that device at the same moment.
 *
 * @param by the admin's token, and the device that it is bound to
 */
export async function writeWipeOrder(
  wipe: WipeOf,
  by: { readonly token: string; readonly signer: Pick<DeviceSigner, 'sign'> },
  access: Pick<WorkspaceAccess, 'accepted'>,
): Promise<string> {
  const claims = readClaims(by.token);
  const issuer = claims?.via === undefined ? undefined : readClaims(claims.via);
  const accepted = [claims?.jti, issuer?.jti].flatMap((id = '') => {
    const one = access.accepted.get(id);
    if (one === undefined) return [];
    const { token, device, acceptance, atMs } = one;
    return [{ id, token, device, ...(acceptance === undefined ? {} : { acceptance }), atMs }];
  });
  const signature = base64urlnopad.encode(await by.signer.sign(orderText(wipe)));
  const { device, atMs } = wipe;
  return JSON.stringify({ device, atMs, token: by.token, accepted, signature });
}

/**
 * What a relay hands on to a device that is to delete its copy; undefined where nobody ordered that in
 * a form it could obey, or whoever did was cut off since.
 */
export function wipeOrderFor(
  access: Pick<WorkspaceAccess, 'revoked' | 'accepted'>,
  device: string,
  keys: TrustedKeys,
): string | undefined {
  const revocation = access.revoked.get(`device:${device}`);
  const order = revocation?.wipe === true ? readJson(revocation.order) : undefined;
  const read = orderSchema.safeParse(order);
  if (read.success && isAuthorCutOff(read.data.token, access)) return undefined;
  const key = read.success ? keys.get(workspaceKeyOf(read.data.token) ?? '') : undefined;
  return key === undefined ? undefined : JSON.stringify({ order, key });
}

function isAuthorCutOff(
  token: string,
  access: Pick<WorkspaceAccess, 'revoked' | 'accepted'>,
): boolean {
  const claims = readClaims(token);
  if (claims === undefined) return true;
  const issuer = claims.via === undefined ? undefined : readClaims(claims.via);
  return [claims, issuer].some((one) => {
    if (one === undefined) return false;
    const jkt = access.accepted.get(one.jti)?.jkt ?? one.cnf.jkt;
    return revocationOf(access, { ...one, jkt }) !== undefined;
  });
}

/** Orders are obeyed for so long, and clocks may differ by so much. */
const longestMs = 90 * 86_400_000;
const leewayMs = 60_000;

/** An order that is to be obeyed. */
export interface GenuineOrder {
  /** Name of the admin. */
  readonly by: string;
  /** Wall clock, ms since 1970. */
  readonly atMs: number;
}

/**
 * Is what a relay handed on an order to this device, given by an admin? Undefined where it is not.
 * Orders from before this device got its present token were about an earlier one.
 *
 * Who signed in with a provider obeys none: the key behind that lies on a relay, so whoever has taken
 * over that relay could make up an order, and what such a key may sign at most is told by nobody but
 * the relay that hands it on.
 *
 * @param token the device's own
 */
export async function checkWipeOrder(
  sent: string,
  {
    workspace,
    device,
    token,
    nowMs,
  }: {
    readonly workspace: string;
    readonly device: string;
    readonly token: string;
    /** Wall clock, ms since 1970. */
    readonly nowMs: number;
  },
): Promise<GenuineOrder | undefined> {
  const read = sentSchema.safeParse(readJson(sent));
  const own = readClaims(token);
  if (!read.success || own === undefined) return undefined;
  const { order, key } = read.data;
  if (order.device !== device || key.kid !== workspaceKeyOf(token)) return undefined;
  const root = readClaims(own.via ?? token);
  if (root === undefined || root.kind === 'sign-in' || key.limits !== undefined) return undefined;
  if (order.atMs < own.iat * 1000) return undefined;
  if (order.atMs > nowMs + leewayMs || order.atMs < nowMs - longestMs) return undefined;
  const accepted = new Map(
    order.accepted.map(({ id, ...one }): [string, AcceptedDevice] => [
      id,
      { ...one, jkt: thumbprintOf(one.device), label: '' },
    ]),
  );
  const checked = await checkToken({
    token: order.token,
    keys: new Map([[key.kid, key]]),
    workspace,
    nowMs: order.atMs,
    access: { ...noAccess, accepted },
  });
  if (!checked.ok) return undefined;
  const { claims } = checked;
  const isAdmin = claims.role === 'admin' && claims.docs === undefined;
  // What is unsealed for an emergency lets people in, and is not to take their copies.
  if (!isAdmin || claims.kind === 'break-glass') return undefined;
  const signer = accepted.get(claims.jti);
  if (signer === undefined || signer.jkt !== checked.boundTo) return undefined;
  const text = orderText({ workspace, device, atMs: order.atMs });
  const isSigned = await isSignedBy(
    signer.device,
    text,
    base64urlnopad.decode(order.signature),
  ).catch(() => false);
  return isSigned ? { by: claims.name, atMs: order.atMs } : undefined;
}

/** The key of the workspace that signed a token, or the one that it was issued with. */
export function workspaceKeyOf(token: string): string | undefined {
  const root = readClaims(token)?.via ?? token;
  return z.object({ kid: jktSchema }).safeParse(readPart(root, 0)).data?.kid;
}

function readJson(text: string | undefined): unknown {
  try {
    const value: unknown = JSON.parse(text ?? '');
    return value;
  } catch {
    return undefined;
  }
}
