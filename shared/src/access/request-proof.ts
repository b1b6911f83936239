import { base64urlnopad } from '@scure/base';
import { decodeUtf8, encodeUtf8 } from 'lib0/string';
import { maxTokenLength } from './claims.ts';
import { type DeviceKey, type DeviceSigner, readDeviceKey } from './device-key.ts';
import { proofText } from './proof.ts';
import { readClaims } from './claims.ts';

/** The scheme of the header `Authorization`: `Holdfast <token>`. */
const scheme = 'Holdfast';
const maxProofLength = 1024;

/** What a request is: the path is as it is asked for, with what follows a `?`. */
export interface SignedRequest {
  readonly method: string;
  readonly path: string;
  /** Host and port of the address that is asked, as in the header `Host`. */
  readonly audience: string;
}

/** Headers that say who asks, and prove it, once. `nonce`: random, in base64url. */
export async function signRequest(
  { method, path, audience }: SignedRequest,
  { signer, token }: { readonly signer: DeviceSigner; readonly token: string },
  { nowMs, nonce }: { readonly nowMs: number; readonly nonce: string },
): Promise<{ readonly authorization: string; readonly 'holdfast-proof': string }> {
  const claims = readClaims(token);
  const time = String(Math.floor(nowMs));
  const text = proofText({
    purpose: `${method} ${path}`,
    workspace: claims?.ws ?? '',
    audience,
    nonce: `${time}.${nonce}`,
    tokenId: claims?.jti ?? '',
  });
  const { kty, crv, x, y } = signer.key;
  const key = base64urlnopad.encode(encodeUtf8(JSON.stringify({ kty, crv, x, y })));
  const signature = base64urlnopad.encode(await signer.sign(text));
  return {
    authorization: `${scheme} ${token}`,
    'holdfast-proof': [key, time, nonce, signature].join('.'),
  };
}

/** What a request came with. */
export interface RequestProof {
  readonly token: string;
  readonly device: DeviceKey;
  /** Wall clock of whoever asks, ms since 1970. */
  readonly timeMs: number;
  /** As it was signed: with the time. */
  readonly nonce: string;
  readonly signature: Uint8Array;
}

/** Reads both headers; undefined where they are not there, or are something else. */
export function readRequestProof(headers: {
  readonly authorization?: string | undefined;
  readonly proof?: string | undefined;
}): RequestProof | undefined {
  const { authorization = '', proof = '' } = headers;
  if (authorization.length > maxTokenLength + 20 || proof.length > maxProofLength) return undefined;
  const token = /^Holdfast ([A-Za-z0-9_.-]+)$/.exec(authorization)?.[1];
  const parts = /^([A-Za-z0-9_-]+)\.(\d{1,15})\.([A-Za-z0-9_-]{16,64})\.([A-Za-z0-9_-]{86})$/.exec(
    proof,
  );
  if (token === undefined || parts === null) return undefined;
  const [, key = '', time = '', nonce = '', signature = ''] = parts;
  try {
    const device = readDeviceKey(decodeUtf8(base64urlnopad.decode(key)));
    if (device === undefined) return undefined;
    return {
      token,
      device,
      timeMs: Number(time),
      nonce: `${time}.${nonce}`,
      signature: base64urlnopad.decode(signature),
    };
  } catch {
    return undefined;
  }
}
