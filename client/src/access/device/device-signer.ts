import {
  deviceKeySchema,
  type DeviceSigner as Signer,
  thumbprintOf,
} from '@holdfast/shared/access/device-key';
import { type AccessRows, openAccessRows } from './access-rows.ts';

const algorithm = { name: 'ECDSA', hash: 'SHA-256' } as const;

/** Signs as this device. The key itself never leaves the browser. */
export interface DeviceSigner extends Signer {
  /** Thumbprint of the public key: what tokens are bound to. */
  readonly jkt: string;
}

/** The signer over this device's key; makes the key where there is none. Rejects where there can be none. */
export async function openDeviceSigner(rows: Pick<AccessRows, 'deviceKey'>): Promise<DeviceSigner> {
  const { privateKey, publicKey } = await rows.deviceKey();
  const key = deviceKeySchema.parse(await crypto.subtle.exportKey('jwk', publicKey));
  return {
    jkt: thumbprintOf(key),
    key,
    async sign(text) {
      const bytes = new TextEncoder().encode(text);
      return new Uint8Array(await crypto.subtle.sign(algorithm, privateKey, bytes));
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
