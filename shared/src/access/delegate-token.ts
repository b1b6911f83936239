import { base64urlnopad } from '@scure/base';
import { encodeUtf8 } from 'lib0/string';
import { type Claims, claimsSchema, tokenType } from './claims.ts';
import { type DeviceSigner, thumbprintOf } from './device-key.ts';

/**
 * A token that an admin's device issues by itself, without a key of the workspace. `via` is the
 * token of that device. Rejects claims that no token may make.
 */
export async function delegateToken(
  claims: Omit<Claims, 'via'>,
  via: string,
  issuer: DeviceSigner,
): Promise<string> {
  const header = { alg: 'ES256', kid: thumbprintOf(issuer.key), typ: tokenType };
  const body = claimsSchema.parse({ ...claims, via });
  const signed = [header, body]
    .map((part) => base64urlnopad.encode(encodeUtf8(JSON.stringify(part))))
    .join('.');
  return `${signed}.${base64urlnopad.encode(await issuer.sign(signed))}`;
}
