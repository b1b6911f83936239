import { base64, base64urlnopad } from '@scure/base';
import type { Passkey } from './lock-record.ts';

/** What came of asking for a passkey. `unable`: it has no secret to give. */
export type PasskeyAnswer =
  | {
      readonly kind: 'answered';
      readonly passkey: Pick<Passkey, 'credential' | 'salt'>;
      /** 32 bytes, the same each time it is asked of the same salt, and known to nobody else. */
      readonly secret: Uint8Array;
    }
  | { readonly kind: 'cancelled' | 'unable' }
  | { readonly kind: 'failed'; readonly problem: string };

const randomBytes = (length: number): Uint8Array<ArrayBuffer> =>
  crypto.getRandomValues(new Uint8Array(length));

const saltBytes = 32;
/** ES256 and RS256, which all authenticators together know. Nothing is ever signed for anybody. */
const algorithms = [-7, -257];

/** Passkeys belong to names: a page at a bare address can have none. */
function isAtAddress(host: string): boolean {
  return host.startsWith('[') || /^[\d.]+$/u.test(host);
}

/** Whether this browser may have passkeys that give secrets, as far as it says. */
export async function mayHavePasskeys(): Promise<boolean> {
  if (!('PublicKeyCredential' in window) || isAtAddress(location.hostname)) return false;
  if (!('getClientCapabilities' in PublicKeyCredential)) return true;
  const abilities = await PublicKeyCredential.getClientCapabilities().catch(() => undefined);
  return abilities?.['extension:prf'] !== false;
}

/**
 * Makes a passkey for this page and asks it for its secret: the extension `prf` of WebAuthn Level 3.
 * Nothing of it leaves the device, and no server checks it. Never rejects.
 *
 * @param label what the device's own dialogs call it
 */
export function createPasskey(label: string): Promise<PasskeyAnswer> {
  const salt = randomBytes(saltBytes);
  return attempt(async () => {
    const made = await navigator.credentials.create({
      publicKey: {
        rp: { name: 'Holdfast' },
        user: { id: randomBytes(16), name: label, displayName: label },
        challenge: randomBytes(32),
        pubKeyCredParams: algorithms.map((alg) => ({ type: 'public-key', alg })),
        authenticatorSelection: { userVerification: 'required', residentKey: 'discouraged' },
        extensions: { prf: { eval: { first: salt } } },
      },
    });
    if (!(made instanceof PublicKeyCredential)) return { kind: 'cancelled' };
    const passkey = { credential: made.id, salt: base64.encode(salt) };
    const { prf } = made.getClientExtensionResults();
    const secret = secretIn(prf?.results?.first);
    if (secret !== undefined) return { kind: 'answered', passkey, secret };
    // Some give it only when they are asked the next time.
    return prf?.enabled === true ? askPasskey([passkey]) : { kind: 'unable' };
  });
}

/** Asks for one of these passkeys, whichever is at hand, and for its secret. Never rejects. */
export function askPasskey(
  passkeys: readonly Pick<Passkey, 'credential' | 'salt'>[],
): Promise<PasskeyAnswer> {
  return attempt(async () => {
    const salts = passkeys.map(({ credential, salt }): [string, { first: BufferSource }] => [
      credential,
      { first: new Uint8Array(base64.decode(salt)) },
    ]);
    const got = await navigator.credentials.get({
      publicKey: {
        challenge: randomBytes(32),
        allowCredentials: passkeys.map(({ credential }) => ({
          type: 'public-key',
          id: new Uint8Array(base64urlnopad.decode(credential)),
        })),
        userVerification: 'required',
        extensions: { prf: { evalByCredential: Object.fromEntries(salts) } },
      },
    });
    if (!(got instanceof PublicKeyCredential)) return { kind: 'cancelled' };
    const passkey = passkeys.find(({ credential }) => credential === got.id);
    const secret = secretIn(got.getClientExtensionResults().prf?.results?.first);
    if (passkey === undefined || secret === undefined) return { kind: 'unable' };
    return { kind: 'answered', passkey, secret };
  });
}

async function attempt(ask: () => Promise<PasskeyAnswer>): Promise<PasskeyAnswer> {
  try {
    return await ask();
  } catch (error) {
    // So browsers say that somebody closed their dialog, or did not answer it.
    if (error instanceof DOMException && error.name === 'NotAllowedError')
      return { kind: 'cancelled' };
    return { kind: 'failed', problem: error instanceof Error ? error.message : String(error) };
  }
}

function secretIn(answer: BufferSource | undefined): Uint8Array | undefined {
  if (answer === undefined) return undefined;
  return ArrayBuffer.isView(answer)
    ? new Uint8Array(answer.buffer, answer.byteOffset, answer.byteLength)
    : new Uint8Array(answer);
}
