import { base64urlnopad } from '@scure/base';
import { concatBytes } from '@noble/hashes/utils.js';
import { encodeUtf8 } from 'lib0/string';
import {
  type DeviceKey,
  deviceKeySchema,
  type DeviceSigner,
  type PrivateDeviceKey,
  privateDeviceKeySchema,
  thumbprintOf,
} from './device-key.ts';
import { acceptanceText } from './proof.ts';

/** What is used of Web Crypto. Browsers and Node have it; this code is typed for neither. */
interface WebCrypto {
  readonly subtle: {
    importKey(
      format: 'jwk',
      key: DeviceKey,
      algorithm: typeof curve,
      extractable: boolean,
      uses: readonly ('sign' | 'verify')[],
    ): Promise<WebKey>;
    exportKey(format: 'jwk', key: WebKey): Promise<unknown>;
    generateKey(
      algorithm: typeof curve,
      extractable: true,
      uses: readonly ('sign' | 'verify')[],
    ): Promise<{ readonly privateKey: WebKey }>;
    sign(algorithm: typeof hashed, key: WebKey, data: Uint8Array): Promise<ArrayBuffer>;
    verify(
      algorithm: typeof hashed,
      key: WebKey,
      signature: Uint8Array,
      data: Uint8Array,
    ): Promise<boolean>;
  };
}
interface WebKey {
  readonly type: string;
}
declare const crypto: WebCrypto;

const curve = { name: 'ECDSA', namedCurve: 'P-256' } as const;
const hashed = { name: 'ECDSA', hash: 'SHA-256' } as const;
const signatureBytes = 64;
const acceptanceBytes = 65 + signatureBytes + 8;

/** Did the key sign this text? False, too, for keys that are none. */
export async function isSignedBy(
  key: DeviceKey,
  text: string,
  signature: Uint8Array,
): Promise<boolean> {
  if (signature.length !== signatureBytes) return false;
  try {
    const { kty, crv, x, y } = key;
    const imported = await crypto.subtle.importKey('jwk', { kty, crv, x, y }, curve, false, [
      'verify',
    ]);
    return await crypto.subtle.verify(hashed, imported, signature, encodeUtf8(text));
  } catch {
    // Two numbers that are no point of the curve.
    return false;
  }
}

/** A new key whose secret part can be kept in a file or written into a link. */
export async function createDeviceKey(): Promise<PrivateDeviceKey> {
  const { privateKey } = await crypto.subtle.generateKey(curve, true, ['sign', 'verify']);
  return privateDeviceKeySchema.parse(await crypto.subtle.exportKey('jwk', privateKey));
}

/** Signs with a key whose secret part is at hand. Rejects when that is no key. */
export async function openSigner(secret: PrivateDeviceKey): Promise<DeviceSigner> {
  const { kty, crv, x, y, d } = secret;
  const whole = { kty, crv, x, y, d };
  const imported = await crypto.subtle.importKey('jwk', whole, curve, false, ['sign']);
  return {
    key: { kty, crv, x, y },
    sign: async (text) =>
      new Uint8Array(await crypto.subtle.sign(hashed, imported, encodeUtf8(text))),
  };
}

/**
 * An invitation's word for a device: its own public key (65 bytes, uncompressed), since the token
 * has only the thumbprint of that, its signature, and the moment (8 bytes) that it signed, too.
 */
export async function signAcceptance(
  invitation: DeviceSigner,
  acceptance: Parameters<typeof acceptanceText>[0],
): Promise<Uint8Array> {
  const { x, y } = invitation.key;
  const signature = await invitation.sign(acceptanceText(acceptance));
  return concatBytes(
    new Uint8Array([uncompressed]),
    base64urlnopad.decode(x),
    base64urlnopad.decode(y),
    signature,
    timeBytes(acceptance.atMs),
  );
}

/** The moment that an acceptance names, which its signature holds; undefined for what is none. */
export function acceptedAtMs(bytes: Uint8Array): number | undefined {
  if (bytes.length !== acceptanceBytes) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset + acceptanceBytes - 8, 8);
  const atMs = Number(view.getBigUint64(0));
  return Number.isSafeInteger(atMs) ? atMs : undefined;
}

function timeBytes(atMs: number): Uint8Array {
  const bytes = new Uint8Array(8);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(atMs));
  return bytes;
}

/** Did the key with this thumbprint, an invitation's, accept this device? */
export async function isAcceptance(
  bytes: Uint8Array,
  jkt: string,
  acceptance: Omit<Parameters<typeof acceptanceText>[0], 'atMs'>,
): Promise<boolean> {
  const atMs = acceptedAtMs(bytes);
  if (atMs === undefined || bytes[0] !== uncompressed) return false;
  const key = deviceKeySchema.parse({
    kty: 'EC',
    crv: 'P-256',
    x: base64urlnopad.encode(bytes.subarray(1, 33)),
    y: base64urlnopad.encode(bytes.subarray(33, 65)),
  });
  if (thumbprintOf(key) !== jkt) return false;
  return await isSignedBy(
    key,
    acceptanceText({ ...acceptance, atMs }),
    bytes.subarray(65, 65 + signatureBytes),
  );
}

const uncompressed = 4;
