import { base64urlnopad } from '@scure/base';
import { CompactSign, compactVerify, generateKeyPair, importJWK } from 'jose';
import { encodeUtf8 } from 'lib0/string';
import { thumbprintOf } from './device-key.ts';
import { hangsOn, readRoot, writeRoot } from './key-succession.ts';
import type { SigningKey, TrustedKeys } from './signing-key.ts';

/**
 * A key that took another's place signs until when the other one still counts. A device that goes by
 * the younger one takes relays for genuine by that word which have nothing by it yet.
 */
function endText(workspace: string, kid: string, until: string): Uint8Array {
  return encodeUtf8(['holdfast-key-end-1', workspace, kid, until].join('\n'));
}

const header = { alg: 'EdDSA' } as const;

/** Whether keys of workspaces can be checked here: older browsers know no Ed25519. */
export async function canCheckKeys(): Promise<boolean> {
  try {
    await generateKeyPair('EdDSA');
    return true;
  } catch {
    return false;
  }
}

/** Lets a younger key say until when the one before it counts. */
export async function signEnd(
  younger: Pick<SigningKey, 'kty' | 'crv' | 'x' | 'ws'> & { readonly d: string },
  older: Pick<SigningKey, 'kid'>,
  until: string,
): Promise<{ readonly until: string; readonly end: string }> {
  const { kty, crv, x, d, ws } = younger;
  const jws = await new CompactSign(endText(ws, older.kid, until))
    .setProtectedHeader(header)
    .sign(await importJWK({ kty, crv, x, d }, header.alg));
  return { until, end: jws.slice(jws.lastIndexOf('.') + 1) };
}

/**
 * Those of `told`, and of what they say of the keys before them, that a device may go by which goes by
 * the key of the thumbprint `anchor`: that one, those that it named, and those that they let go on.
 */
export async function keysBy(anchor: string, told: readonly SigningKey[]): Promise<TrustedKeys> {
  const trusted = new Map<string, SigningKey>();
  for (const key of told) {
    // What a relay signs with is none of the workspace's own.
    if (key.limits !== undefined) continue;
    const root = readRoot(writeRoot(key), key.ws);
    if (root !== undefined && (await hangsOn(root, anchor))) trusted.set(key.kid, key);
  }
  // Each may say so of one before it, which may say so in its turn.
  for (const younger of trusted.values()) {
    const older = await keyBefore(younger);
    if (older === undefined || trusted.has(older.kid)) continue;
    const itself = told.find(({ kid }) => kid === older.kid);
    const follows = itself?.follows;
    trusted.set(older.kid, { ...older, ...(follows === undefined ? {} : { follows }) });
  }
  return trusted;
}

/**
 * The youngest of keys that a device may go by which took the place of `anchor`, each with a word of
 * until when the one before counts: to go by that one leaves nobody out, and lets the old one end.
 */
export async function youngestAfter(anchor: string, keys: TrustedKeys): Promise<string> {
  let youngest = anchor;
  for (let steps = 0; steps < keys.size; steps += 1) {
    for (const key of keys.values()) {
      if ((await keyBefore(key))?.kid === youngest) youngest = key.kid;
    }
  }
  return youngest;
}

/** The key before this one, with the end that this one gave it. */
async function keyBefore(younger: SigningKey): Promise<SigningKey | undefined> {
  const [step] = younger.follows ?? [];
  if (step?.until === undefined || step.end === undefined) return undefined;
  const jwk = { kty: 'OKP', crv: 'Ed25519', x: step.x } as const;
  const older = { ...jwk, kid: thumbprintOf(jwk), ws: younger.ws, until: step.until };
  const signed = [encodeUtf8(JSON.stringify(header)), endText(older.ws, older.kid, older.until)];
  const parts = signed.map((part) => base64urlnopad.encode(part));
  try {
    const { kty, crv, x } = younger;
    await compactVerify([...parts, step.end].join('.'), await importJWK({ kty, crv, x }, 'EdDSA'), {
      algorithms: [header.alg],
    });
    return older;
  } catch {
    return undefined;
  }
}
