import { deviceKeySchema, thumbprintOf } from '@holdfast/shared/access/device-key';
import { acceptDevice } from '@holdfast/shared/access/workspace-access';
import type { Page } from '@playwright/test';
import { changeWorkspace, tokenOf } from './registered.ts';

const daySeconds = 86_400;

/**
 * Makes this browser one that relays let in as an admin's: with a key of its own, a token, and its
 * register. The page must not have opened the app yet. What relays check of that is tested elsewhere.
 */
export async function becomeAdmin(
  page: Page,
  relay: { readonly url: string; readonly address: string },
): Promise<void> {
  await page.goto(`${relay.url}/livez`);
  const device = deviceKeySchema.parse(await page.evaluate(makeKey));
  const iat = Math.floor(Date.now() / 1000) - 30 * daySeconds;
  const token = await tokenOf({
    iss: 'holdfast',
    ws: 'demo',
    sub: 'ana',
    name: 'Ana Ortiz',
    role: 'admin',
    kind: 'device',
    iat,
    exp: iat + 300 * daySeconds,
    jti: 'ana-laptop',
    cnf: { jkt: thumbprintOf(device) },
  });
  await page.evaluate(keepCard, token);
  await changeWorkspace(relay.address, (doc) => {
    acceptDevice(doc, 'ana-laptop', { token, device, label: 'Laptop', atMs: iat * 1000 });
  });
}

/** Runs in the page. */
async function makeKey(): Promise<JsonWebKey> {
  const algorithm = { name: 'ECDSA', namedCurve: 'P-256' };
  const made = await crypto.subtle.generateKey(algorithm, false, ['sign', 'verify']);
  await new Promise<void>((resolve) => {
    const open = indexedDB.open('holdfast-device/access', 1);
    open.onupgradeneeded = () => {
      open.result.createObjectStore('keys');
      open.result.createObjectStore('cards');
    };
    open.onsuccess = () => {
      const transaction = open.result.transaction('keys', 'readwrite');
      transaction.objectStore('keys').put(made, 'device');
      transaction.oncomplete = () => {
        open.result.close();
        resolve();
      };
    };
  });
  return await crypto.subtle.exportKey('jwk', made.publicKey);
}

/** Runs in the page. */
async function keepCard(token: string): Promise<void> {
  await new Promise<void>((resolve) => {
    const open = indexedDB.open('holdfast-device/access', 1);
    open.onsuccess = () => {
      const transaction = open.result.transaction('cards', 'readwrite');
      const current = { token, label: 'Laptop', acceptedAtMs: 1 };
      transaction.objectStore('cards').put({ current }, 'demo');
      transaction.oncomplete = () => {
        open.result.close();
        resolve();
      };
    };
  });
}
