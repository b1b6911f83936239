import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { type Claims, tokenIssuer, tokenType } from './claims.ts';
import { type DeviceSigner, thumbprintOf } from './device-key.ts';
import { createDeviceKey, openSigner, signAcceptance } from './es256.ts';
import type { Presented } from './presented.ts';
import { type ProofOf, proofText } from './proof.ts';
import type { SignInLimits } from './sign-in-limits.ts';
import { type SigningKey, signingKeySchema } from './signing-key.ts';

/** For tests: a key that signs tokens of a workspace. */
export interface TestIssuer {
  readonly publicKey: SigningKey;
  readonly secretKey: SigningKey & { readonly d: string };
  issue(claims: Claims): Promise<string>;
}

export async function createTestIssuer(ws: string, limits?: SignInLimits): Promise<TestIssuer> {
  const { publicKey, privateKey } = await generateKeyPair('EdDSA', { extractable: true });
  const { x = '' } = await exportJWK(publicKey);
  const { d = '' } = await exportJWK(privateKey);
  const kid = thumbprintOf({ kty: 'OKP', crv: 'Ed25519', x });
  const key = signingKeySchema.parse({ kty: 'OKP', crv: 'Ed25519', x, kid, ws, limits });
  return {
    publicKey: key,
    secretKey: { ...key, d },
    issue: (claims) =>
      new SignJWT(payload(claims))
        .setProtectedHeader({ alg: 'EdDSA', kid, typ: tokenType })
        .sign(privateKey),
  };
}

/** As it is written: without what is absent. */
function payload(claims: Claims): Record<string, unknown> {
  return Object.fromEntries(Object.entries(claims).filter(([, value]) => value !== undefined));
}

export const testNowMs = Date.parse('2026-03-01T12:00:00Z');

/** Claims of Ada's, an editor with a device of her own, good for a day around `testNowMs`. */
export function testClaims(change: Partial<Claims> & Pick<Claims, 'cnf'>): Claims {
  const now = testNowMs / 1000;
  return {
    iss: tokenIssuer,
    ws: 'demo',
    sub: 'ada',
    name: 'Ada',
    role: 'editor',
    kind: 'device',
    iat: now - 3600,
    exp: now + 86_400,
    jti: 'token-1',
    ...change,
  };
}

export async function createTestDevice(): Promise<DeviceSigner & { readonly jkt: string }> {
  const signer = await openSigner(await createDeviceKey());
  return { ...signer, jkt: thumbprintOf(signer.key) };
}

/** What a device shows; with `invitation`, the key of one that accepts it. */
export async function presentedBy(
  device: DeviceSigner,
  token: string,
  proofOf: ProofOf,
  invitation?: DeviceSigner,
  atMs = testNowMs,
): Promise<Presented> {
  const { workspace, tokenId } = proofOf;
  const word = { workspace, tokenId, device: thumbprintOf(device.key), atMs };
  return {
    token,
    device: device.key,
    proof: await device.sign(proofText(proofOf)),
    acceptance: invitation ? await signAcceptance(invitation, word) : new Uint8Array(),
    label: 'a device',
  };
}
