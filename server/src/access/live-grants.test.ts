import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import {
  createTestDevice,
  createTestIssuer,
  testClaims,
  testNowMs,
} from '@holdfast/shared/access/access-fixture';
import type { Grant } from '@holdfast/shared/access/grant';
import { ownedLabel } from '@holdfast/shared/access/owned-label';
import type { SigningKey } from '@holdfast/shared/access/signing-key';
import {
  acceptDevice,
  noAccess,
  readWorkspaceAccess,
  restrictDocument,
  revoke,
  type WorkspaceAccess,
} from '@holdfast/shared/access/workspace-access';
import { createLiveGrants } from './live-grants.ts';

/** Grants of a workspace with one key, at a time that the test sets. */
async function grants(change: Partial<SigningKey> = {}) {
  const issuer = await createTestIssuer('demo');
  const device = await createTestDevice();
  const claims = testClaims({ cnf: { jkt: device.jkt } });
  const token = await issuer.issue(claims);
  const keys = new Map([[issuer.publicKey.kid, { ...issuer.publicKey, ...change }]]);
  const clock = { nowMs: testNowMs };
  const live = createLiveGrants(
    { workspace: 'demo', keys: () => keys, nowMs: () => clock.nowMs, onEnded: () => undefined },
    noAccess,
  );
  const { sub: person, name, role, jti: tokenId, kind } = claims;
  const expiresAtMs = claims.exp * 1000;
  const grant: Grant = { person, name, role, tokenId, device: device.jkt, kind, expiresAtMs };
  return { live, keys, clock, grant, token };
}

function without(person: string): WorkspaceAccess {
  const doc = new Y.Doc();
  revoke(doc, { person }, { by: 'admin', atMs: testNowMs, reason: 'left' });
  return readWorkspaceAccess(doc);
}

describe('a connection that was judged before it is watched', () => {
  it('ends at once where its person was cut off in between', async () => {
    const { live, grant, token } = await grants();
    const judgedAt = live.version();
    live.accessChanged(without('ada'));
    const told: unknown[] = [];
    live.enliven(grant, token, judgedAt).watch((news) => told.push(news));
    expect(told).toMatchObject([{ kind: 'ended', reason: expect.stringMatching(/^revoked/) }]);
  });

  it('ends where the key that its token hangs on was taken away in between', async () => {
    const { live, keys, grant, token } = await grants();
    const judgedAt = live.version();
    keys.clear();
    await live.keysChanged();
    const reason = new Promise<string>((resolve) => {
      live.enliven(grant, token, judgedAt).watch((news) => {
        if (news.kind === 'ended') resolve(news.reason);
      });
    });
    expect(await reason).toMatch(/^unknown-key/);
  });

  it('goes on where something else has changed', async () => {
    const { live, keys, grant, token } = await grants();
    const judgedAt = live.version();
    live.accessChanged(without('bob'));
    const told: unknown[] = [];
    live.enliven(grant, token, judgedAt).watch((news) => told.push(news));
    await live.keysChanged();
    expect(told).toEqual([]);
    // It is heard by whoever is open.
    keys.clear();
    await live.keysChanged();
    expect(told).toMatchObject([{ kind: 'ended' }]);
  });
});

it('hides who is at a restricted document, and at no other', async () => {
  const { live, grant, token } = await grants();
  const entered = live.enliven(grant, token, live.version());
  const doc = new Y.Doc();
  restrictDocument(doc, 'incident:01secret', ['bob'], { by: 'admin', atMs: testNowMs });
  live.accessChanged(readWorkspaceAccess(doc));
  const paths = ['/incidents/01secret', '/incidents/01secret/run', '/incidents/01open', '/'];
  expect(paths.map((path) => entered.hides?.(path))).toEqual([true, true, false, false]);
});

it('a connection ends when the key is retired that its token hangs on', async () => {
  const until = new Date(testNowMs + 60_000).toISOString();
  const { live, clock, grant, token } = await grants({ until });
  const told: unknown[] = [];
  live.enliven(grant, token, live.version()).watch((news) => told.push(news));
  clock.nowMs += 59_000;
  live.sweep();
  expect(told).toEqual([]);
  clock.nowMs += 1000;
  live.sweep();
  expect(told).toMatchObject([{ kind: 'ended', reason: expect.stringMatching(/^unknown-key/) }]);
});

it('a person who is called as somebody else is or was has the id beside the name', async () => {
  const { live, grant, token } = await grants();
  const entered = live.enliven(grant, token, live.version());
  expect(entered.name).toBe(grant.name);
  const issuer = await createTestIssuer('demo');
  const { key, jkt } = await createTestDevice();
  const claims = testClaims({ sub: 'mallory', name: grant.name, jti: 'other', cnf: { jkt } });
  const doc = new Y.Doc();
  const device = { token: await issuer.issue(claims), device: key, label: '', atMs: testNowMs };
  expect(acceptDevice(doc, claims.jti, device).ok).toBe(true);
  live.accessChanged(readWorkspaceAccess(doc));
  expect(entered.name).toBe(`${grant.name} (${grant.person})`);
});

it('who uses sealed access is seen as whom they said they are', async () => {
  const { live, grant, token } = await grants();
  const issuer = await createTestIssuer('demo');
  const { key, jkt } = await createTestDevice();
  const claims = testClaims({ kind: 'break-glass', cnf: { jkt } });
  const sealed: Grant = { ...grant, kind: 'break-glass', tokenId: claims.jti };
  const entered = live.enliven(sealed, token, live.version());
  const doc = new Y.Doc();
  const label = ownedLabel('Nora Lind', 'Phone');
  const device = { token: await issuer.issue(claims), device: key, label, atMs: testNowMs };
  expect(acceptDevice(doc, claims.jti, device).ok).toBe(true);
  live.accessChanged(readWorkspaceAccess(doc));
  expect(entered.name).toBe('Nora Lind, by break-glass access');
});
