import fc from 'fast-check';
import { expect, test } from 'vitest';
import * as Y from 'yjs';
import type { DeviceKey } from './device-key.ts';
import {
  acceptDevice,
  accessRoot,
  noAccess,
  readWorkspaceAccess,
  restrictDocument,
  revoke,
  revokedKey,
  setGraceDays,
  unrevoke,
} from './workspace-access.ts';

const by = { by: 'Ada', atMs: 5 };
const device = (letter: string): DeviceKey => ({
  kty: 'EC',
  crv: 'P-256',
  x: letter.repeat(42) + 'A',
  y: letter.repeat(42) + 'Q',
});
const accepted = { token: 'a.b.c', device: device('x'), label: 'phone', atMs: 7 };

test('what is cut off is read by everybody, and can be taken back', () => {
  const doc = new Y.Doc();
  expect(readWorkspaceAccess(doc)).toEqual(noAccess);
  expect(revoke(doc, { person: 'bob@acme' }, { ...by, reason: 'left' })).toEqual({
    ok: true,
    changed: true,
  });
  revoke(doc, { token: 'token-1' }, { ...by, reason: 'lost', wipe: true });
  expect(revoke(doc, { device: 'no thumbprint' }, { ...by, reason: '' })).toMatchObject({
    reason: 'no-such-thing',
  });
  const { revoked } = readWorkspaceAccess(doc);
  expect(revoked.get('person:bob@acme')).toEqual({ ...by, reason: 'left', wipe: false });
  expect(revoked.get('token:token-1')).toEqual({ ...by, reason: 'lost', wipe: true });
  unrevoke(doc, { token: 'token-1' });
  expect([...readWorkspaceAccess(doc).revoked.keys()]).toEqual(['person:bob@acme']);
  expect(unrevoke(doc, { token: 'token-1' })).toEqual({ ok: true, changed: false });
  expect(revokedKey({ person: 'line\nbreak' })).toBe(undefined);
});

test('a register under revoked/ counts even where nobody can read its value', () => {
  fc.assert(
    fc.property(fc.oneof(fc.jsonValue(), fc.constant(undefined)), (value) => {
      const doc = new Y.Doc();
      doc.getMap(accessRoot).set('revoked/person:bob', value);
      expect(readWorkspaceAccess(doc).revoked.has('person:bob')).toBe(true);
    }),
  );
});

test('whatever else is written there, reading never throws, and a restriction never opens', () => {
  fc.assert(
    fc.property(
      fc.oneof(fc.string(), fc.constantFrom('accepted/a', 'settings/graceDays', 'restricted/map')),
      fc.jsonValue(),
      (key, value) => {
        const doc = new Y.Doc();
        doc.getMap(accessRoot).set(key, value);
        const read = readWorkspaceAccess(doc);
        expect(read.settings.graceDays).toBeGreaterThan(0);
        expect(read.restricted.has('map')).toBe(key === 'restricted/map');
        doc.getMap(accessRoot).set('restricted/map', value);
        expect(readWorkspaceAccess(doc).restricted.get('map')?.people ?? []).not.toContain('bob');
      },
    ),
  );
});

test('the first device with a token keeps it', () => {
  const doc = new Y.Doc();
  acceptDevice(doc, 'token-1', accepted);
  expect(acceptDevice(doc, 'token-1', accepted)).toEqual({ ok: true, changed: false });
  expect(acceptDevice(doc, 'token-1', { ...accepted, device: device('y') })).toMatchObject({
    reason: 'other-device',
  });
  // Nor over one that was another than the one that proved nothing.
  const unproven = { ...accepted, jkt: 'another', token: 'other' };
  expect(
    acceptDevice(doc, 'token-1', { ...accepted, device: device('y') }, unproven),
  ).toMatchObject({
    reason: 'other-device',
  });
  expect(acceptDevice(doc, 'no/id', accepted)).toMatchObject({ reason: 'no-such-thing' });
  const read = readWorkspaceAccess(doc).accepted.get('token-1');
  expect(read).toMatchObject(accepted);
  expect(read?.jkt).toMatch(/^[\w-]{43}$/);
});

test('a document is restricted to people, never to nobody, and not the workspace', () => {
  const doc = new Y.Doc();
  expect(restrictDocument(doc, 'incident:1', ['bob', 'ada', 'bob'], by)).toMatchObject({
    ok: true,
  });
  expect(readWorkspaceAccess(doc).restricted.get('incident:1')).toEqual({
    people: ['ada', 'bob'],
    ...by,
  });
  expect(restrictDocument(doc, 'incident:1', [], by)).toMatchObject({ reason: 'nobody' });
  expect(restrictDocument(doc, 'workspace', ['ada'], by)).toMatchObject({
    reason: 'no-such-thing',
  });
  const many = Array.from({ length: 201 }, (_, at) => `p${at}`);
  expect(restrictDocument(doc, 'map', many, by)).toMatchObject({ reason: 'too-many' });
  restrictDocument(doc, 'incident:1', undefined, by);
  expect(readWorkspaceAccess(doc).restricted.size).toBe(0);
});

test('the days of grace are set by an admin', () => {
  const doc = new Y.Doc();
  expect(setGraceDays(doc, 0)).toMatchObject({ reason: 'out-of-range' });
  setGraceDays(doc, 30);
  expect(readWorkspaceAccess(doc).settings.graceDays).toBe(30);
});
