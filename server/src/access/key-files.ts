import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { exportJWK, generateKeyPair, importJWK, SignJWT } from 'jose';
import { z } from 'zod/mini';
import { type Claims, claimsSchema, tokenType } from '@holdfast/shared/access/claims';
import { bytes32Schema, thumbprintOf } from '@holdfast/shared/access/device-key';
import { signEnd } from '@holdfast/shared/access/key-end';
import { signSuccession } from '@holdfast/shared/access/key-succession';
import type { SignInLimits } from '@holdfast/shared/access/sign-in-limits';
import { type SigningKey, signingKeySchema } from '@holdfast/shared/access/signing-key';
import { makeFolder } from '../store/make-folder.ts';
import { writeWholeFile } from './private-file.ts';

export const secretEnding = '.key.json';
export const publicEnding = '.pub.json';

const secretSchema = z.intersection(signingKeySchema, z.object({ d: bytes32Schema }));
/** A key with its secret half, which never leaves the folder of whoever made it. */
export type SecretSigningKey = z.infer<typeof secretSchema>;

export async function createSigningKey(of: {
  readonly ws: string;
  readonly label: string;
  readonly nowMs: number;
  /** Of a key that lies on relays. */
  readonly limits?: SignInLimits;
  /** The key that it takes the place of, which signs it, and until when that one still counts. */
  readonly after?: SecretSigningKey;
  readonly afterUntil?: string;
}): Promise<SecretSigningKey> {
  const { privateKey } = await generateKeyPair('EdDSA', { extractable: true });
  const { x = '', d = '' } = await exportJWK(privateKey);
  const kty = 'OKP';
  const crv = 'Ed25519';
  const kid = thumbprintOf({ kty, crv, x });
  // So that devices that go by the older key take the younger one for the workspace's, too.
  const own = { kty, crv, x, d, ws: of.ws } as const;
  const follows = of.after && [
    {
      ...(await signSuccession(of.after, { ws: of.ws, kid })),
      ...(of.afterUntil === undefined ? {} : await signEnd(own, of.after, of.afterUntil)),
    },
    ...(of.after.follows ?? []).slice(0, 3),
  ];
  return secretSchema.parse({
    kty,
    crv,
    x,
    d,
    kid,
    ws: of.ws,
    ...(of.label === '' ? {} : { label: of.label }),
    created: new Date(of.nowMs).toISOString(),
    ...(of.limits === undefined ? {} : { limits: of.limits }),
    ...(follows === undefined ? {} : { follows }),
  });
}

/** Puts both halves into a folder: the secret one for its owner alone, the public one to be copied. */
export function writeSigningKey(folder: string, key: SecretSigningKey): void {
  makeFolder(folder);
  writeWholeFile(join(folder, `${key.kid}${secretEnding}`), asText(key), 'secret');
  writePublicKey(folder, signingKeySchema.parse(key));
}

/** Puts a public key into a folder: that is what trusting it is. */
export function writePublicKey(folder: string, key: SigningKey): string {
  makeFolder(folder);
  const path = join(folder, `${key.kid}${publicEnding}`);
  writeWholeFile(path, asText(key), 'public');
  return path;
}

function asText(value: unknown): string {
  return `${JSON.stringify(value, undefined, 2)}\n`;
}

export interface KeysInFolder {
  readonly trusted: readonly SigningKey[];
  /** Those that can sign here. */
  readonly secret: readonly SecretSigningKey[];
  /** What could not be read, as lines for a person. */
  readonly problems: readonly string[];
}

/** Everything of keys that lies in a folder, the newest first. Throws where there is no such folder. */
export function readKeys(folder: string): KeysInFolder {
  const trusted: SigningKey[] = [];
  const secret: SecretSigningKey[] = [];
  const problems: string[] = [];
  for (const name of readdirSync(folder).toSorted()) {
    const isSecret = name.endsWith(secretEnding);
    // Keys of devices and what others put there are none of ours.
    if (name.startsWith('device') || !(isSecret || name.endsWith(publicEnding))) continue;
    const path = join(folder, name);
    if (isSecret) {
      const read = readKeyFile(path, secretSchema);
      if (read.ok) secret.push(read.key);
      else problems.push(read.problem);
    } else {
      const read = readPublicKey(path);
      if (read.ok) trusted.push(read.key);
      else problems.push(read.problem);
    }
  }
  return { trusted: trusted.toSorted(newestFirst), secret: secret.toSorted(newestFirst), problems };
}

function newestFirst(a: SigningKey, b: SigningKey): number {
  return (b.created ?? '').localeCompare(a.created ?? '') || a.kid.localeCompare(b.kid);
}

type ReadKey<Key> =
  | { readonly ok: true; readonly key: Key }
  | { readonly ok: false; readonly problem: string };

/** The public key in a file. */
export function readPublicKey(path: string): ReadKey<SigningKey> {
  return readKeyFile(path, signingKeySchema);
}

/** A key with its secret half, in a file of its own. */
export function readSecretKey(path: string): ReadKey<SecretSigningKey> {
  return readKeyFile(path, secretSchema);
}

function readKeyFile<Key>(path: string, schema: z.core.$ZodType<Key>): ReadKey<Key> {
  try {
    const read = z.safeParse(schema, JSON.parse(readFileSync(path, 'utf8')));
    if (read.success) return { ok: true, key: read.data };
    return { ok: false, problem: `${path} holds no key that signs tokens.` };
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return { ok: false, problem: `${path} cannot be read: ${why}` };
  }
}

/** A token that says so, signed with a key of the workspace. Rejects claims that no token may make. */
export async function issueToken(claims: Claims, key: SecretSigningKey): Promise<string> {
  const { kty, crv, x, d, kid } = key;
  const signing = await importJWK({ kty, crv, x, d }, 'EdDSA');
  const written = Object.entries(claimsSchema.parse(claims)).filter(
    ([, value]) => value !== undefined,
  );
  return await new SignJWT(Object.fromEntries(written))
    .setProtectedHeader({ alg: 'EdDSA', kid, typ: tokenType })
    .sign(signing);
}
