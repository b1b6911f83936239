import { base64urlnopad } from '@scure/base';
import { decodeUtf8 } from 'lib0/string';
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { createTestDevice, createTestIssuer, testClaims, testNowMs } from './access-fixture.ts';
import type { Claims } from './claims.ts';
import { delegateToken } from './delegate-token.ts';
import { checkWipeOrder, wipeOrderFor, writeWipeOrder } from './wipe-order.ts';
import { acceptDevice, readWorkspaceAccess, revoke, unrevoke } from './workspace-access.ts';

type Device = Awaited<ReturnType<typeof createTestDevice>>;
type Issuer = Awaited<ReturnType<typeof createTestIssuer>>;

/** A workspace with an admin, whose device is in the directory, and somebody's device that was lost. */
async function lostDevice(
  change: Partial<Claims> = {},
  issuer?: Issuer,
  own: Partial<Claims> = {},
) {
  const key = issuer ?? (await createTestIssuer('demo'));
  const [admin, lost] = await Promise.all([createTestDevice(), createTestDevice()]);
  const doc = new Y.Doc();
  const letIn = async (device: Device, claims: Partial<Claims>) => {
    const token = await key.issue(testClaims({ cnf: { jkt: device.jkt }, ...claims }));
    const about = { token, device: device.key, label: '', atMs: testNowMs };
    expect(acceptDevice(doc, claims.jti ?? '', about).ok).toBe(true);
    return token;
  };
  const adminToken = await letIn(admin, {
    jti: 'admin',
    sub: 'root',
    name: 'Root',
    role: 'admin',
    ...change,
  });
  const token = await letIn(lost, { jti: 'lost', ...own });
  const keys = new Map([[key.publicKey.kid, key.publicKey]]);
  const order = (of: Partial<Parameters<typeof writeWipeOrder>[0]> = {}, signer: Device = admin) =>
    writeWipeOrder(
      { workspace: 'demo', device: lost.jkt, atMs: testNowMs, ...of },
      { token: adminToken, signer },
      readWorkspaceAccess(doc),
    );
  /** As the lost device gets it at its next contact. */
  const sent = (text: string): string | undefined => {
    const about = { by: 'Root', atMs: testNowMs, reason: 'lost', wipe: true, order: text };
    expect(revoke(doc, { device: lost.jkt }, about).ok).toBe(true);
    return wipeOrderFor(readWorkspaceAccess(doc), lost.jkt, keys);
  };
  const me = { workspace: 'demo', device: lost.jkt, token, nowMs: testNowMs };
  return { key, doc, admin, lost, me, order, sent, keys };
}

