import { readFileSync } from 'node:fs';
import { importJWK, SignJWT } from 'jose';
import { z } from 'zod/mini';
import { type Claims, tokenType } from '@holdfast/shared/access/claims';
import { bytes32Schema, jktSchema, thumbprintOf } from '@holdfast/shared/access/device-key';
import { type SignInLimits, signInLimitsSchema } from '@holdfast/shared/access/sign-in-limits';
import { type WorkspaceName, workspaceNameSchema } from '@holdfast/shared/protocol/names';
import { createSeal, type Seal } from './sealed.ts';

/** The key that signs for one workspace what comes of signing in. */
export interface SignInKey {
  readonly workspace: WorkspaceName;
  readonly kid: string;
  readonly limits: SignInLimits;
  sign(claims: Claims): Promise<string>;
  readonly seal: Seal;
}

/** The key cannot be read, or is none for signing in. The message is for a person. */
export class SignInKeyError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'SignInKeyError';
  }
}

const fileSchema = z.object({
  kty: z.literal('OKP'),
  crv: z.literal('Ed25519'),
  x: bytes32Schema,
  d: bytes32Schema,
  kid: jktSchema,
  ws: workspaceNameSchema,
  limits: z.optional(signInLimitsSchema),
});

/** @throws SignInKeyError */
export function readSignInKey(path: string): SignInKey {
  const read = fileSchema.safeParse(jsonOf(path));
  if (!read.success)
    throw new SignInKeyError(`${path} holds no private key of a workspace (holdfast keys create).`);
  const { limits, kid, ws: workspace, kty, crv, x, d } = read.data;
  if (thumbprintOf({ kty, crv, x }) !== kid)
    throw new SignInKeyError(`${path} was changed: its id does not fit the key.`);
  // A key without limits would let whoever takes this machine over make admins of every workspace's relays.
  if (limits === undefined)
    throw new SignInKeyError(
      `${path} is a key for everything, which no relay should have. Make one with: holdfast keys create --for sign-in`,
    );
  const secret = importJWK({ kty, crv, x, d }, 'EdDSA');
  return {
    workspace,
    kid,
    limits,
    sign: async (claims) =>
      await new SignJWT(written(claims))
        .setProtectedHeader({ alg: 'EdDSA', kid, typ: tokenType })
        .sign(await secret),
    seal: createSeal(Buffer.from(d, 'base64url'), 'holdfast-sign-in-renewal-1'),
  };
}

/** As it is written: without what is absent. */
function written(claims: Claims): Record<string, unknown> {
  return Object.fromEntries(Object.entries(claims).filter(([, value]) => value !== undefined));
}

function jsonOf(path: string): unknown {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new SignInKeyError(`Cannot read the key for signing in: ${why}`, { cause: error });
  }
  try {
    const value: unknown = JSON.parse(text);
    return value;
  } catch {
    return undefined;
  }
}
