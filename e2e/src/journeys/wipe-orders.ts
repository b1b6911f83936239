import { readDeviceKey, thumbprintOf } from '@holdfast/shared/access/device-key';
import { createDeviceKey, openSigner } from '@holdfast/shared/access/es256';
import { linkAudience, proofText } from '@holdfast/shared/access/proof';
import { wipeOrderFor, writeWipeOrder } from '@holdfast/shared/access/wipe-order';
import {
  acceptDevice,
  readWorkspaceAccess,
  revoke,
} from '@holdfast/shared/access/workspace-access';
import { decodeFrame, encodeMessage } from '@holdfast/shared/protocol/link-messages';
import type { LinkChallenge } from '@holdfast/shared/replica/link-access';
import type { AddressInfo } from 'node:net';
import { WebSocketServer } from 'ws';
import * as Y from 'yjs';
import type { createKeyOfWorkspace } from './signing.ts';

type Key = Awaited<ReturnType<typeof createKeyOfWorkspace>>;

/** What a relay hands on to a device whose copy an admin, let in by this key, ordered to delete. */
export async function orderTo(jkt: string, key: Key): Promise<string> {
  const signer = await openSigner(await createDeviceKey());
  const device = signer.key;
  const cnf = { jkt: thumbprintOf(device) };
  const atMs = Date.now();
  const doc = new Y.Doc();
  const token = await key.issue({ sub: 'root', name: 'Root', role: 'admin', jti: 'admin', cnf });
  acceptDevice(doc, 'admin', { token, device, label: '', atMs });
  const wipe = { workspace: 'demo', device: jkt, atMs };
  const order = await writeWipeOrder(wipe, { token, signer }, readWorkspaceAccess(doc));
  revoke(doc, { device: jkt }, { by: 'Root', atMs, reason: 'lost', wipe: true, order });
  const keys = new Map([[key.publicKey.kid, key.publicKey]]);
  return wipeOrderFor(readWorkspaceAccess(doc), jkt, keys) ?? '';
}

/** Speaks as a relay with keys that lets nobody in: it hands an order on and turns them away. */
export async function keyedRelay(key: Key, orderOf: (jkt: string) => Promise<string>) {
  const signer = await openSigner(await createDeviceKey());
  const token = await key.issue({
    ...{ sub: 'relay-k', name: 'relay-k', role: 'peer', kind: 'machine', jti: 'relay-k' },
    cnf: { jkt: thumbprintOf(signer.key) },
  });
  /** As relays prove themselves to devices. */
  async function show({ audience, host, nonce }: LinkChallenge): Promise<Uint8Array> {
    const proof = await signer.sign(
      proofText({
        ...{ purpose: 'link', workspace: 'demo', audience: linkAudience(audience, host) },
        ...{ nonce: Buffer.from(nonce).toString('base64url'), tokenId: 'relay-k' },
      }),
    );
    const device = JSON.stringify(signer.key);
    const acceptance = new Uint8Array();
    return encodeMessage({ type: 'auth', token, device, proof, acceptance, label: '', host });
  }
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1' });
  server.on('connection', (socket) => {
    const nonce = crypto.getRandomValues(new Uint8Array(32));
    socket.send(encodeMessage({ type: 'challenge', nonce, audience: 'keyed', host: '' }));
    socket.on('message', (data: Buffer) => {
      for (const message of decodeFrame(new Uint8Array(data)) ?? []) {
        if (message.type === 'challenge') {
          socket.send(encodeMessage({ type: 'keys', keys: [JSON.stringify(key.publicKey)] }));
          void show(message).then((shown) => socket.send(shown));
        }
        if (message.type !== 'auth') continue;
        const device = readDeviceKey(message.device);
        if (device === undefined) throw new Error('no key');
        void orderOf(thumbprintOf(device)).then((order) => {
          socket.send(encodeMessage({ type: 'order', order }));
          socket.close(4401, 'wipe: An admin asked this device to delete its copy.');
        });
      }
    });
  });
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    address: `ws://127.0.0.1:${port}`,
    close: () => new Promise((resolve) => server.close(resolve)),
  };
}

/** Runs in the page: puts a token where the app keeps what a relay has accepted. */
export async function keepCard(token: string): Promise<void> {
  const db = await new Promise<IDBDatabase>((resolve, reject) => {
    const request = indexedDB.open('holdfast-device/access', 1);
    request.onupgradeneeded = () => {
      request.result.createObjectStore('keys');
      request.result.createObjectStore('cards');
    };
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  const current = { token, label: 'Phone', acceptedAtMs: Date.now() };
  db.transaction('cards', 'readwrite').objectStore('cards').put({ current }, 'demo');
  db.close();
}
