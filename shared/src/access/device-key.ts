import { sha256 } from '@noble/hashes/sha2.js';
import { base64urlnopad } from '@scure/base';
import { encodeUtf8 } from 'lib0/string';
import { z } from 'zod/mini';

/** 32 bytes in base64url. The last of 43 characters holds four bits, so only some can stand there. */
const bytes32 = /^[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]$/;
export const bytes32Schema = z.string().check(z.regex(bytes32));

/** The thumbprint of a key (RFC 7638, SHA-256). */
export const jktSchema = z.string().check(z.regex(bytes32));

/** The public key of a device, as a JSON Web Key. */
export const deviceKeySchema = z.object({
  kty: z.literal('EC'),
  crv: z.literal('P-256'),
  x: bytes32Schema,
  y: bytes32Schema,
});
export type DeviceKey = z.infer<typeof deviceKeySchema>;

/** The same with its secret part, where a key is kept in a file or travels with an invitation. */
export const privateDeviceKeySchema = z.extend(deviceKeySchema, { d: bytes32Schema });
export type PrivateDeviceKey = z.infer<typeof privateDeviceKeySchema>;

/** A key that signs, wherever its secret part is kept. */
export interface DeviceSigner {
  readonly key: DeviceKey;
  /** ES256 over the text's UTF-8 bytes: 64 bytes, r and s (IEEE P1363). */
  sign(text: string): Promise<Uint8Array>;
}

/** The public key in a JSON text; undefined for anything else. */
export function readDeviceKey(json: string): DeviceKey | undefined {
  if (json.length > 2000) return undefined;
  try {
    return deviceKeySchema.safeParse(JSON.parse(json)).data;
  } catch {
    return undefined;
  }
}

type ThumbprintKey =
  | Pick<DeviceKey, 'kty' | 'crv' | 'x' | 'y'>
  | { readonly kty: 'OKP'; readonly crv: 'Ed25519'; readonly x: string };

/** The thumbprint of a public key (RFC 7638): what tokens and registers call it by. */
export function thumbprintOf(key: ThumbprintKey): string {
  const { kty, crv, x } = key;
  // The members that count, in the order of their names.
  const canonical = key.kty === 'EC' ? { crv, kty, x, y: key.y } : { crv, kty, x };
  return base64urlnopad.encode(sha256(encodeUtf8(JSON.stringify(canonical))));
}
