import { readClaims, type Claims, tokenIssuer, tokenType } from '@holdfast/shared/access/claims';
import { thumbprintOf } from '@holdfast/shared/access/device-key';
import { type EntrySigner, signMadeEntries } from '@holdfast/shared/access/entry-signature';
import { createDeviceKey, openSigner } from '@holdfast/shared/access/es256';
import { acceptDevice } from '@holdfast/shared/access/workspace-access';
import { signingKeySchema } from '@holdfast/shared/access/signing-key';
import type { EntryContext } from '@holdfast/shared/model/entries';
import { WebSocket } from 'ws';
import { WebsocketProvider } from 'y-websocket';
import * as Y from 'yjs';

/** Somebody's device, which speaks to a relay over the wire as any program can. */
export interface WireDevice extends EntrySigner {
  readonly name: string;
  readonly person: string;
  /** Writes it into the directory of the workspace, as a relay that let it in. */
  letIn(workspace: Y.Doc): void;
  /** Writes under a name and an id, whosever they are; what is written is signed by `sign` alone. */
  as(name: string, person: string): EntryContext;
  sign(text: string): Promise<Uint8Array>;
  signWritten(doc: Y.Doc, document: string): Promise<void>;
}

export async function wireDevice(person: string, name: string): Promise<WireDevice> {
  const { key, sign } = await openSigner(await createDeviceKey());
  const jkt = thumbprintOf(key);
  const made = new Map<string, string>();
  const seconds = Math.floor(Date.now() / 1000) - 3600;
  const claims: Claims = {
    iss: tokenIssuer,
    ws: 'demo',
    sub: person,
    name,
    role: 'responder',
    kind: 'device',
    iat: seconds,
    exp: seconds + 86_400,
    jti: `token-of-${person}`,
    cnf: { jkt },
  };
  const token = `${base64url({ alg: 'EdDSA' })}.${base64url(claims)}.${base64url('')}`;
  if (readClaims(token) === undefined) throw new Error('no such claims');
  return {
    jkt,
    name,
    person,
    sign,
    letIn(workspace) {
      const device = { token, device: key, label: 'Laptop', atMs: seconds * 1000 };
      const done = acceptDevice(workspace, claims.jti, device);
      if (!done.ok) throw new Error(done.problem);
    },
    as: (by, id) => ({
      actor: { name: by, person: id, device: `device-of-${person}` },
      nowMs: Date.now(),
      random: { bytes: (length) => crypto.getRandomValues(new Uint8Array(length)) },
      made: (_entries, { id: entry, hash }) => made.set(entry, hash),
    }),
    async signWritten(doc, document) {
      await signMadeEntries(doc, made, { workspace: 'demo', document }, { jkt, sign });
      made.clear();
    },
  };
}

/** A document as it is on a relay, over the protocol that any Yjs program speaks. */
export async function overTheWire(
  address: string,
  name: string,
): Promise<{ readonly doc: Y.Doc; close(): void }> {
  const doc = new Y.Doc();
  const options = { WebSocketPolyfill: WebSocket, disableBc: true };
  const provider = new WebsocketProvider(`${address}/sync/demo`, name, doc, options as never);
  await new Promise<void>((resolve) => {
    provider.on('sync', (isSynced: boolean) => {
      if (isSynced) resolve();
    });
  });
  return { doc, close: () => provider.destroy() };
}

/** A key of a workspace, and what it signs. */
export async function createKeyOfWorkspace(ws: string) {
  const pair = await crypto.subtle.generateKey('Ed25519', true, ['sign', 'verify']);
  if (!('privateKey' in pair)) throw new Error('no pair');
  const { x = '' } = await crypto.subtle.exportKey('jwk', pair.publicKey);
  const kid = thumbprintOf({ kty: 'OKP', crv: 'Ed25519', x });
  const nowSeconds = Math.floor(Date.now() / 1000) - 60;
  return {
    publicKey: signingKeySchema.parse({ kty: 'OKP', crv: 'Ed25519', x, kid, ws }),
    async issue(
      claims: Pick<Claims, 'sub' | 'name' | 'role' | 'jti'> & Partial<Claims>,
    ): Promise<string> {
      const whole = {
        iss: tokenIssuer,
        ws,
        kind: 'device',
        iat: nowSeconds,
        exp: nowSeconds + 86_400,
        cnf: { jkt: 'A'.repeat(43) },
        ...claims,
      };
      const text = `${base64url({ alg: 'EdDSA', kid, typ: tokenType })}.${base64url(whole)}`;
      const signature = await crypto.subtle.sign('Ed25519', pair.privateKey, Buffer.from(text));
      return `${text}.${Buffer.from(signature).toString('base64url')}`;
    },
  };
}

function base64url(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}
