import { type DeviceKey, deviceKeySchema, thumbprintOf } from '@holdfast/shared/access/device-key';
import { type AccessRows, openAccessRows } from './access-rows.ts';

const algorithm = { name: 'ECDSA', hash: 'SHA-256' } as const;

/** Signs as this device. The key itself never leaves the browser. */
export interface DeviceSigner {
  /** Thumbprint of the public key: what tokens are bound to. */
  readonly jkt: string;
  readonly publicKey: DeviceKey;
  /** ES256, as its two numbers one after the other (64 bytes). */
  sign(bytes: Uint8Array): Promise<Uint8Array>;
}

/** The signer over this device's key; makes the key where there is none. Rejects where there can be none. */
export async function openDeviceSigner(rows: Pick<AccessRows, 'deviceKey'>): Promise<DeviceSigner> {
  const { privateKey, publicKey } = await rows.deviceKey();
  const jwk = deviceKeySchema.parse(await crypto.subtle.exportKey('jwk', publicKey));
  return {
    jkt: thumbprintOf(jwk),
    publicKey: jwk,
    async sign(bytes) {
      // A view of shared memory cannot be signed; ours never is one, which its type does not say.
      return new Uint8Array(await crypto.subtle.sign(algorithm, privateKey, new Uint8Array(bytes)));
    },
  };
}

let opened: Promise<DeviceSigner | undefined> | undefined;

/** This browser's signer, in a tab or a worker; undefined where it can have no key: an insecure page, a browser that keeps nothing. */
export function deviceSigner(): Promise<DeviceSigner | undefined> {
  opened ??= openAccessRows()
    .then(openDeviceSigner)
    .catch(() => undefined);
  return opened;
}

/** Signs with this device's key. Rejects where it has none. */
export async function signAsDevice(bytes: Uint8Array): Promise<Uint8Array> {
  const signer = await deviceSigner();
  if (signer === undefined) throw new Error('this browser keeps no key for this page');
  return signer.sign(bytes);
}
