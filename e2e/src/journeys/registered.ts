import { type Claims, tokenIssuer, tokenType } from '@holdfast/shared/access/claims';
import { delegateToken } from '@holdfast/shared/access/delegate-token';
import { type DeviceSigner, thumbprintOf } from '@holdfast/shared/access/device-key';
import { createDeviceKey, openSigner } from '@holdfast/shared/access/es256';
import { noteInvited } from '@holdfast/shared/access/invited';
import { acceptDevice } from '@holdfast/shared/access/workspace-access';
import { WebSocket } from 'ws';
import type * as Y from 'yjs';
import { createStockClient } from '../interop/stock-client.ts';

/** Changes the workspace's settings at a relay without keys, as any device there may; ends once the relay has it. */
export async function changeWorkspace(
  address: string,
  change: (doc: Y.Doc) => Promise<void> | void,
): Promise<void> {
  const open = () =>
    createStockClient({ version: '3.1', address, document: 'workspace', webSocket: WebSocket });
  const writer = open();
  await change(writer.doc);
  // Somebody else has it from the relay: then the relay has it.
  const reader = open();
  try {
    await new Promise<void>((resolve) => {
      const look = (): void => {
        if (reader.doc.getMap('access').size === writer.doc.getMap('access').size) resolve();
      };
      reader.doc.on('update', look);
      look();
    });
  } finally {
    writer.destroy();
    reader.destroy();
  }
}

const daySeconds = 86_400;

/** Somebody with a device, which came so many days ago, or with an invitation that waits. */
export interface Registered {
  readonly claims: Partial<Claims> & Pick<Claims, 'sub' | 'name' | 'jti'>;
  /** What the device calls itself; absent: an invitation that nobody opened. */
  readonly label?: string;
  readonly days?: number;
}

/** Writes people into the registers as relays do. Whoever reads them here does not check signatures. */
export async function register(doc: Y.Doc, people: readonly Registered[]): Promise<void> {
  const anybody = await openSigner(await createDeviceKey());
  const { key } = anybody;
  for (const { claims, label, days = 1 } of people) {
    const iat = Math.floor(Date.now() / 1000) - days * daySeconds;
    const whole: Claims = {
      iss: tokenIssuer,
      ws: 'demo',
      role: 'responder',
      kind: 'invitation',
      iat,
      exp: iat + 200 * daySeconds,
      cnf: { jkt: thumbprintOf(key) },
      ...claims,
    };
    const token = await tokenOf(whole, anybody);
    const atMs = iat * 1000;
    if (label === undefined) noteInvited(doc, { token, by: 'Ana Ortiz', atMs });
    else {
      const { kty, crv, x, y } = await createDeviceKey();
      const device = { kty, crv, x, y };
      acceptDevice(doc, whole.jti, { token, device, acceptance: 'none', label, atMs });
    }
  }
}

export async function tokenOf(claims: Claims, signer?: DeviceSigner): Promise<string> {
  // Any text stands for the token that it would have been issued with.
  const header = Buffer.from(JSON.stringify({ alg: 'ES256', typ: tokenType })).toString(
    'base64url',
  );
  const token = await delegateToken(
    claims,
    `${header}.e30.e30`,
    signer ?? (await openSigner(await createDeviceKey())),
  );
  return token;
}
