import { base64urlnopad } from '@scure/base';
import { concatBytes } from '@noble/hashes/utils.js';
import { CompactSign, compactVerify, importJWK } from 'jose';
import { encodeUtf8 } from 'lib0/string';
import { z } from 'zod/mini';
import { readClaims, readPart } from './claims.ts';
import { jktSchema, thumbprintOf } from './device-key.ts';
import { type SigningKey, signingKeySchema } from './signing-key.ts';

/**
 * Devices remember the key of a workspace that stands behind what they accepted. Another one takes
 * its place only where the one before has signed it, as `holdfast keys rotate` lets it. This is the
 * public key and those words, oldest last, as an invitation carries them.
 */
const keyBytes = 32;
const signatureBytes = 64;
const stepBytes = keyBytes + signatureBytes;
/** More keys than so many before are not carried along. */
const mostSteps = 4;

/** What an older key signs to name the one that follows it: as a JWS, of which only the signature is kept. */
function successionText(workspace: string, kid: string): Uint8Array {
  return encodeUtf8(['holdfast-key-1', workspace, kid].join('\n'));
}

const header = { alg: 'EdDSA' } as const;

/** Lets an older key name the one that follows it. */
export async function signSuccession(
  older: Pick<SigningKey, 'kty' | 'crv' | 'x'> & { readonly d: string },
  younger: Pick<SigningKey, 'ws' | 'kid'>,
): Promise<{ readonly x: string; readonly signature: string }> {
  const { kty, crv, x, d } = older;
  const signing = await importJWK({ kty, crv, x, d }, header.alg);
  const signed = new CompactSign(successionText(younger.ws, younger.kid));
  const jws = await signed.setProtectedHeader(header).sign(signing);
  return { x, signature: jws.slice(jws.lastIndexOf('.') + 1) };
}

/** A key and what speaks for it. */
export function writeRoot({ x, follows = [] }: Pick<SigningKey, 'x' | 'follows'>): string {
  const parts = [x, ...follows.slice(0, mostSteps).flatMap((step) => [step.x, step.signature])];
  return base64urlnopad.encode(concatBytes(...parts.map((part) => base64urlnopad.decode(part))));
}

const toldSchema = z.object({ keys: z.array(z.unknown()) });

/**
 * Of the keys that a relay tells, the one behind a token, as invitations carry it. Nobody has to be
 * believed for that: the token names its key by the thumbprint.
 */
export function rootAmong(told: unknown, token: string, via?: string): string | undefined {
  const kid = rootKeyId(token, via);
  for (const one of toldSchema.safeParse(told).data?.keys ?? []) {
    const key = signingKeySchema.safeParse(one).data;
    if (key !== undefined && key.kid === kid) return writeRoot(key);
  }
  return undefined;
}

interface Root {
  readonly key: SigningKey;
  /** Each signed the key before it in the list, the first one `key`. */
  readonly steps: readonly { readonly key: SigningKey; readonly signature: Uint8Array }[];
}

/** Undefined where that is none. */
export function readRoot(text: string, workspace: string): Root | undefined {
  try {
    const bytes = base64urlnopad.decode(text);
    if (bytes.length < keyBytes || (bytes.length - keyBytes) % stepBytes !== 0) return undefined;
    const steps: { key: SigningKey; signature: Uint8Array }[] = [];
    for (let at = keyBytes; at < bytes.length; at += stepBytes) {
      steps.push({
        key: keyOf(bytes.subarray(at, at + keyBytes), workspace),
        signature: bytes.subarray(at + keyBytes, at + stepBytes),
      });
    }
    return { key: keyOf(bytes.subarray(0, keyBytes), workspace), steps };
  } catch {
    return undefined;
  }
}

function keyOf(bytes: Uint8Array, ws: string): SigningKey {
  const jwk = { kty: 'OKP', crv: 'Ed25519', x: base64urlnopad.encode(bytes) } as const;
  return { ...jwk, kid: thumbprintOf(jwk), ws };
}

/** Does the key hang on `anchor`, the thumbprint of one that was trusted before: itself, or by its signatures? */
export async function hangsOn({ key, steps }: Root, anchor: string): Promise<boolean> {
  let signed = key;
  if (signed.kid === anchor) return true;
  for (const { key: older, signature } of steps.slice(0, mostSteps)) {
    if (!(await isSucceeded(older, signed, signature))) return false;
    if (older.kid === anchor) return true;
    signed = older;
  }
  return false;
}

async function isSucceeded(
  older: SigningKey,
  younger: SigningKey,
  signature: Uint8Array,
): Promise<boolean> {
  try {
    const { kty, crv, x } = older;
    const signed = [encodeUtf8(JSON.stringify(header)), successionText(younger.ws, younger.kid)];
    const jws = [...signed, signature].map((part) => base64urlnopad.encode(part)).join('.');
    await compactVerify(jws, await importJWK({ kty, crv, x }, header.alg), {
      algorithms: [header.alg],
    });
    return true;
  } catch {
    return false;
  }
}

/** Thumbprint of the key of the workspace that signed a token, or the one that it was issued with. Not checked. */
export function rootKeyId(token: string, via: string | undefined): string | undefined {
  return z.object({ kid: jktSchema }).safeParse(readPart(via ?? token, 0)).data?.kid;
}

/**
 * The same, where it is the workspace's own. Behind whoever signed in stands a key that a relay signs
 * with for that, and behind those whom they let in as well: it says nothing of other relays.
 */
export function workspaceKeyId(token: string): string | undefined {
  const claims = readClaims(token);
  const issuer = claims?.via === undefined ? claims : readClaims(claims.via);
  return issuer?.kind === 'sign-in' ? undefined : rootKeyId(token, claims?.via);
}
