import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as Y from 'yjs';
import { afterEach, beforeEach, expect, it } from 'vitest';
import {
  createTestDevice,
  createTestIssuer,
  testClaims,
  testNowMs,
} from '@holdfast/shared/access/access-fixture';
import { noteInvited } from '@holdfast/shared/access/invited';
import { ownedLabel } from '@holdfast/shared/access/owned-label';
import {
  acceptDevice,
  accessRoot,
  readWorkspaceAccess,
  restrictDocument,
  revoke,
  unrevoke,
} from '@holdfast/shared/access/workspace-access';
import type { AuditEvent } from './audit-log.ts';
import { openRegisterNotes } from './register-notes.ts';

let folder = '';
let doc: Y.Doc;
let events: AuditEvent[] = [];
let path = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'holdfast-notes-'));
  path = join(folder, 'noted-demo.json');
  doc = new Y.Doc();
  events = [];
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** A relay that starts; call what comes back whenever it hears of the workspace. */
function start(): () => readonly AuditEvent[] {
  const notes = openRegisterNotes({
    ...{ path, workspace: 'demo' },
    audit: { note: (event) => void events.push(event) },
  });
  return () => {
    events = [];
    notes.heard(doc, readWorkspaceAccess(doc));
    return events.map(({ way, workspace, ...event }) => {
      expect([way, workspace]).toEqual(['workspace', 'demo']);
      return { ...event, way, workspace };
    });
  };
}

const of = { way: 'workspace', workspace: 'demo' } as const;
const by = { by: 'Cleo', atMs: testNowMs };

async function tokenOf(kind: 'invitation' | 'break-glass', jti: string) {
  const issuer = await createTestIssuer('demo');
  const { jkt } = await createTestDevice();
  return issuer.issue(testClaims({ ...{ kind, jti, life: 60 }, cnf: { jkt } }));
}

it('who is cut off, and who is let in again, is noted once each', () => {
  const hear = start();
  revoke(doc, { person: 'eve' }, { ...by, reason: 'left for Initech' });
  const revoked = { ...of, what: 'revoked', person: 'person:eve', by: 'Cleo' } as const;
  expect(hear()).toEqual([{ ...revoked, wipe: false, withReason: true }]);
  expect(hear()).toEqual([]);
  revoke(doc, { person: 'eve' }, { ...by, reason: '', wipe: true });
  expect(hear()).toEqual([{ ...revoked, wipe: true, withReason: false }]);
  unrevoke(doc, { person: 'eve' });
  expect(hear()).toEqual([{ ...of, what: 'let-in-again', person: 'person:eve' }]);
  expect(hear()).toEqual([]);
  revoke(doc, { person: 'eve' }, { ...by, reason: '', wipe: true });
  expect(hear()).toEqual([{ ...revoked, wipe: true, withReason: false }]);
});

it('invitations and sealed access are noted when they are made, and who says to have opened it', async () => {
  const hear = start();
  const sealed = await tokenOf('break-glass', 'sealed');
  noteInvited(doc, { token: sealed, by: 'Cleo', atMs: 2 });
  noteInvited(doc, { token: await tokenOf('invitation', 'open'), by: 'Cleo', atMs: 1 });
  const ada = { ...of, person: 'ada', role: 'editor' } as const;
  expect(hear()).toEqual([
    { ...ada, what: 'issued', kind: 'invitation', tokenId: 'open', by: 'Cleo' },
    { ...ada, what: 'issued', kind: 'break-glass', tokenId: 'sealed', by: 'Cleo' },
  ]);
  const { key: device, jkt } = await createTestDevice();
  const label = ownedLabel('Grace', 'a laptop');
  acceptDevice(doc, 'sealed', { token: sealed, device, acceptance: 'word', label, atMs: 3 });
  const used = { what: 'break-glass', kind: 'break-glass', tokenId: 'sealed' } as const;
  expect(hear()).toEqual([{ ...ada, ...used, device: jkt, label: 'a laptop', by: 'Grace' }]);
  // Whoever would have nobody see it takes it off the list.
  doc.getMap(accessRoot).delete('accepted/sealed');
  const unlisted = { ...of, what: 'unlisted', person: 'token:sealed', tokenId: 'sealed' };
  expect(hear()).toEqual([unlisted]);
});

it('documents that are restricted are noted, for others too, and opened again', () => {
  const hear = start();
  const name = 'incident:secret';
  const restricted = { ...of, what: 'restricted', doc: name, by: 'Cleo' } as const;
  restrictDocument(doc, name, ['ana', 'ben'], by);
  expect(hear()).toEqual([{ ...restricted, people: 2 }]);
  restrictDocument(doc, name, ['ana'], by);
  expect(hear()).toEqual([{ ...restricted, people: 1 }]);
  restrictDocument(doc, name, undefined, by);
  expect(hear()).toEqual([{ ...of, what: 'unrestricted', doc: name }]);
});

it('a relay that starts again notes nothing twice, and what has changed while it was away', () => {
  revoke(doc, { person: 'eve' }, { ...by, reason: '' });
  revoke(doc, { person: 'ben' }, { ...by, reason: '' });
  expect(start()()).toHaveLength(2);
  expect(start()()).toEqual([]);
  unrevoke(doc, { person: 'eve' });
  restrictDocument(doc, 'map', ['ana'], by);
  expect(start()().map(({ what }) => what)).toEqual(['restricted', 'let-in-again']);
  expect(start()()).toEqual([]);
  writeFileSync(path, '{');
  expect(start()()).toHaveLength(2);
});

it('nothing of reasons, tokens or names is kept beside the log, and lines stay short', async () => {
  const hear = start();
  const token = await tokenOf('invitation', 'open');
  noteInvited(doc, { token, by: 'Cleo', atMs: 1 });
  revoke(doc, { person: 'eve' }, { ...by, reason: 'left for Initech' });
  doc.getMap(accessRoot).set('revoked/person:x', { atMs: 1, by: 'x'.repeat(100_000) });
  doc.getMap(accessRoot).set('invited/odd', { token: 1n });
  const told = JSON.stringify(hear());
  expect(told.length).toBeLessThan(2000);
  for (const text of [told, readFileSync(path, 'utf8')])
    for (const secret of ['Initech', ...token.split('.')]) expect(text).not.toContain(secret);
  expect(readFileSync(path, 'utf8')).not.toContain('Cleo');
});
