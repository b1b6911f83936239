import { createECDH } from 'node:crypto';
import { base64urlnopad } from '@scure/base';
import { readClaims } from '@holdfast/shared/access/claims';
import { type PrivateDeviceKey, privateDeviceKeySchema } from '@holdfast/shared/access/device-key';
import { openSigner } from '@holdfast/shared/access/es256';
import { type Presented } from '@holdfast/shared/access/presented';
import { type ProofOf, proofText } from '@holdfast/shared/access/proof';
import { may } from '@holdfast/shared/access/permissions';
import { isPersonRole } from '@holdfast/shared/access/roles';

/** A token of a machine and the private key that it is bound to, together: for tools that cannot sign. */
export interface Bearer {
  readonly token: string;
  readonly secret: PrivateDeviceKey;
}

/**
 * Reads `Authorization: Bearer <token>~<d>`, or the same as the password of `Basic`. `d` is the
 * private part of the token's key, so that the token alone, which is no secret, is of no use. Only
 * what tools send or fetch is let in so, never a person.
 */
export function readBearer(authorization: string | undefined): Bearer | undefined {
  const text = bearerText(authorization ?? '');
  const [token = '', d = ''] = text.split('~');
  const claims = readClaims(token);
  if (claims === undefined || isPersonRole(claims.role) || may(claims.role, 'replicate'))
    return undefined;
  try {
    const ecdh = createECDH('prime256v1');
    ecdh.setPrivateKey(base64urlnopad.decode(d));
    const point = ecdh.getPublicKey();
    const x = base64urlnopad.encode(point.subarray(1, 33));
    const y = base64urlnopad.encode(point.subarray(33));
    const secret = privateDeviceKeySchema.safeParse({ kty: 'EC', crv: 'P-256', x, y, d });
    return secret.success ? { token, secret: secret.data } : undefined;
  } catch {
    return undefined;
  }
}

/** The same as if the tool had signed. */
export async function presentBearer(
  { token, secret }: Bearer,
  proofOf: Omit<ProofOf, 'tokenId'>,
): Promise<Presented> {
  const signer = await openSigner(secret);
  const proof = await signer.sign(proofText({ ...proofOf, tokenId: readClaims(token)?.jti ?? '' }));
  return { token, device: signer.key, proof, acceptance: new Uint8Array(), label: '' };
}

function bearerText(authorization: string): string {
  const bearer = /^Bearer ([A-Za-z0-9_.~-]+)$/.exec(authorization)?.[1];
  if (bearer !== undefined) return bearer;
  const basic = /^Basic ([A-Za-z0-9+/=]+)$/.exec(authorization)?.[1];
  if (basic === undefined) return '';
  const pair = Buffer.from(basic, 'base64').toString('utf8');
  return pair.slice(pair.indexOf(':') + 1);
}
