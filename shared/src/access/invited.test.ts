import { expect, it } from 'vitest';
import * as Y from 'yjs';
import { createTestIssuer, testClaims, testNowMs } from './access-fixture.ts';
import { createDeviceKey } from './es256.ts';
import { thumbprintOf } from './device-key.ts';
import { noteInvited, readInvited } from './invited.ts';
import { accessRoot, noAccess, readWorkspaceAccess } from './workspace-access.ts';

async function tokenOf(kind: 'invitation' | 'device', jti: string): Promise<string> {
  const issuer = await createTestIssuer('demo');
  const cnf = { jkt: thumbprintOf(await createDeviceKey()) };
  return issuer.issue(testClaims({ kind, jti, cnf }));
}

it('open invitations are kept in the order in which they were made, once each', async () => {
  const doc = new Y.Doc();
  const [late, early] = [await tokenOf('invitation', 'late'), await tokenOf('invitation', 'early')];
  noteInvited(doc, { token: late, by: 'Cleo\n', atMs: testNowMs + 1 });
  noteInvited(doc, { token: early, by: 'Cleo', atMs: testNowMs });
  expect(noteInvited(doc, { token: early, by: 'Cleo', atMs: testNowMs })).toEqual({
    ok: true,
    changed: false,
  });
  expect([...readInvited(doc)].map(([id, { by, claims }]) => [id, by, claims.name])).toEqual([
    ['early', 'Cleo', 'Ada'],
    ['late', 'Cleo', 'Ada'],
  ]);
});

it('only invitations are, and what is odd is left out', async () => {
  const doc = new Y.Doc();
  const token = await tokenOf('device', 'one');
  expect(noteInvited(doc, { token, by: '', atMs: 0 })).toMatchObject({ reason: 'no-invitation' });
  expect(noteInvited(doc, { token: 'odd', by: '', atMs: 0 })).toMatchObject({ ok: false });
  const invitation = await tokenOf('invitation', 'two');
  doc.getMap(accessRoot).set('invited/other', { token: invitation, by: '', atMs: 1 });
  doc.getMap(accessRoot).set('invited/odd', 7);
  expect(readInvited(doc).size).toBe(0);
});

it('nothing is decided by them', async () => {
  const doc = new Y.Doc();
  noteInvited(doc, { token: await tokenOf('invitation', 'one'), by: '', atMs: 0 });
  expect(readWorkspaceAccess(doc)).toEqual(noAccess);
});
