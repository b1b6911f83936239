import type { Claims } from '@holdfast/shared/access/claims';

/** A token that says this, and that nobody signed. Seconds. */
export function tokenOf(claims: Partial<Claims>): string {
  const whole = {
    iss: 'holdfast',
    ws: 'demo',
    sub: 'ana',
    name: 'Ana',
    role: 'editor',
    kind: 'invitation',
    iat: 1000,
    exp: 100_000,
    jti: 'one',
    cnf: { jkt: jktOf(1) },
    ...claims,
  };
  const part = (value: unknown): string => encoded(new TextEncoder().encode(JSON.stringify(value)));
  return `${part({ alg: 'EdDSA' })}.${part(whole)}.${encoded(new Uint8Array(64))}`;
}

/** A thumbprint of its own for each number below 256. */
function jktOf(number: number): string {
  return encoded(new Uint8Array(32).fill(number));
}

/** A device's public key of its own for each number below 256; on no curve. */
export function keyOf(number: number) {
  return { kty: 'EC', crv: 'P-256', x: jktOf(number), y: jktOf(number) } as const;
}

function encoded(bytes: Uint8Array): string {
  const text = btoa(String.fromCharCode(...bytes));
  return text.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}
