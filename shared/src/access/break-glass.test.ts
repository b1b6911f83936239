import { expect, it } from 'vitest';
import * as Y from 'yjs';
import { createTestDevice, createTestIssuer, testClaims, testNowMs } from './access-fixture.ts';
import { breakGlassUses } from './break-glass.ts';
import type { Claims } from './claims.ts';
import { delegateToken } from './delegate-token.ts';
import { noteInvited } from './invited.ts';
import { acceptDevice, revoke } from './workspace-access.ts';

const by = { by: 'Cleo', atMs: testNowMs + 1, reason: '' };

async function use(doc: Y.Doc, change: Partial<Claims> & Pick<Claims, 'jti'>, atMs = testNowMs) {
  const issuer = await createTestIssuer('demo');
  const device = await createTestDevice();
  const token = await issuer.issue(
    testClaims({ cnf: { jkt: device.jkt }, kind: 'break-glass', life: 3600, ...change }),
  );
  const accepted = { token, device: device.key, acceptance: 'x', label: 'Phone', atMs };
  expect(acceptDevice(doc, change.jti, accepted)).toMatchObject({ ok: true, changed: true });
  return { token, device };
}

it('what is in use is told with since when and until when, the last first', async () => {
  const doc = new Y.Doc();
  await use(doc, { jti: 'one', name: 'Break-glass: safe' });
  await use(doc, { jti: 'two', name: 'Break-glass: room' }, testNowMs + 1000);
  await use(doc, { jti: 'three', kind: 'invitation' });
  expect(breakGlassUses(doc)).toEqual([
    {
      id: 'two',
      name: 'Break-glass: room',
      device: 'Phone',
      atMs: testNowMs + 1000,
      untilMs: testNowMs + 3_601_000,
    },
    {
      id: 'one',
      name: 'Break-glass: safe',
      device: 'Phone',
      atMs: testNowMs,
      untilMs: testNowMs + 3_600_000,
    },
  ]);
});

it('what was cut off is not, whether itself or the device that issued it', async () => {
  const doc = new Y.Doc();
  await use(doc, { jti: 'one' });
  revoke(doc, { token: 'one' }, by);
  const admin = await use(doc, { jti: 'two', kind: 'invitation', role: 'admin' });
  const claims = testClaims({
    cnf: { jkt: admin.device.jkt },
    kind: 'break-glass',
    life: 60,
    jti: 'three',
    sub: 'sealed',
  });
  const token = await delegateToken(claims, admin.token, admin.device);
  const device = (await createTestDevice()).key;
  acceptDevice(doc, 'three', { token, device, acceptance: 'x', label: '', atMs: testNowMs });
  expect(breakGlassUses(doc).map(({ id }) => id)).toEqual(['three']);
  revoke(doc, { device: admin.device.jkt }, by);
  expect(breakGlassUses(doc)).toEqual([]);
});

it('is told whatever stands in the place of its token', async () => {
  const doc = new Y.Doc();
  const { token } = await use(doc, { jti: 'one' });
  noteInvited(doc, { token, by: 'Cleo', atMs: testNowMs });
  const registers = doc.getMap<object>('access');
  registers.set('accepted/one', { ...registers.get('accepted/one'), token: 'x' });
  expect(breakGlassUses(doc)).toMatchObject([{ id: 'one', device: 'Phone' }]);
});
