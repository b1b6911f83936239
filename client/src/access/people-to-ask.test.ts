import {
  createTestDevice,
  createTestIssuer,
  testClaims,
  testNowMs,
} from '@holdfast/shared/access/access-fixture';
import type { Claims } from '@holdfast/shared/access/claims';
import {
  acceptDevice,
  readWorkspaceAccess,
  revoke,
} from '@holdfast/shared/access/workspace-access';
import { expect, it } from 'vitest';
import * as Y from 'yjs';
import { peopleToAsk } from './people-to-ask.ts';

async function workspaceOf(...people: readonly Partial<Claims>[]) {
  const doc = new Y.Doc();
  const issuer = await createTestIssuer('demo');
  for (const [at, person] of people.entries()) {
    const device = await createTestDevice();
    const jti = `token-${at}`;
    const token = await issuer.issue(testClaims({ cnf: { jkt: device.jkt }, jti, ...person }));
    acceptDevice(doc, jti, { token, device: device.key, label: 'A device', atMs: testNowMs });
  }
  return doc;
}

it('names admins with access, each once, and nobody who was cut off or whose access has ended', async () => {
  const doc = await workspaceOf(
    { sub: 'cleo', name: 'Cleo', role: 'admin' },
    { sub: 'cleo', name: 'Cleo', role: 'admin' },
    { sub: 'ana', name: 'Ana', role: 'admin' },
    { sub: 'ben', name: 'Ben', role: 'editor' },
    { sub: 'dan', name: 'Dan', role: 'admin', exp: testNowMs / 1000 - 60 },
    { sub: 'eve', name: 'Eve', role: 'admin' },
    { sub: 'safe', name: 'The safe', role: 'admin', kind: 'break-glass', life: 3600 },
  );
  revoke(doc, { person: 'eve' }, { by: 'Ana', atMs: testNowMs, reason: 'left' });
  expect(peopleToAsk(readWorkspaceAccess(doc), testNowMs)).toEqual(['Ana', 'Cleo']);
});

it('names nobody where nobody is known', () => {
  expect(peopleToAsk(readWorkspaceAccess(new Y.Doc()), testNowMs)).toEqual([]);
});