describe('the order to delete a copy', () => {
  it('is obeyed where an admin’s device gave it to this one', async () => {
    const { me, order, sent } = await lostDevice();
    const text = sent(await order());
    expect(await checkWipeOrder(text ?? '', me)).toEqual({ by: 'Root', atMs: testNowMs });
  });

  it('is not made by cutting off alone, nor for others', async () => {
    const { doc, me, keys, order } = await lostDevice();
    const about = { by: 'Root', atMs: testNowMs, reason: '' };
    revoke(doc, { device: me.device }, { ...about, wipe: true });
    expect(wipeOrderFor(readWorkspaceAccess(doc), me.device, keys)).toBeUndefined();
    revoke(doc, { device: me.device }, { ...about, order: await order() });
    expect(wipeOrderFor(readWorkspaceAccess(doc), me.device, keys)).toBeUndefined();
  });

  it('is for one device of one workspace, and not for the tokens that it gets later', async () => {
    const { me, order, sent, key, lost } = await lostDevice();
    const text = sent(await order()) ?? '';
    const other = await createTestDevice();
    const later = await key.issue(
      testClaims({ cnf: { jkt: lost.jkt }, iat: testNowMs / 1000 + 60, jti: 'again' }),
    );
    expect(await checkWipeOrder(text, { ...me, device: other.jkt })).toBeUndefined();
    expect(await checkWipeOrder(text, { ...me, workspace: 'other' })).toBeUndefined();
    expect(await checkWipeOrder(text, { ...me, token: later })).toBeUndefined();
    for (const change of [{ device: other.jkt }, { workspace: 'other' }, { atMs: testNowMs + 1 }]) {
      const odd = JSON.parse(sent(await order(change)) ?? '{}');
      const forged = { ...odd, order: { ...odd.order, device: lost.jkt, atMs: testNowMs } };
      expect(await checkWipeOrder(JSON.stringify(forged), me)).toBeUndefined();
    }
  });

  it('is not obeyed from whoever is no admin, or only in an emergency, or has another’s token', async () => {
    const notEnough: readonly Partial<Claims>[] = [
      { role: 'editor' },
      { docs: ['runbook:one'] },
      { kind: 'break-glass', life: 60 },
    ];
    for (const change of notEnough) {
      const { me, order, sent } = await lostDevice(change);
      expect(await checkWipeOrder(sent(await order()) ?? '', me)).toBeUndefined();
    }
    const { me, order, sent } = await lostDevice();
    const thief = await createTestDevice();
    expect(await checkWipeOrder(sent(await order({}, thief)) ?? '', me)).toBeUndefined();
  });

  it('is obeyed for a time, and not before it was given', async () => {
    const { me, order, sent } = await lostDevice();
    const text = sent(await order()) ?? '';
    const after = (ms: number) => checkWipeOrder(text, { ...me, nowMs: testNowMs + ms });
    expect(await after(89 * 86_400_000)).toBeDefined();
    expect(await after(91 * 86_400_000)).toBeUndefined();
    expect(await after(-30_000)).toBeDefined();
    expect(await after(-90_000)).toBeUndefined();
  });

  it('is handed on by no relay once whoever gave it is cut off', async () => {
    const { doc, admin, order, sent } = await lostDevice();
    const about = { by: 'Bob', atMs: testNowMs + 1, reason: 'left' };
    for (const thing of [{ device: admin.jkt }, { token: 'admin' }, { person: 'root' }]) {
      expect(sent(await order())).toBeDefined();
      revoke(doc, thing, about);
      expect(sent(await order())).toBeUndefined();
      unrevoke(doc, thing);
    }
  });

  it('is not made up with the key that a relay signs with for people who sign in', async () => {
    const limits = { use: 'sign-in', highestRole: 'admin', longestLifeS: 100_000 } as const;
    const issuer = await createTestIssuer('demo', limits);
    const { key, me, order, sent } = await lostDevice({}, issuer, { kind: 'sign-in' });
    const read = JSON.parse(sent(await order()) ?? '{}');
    const { limits: _, ...stripped } = key.publicKey;
    for (const handed of [key.publicKey, stripped]) {
      const forged = JSON.stringify({ ...read, key: handed });
      expect(await checkWipeOrder(forged, me)).toBeUndefined();
    }
  });

  it('is not made up with that key for whoever was invited by an admin who signed in', async () => {
    const issuer = await createTestIssuer('demo');
    const { admin, me, order, sent, lost } = await lostDevice({}, issuer);
    const text = sent(await order()) ?? '';
    const claims = { role: 'admin', kind: 'sign-in', jti: 'in', cnf: { jkt: admin.jkt } } as const;
    const via = await issuer.issue(testClaims(claims));
    const token = await delegateToken(testClaims({ cnf: { jkt: lost.jkt } }), via, admin);
    expect(await checkWipeOrder(text, { ...me, token })).toBeUndefined();
  });

  it('cannot be made up by a relay, with keys of its own', async () => {
    const { me } = await lostDevice();
    const hostile = await lostDevice();
    const own = { ...me, device: hostile.lost.jkt };
    const text = hostile.sent(await hostile.order()) ?? '';
    expect(await checkWipeOrder(text, own)).toBeUndefined();
    // The right name on the wrong key is no key at all.
    const read = JSON.parse(text);
    const kid = JSON.parse(atobUrl(me.token.split('.')[0] ?? '')).kid;
    const renamed = { ...read, key: { ...read.key, kid } };
    expect(await checkWipeOrder(JSON.stringify(renamed), own)).toBeUndefined();
    for (const odd of ['', 'null', '{}', '{"order":{}}', text.slice(1)]) {
      expect(await checkWipeOrder(odd, me)).toBeUndefined();
    }
  });
});

function atobUrl(text: string): string {
  return decodeUtf8(base64urlnopad.decode(text));
}
