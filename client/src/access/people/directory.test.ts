import type { Claims } from '@holdfast/shared/access/claims';
import { thumbprintOf } from '@holdfast/shared/access/device-key';
import { noteInvited, readInvited } from '@holdfast/shared/access/invited';
import {
  acceptDevice,
  readWorkspaceAccess,
  revoke,
} from '@holdfast/shared/access/workspace-access';
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { keyOf, tokenOf } from './access-fixture.ts';
import { accessOf, adminsOf, filterPeople, isBreakGlass, issuedBy, peopleOf } from './directory.ts';

const nowMs = 50_000_000;
const by = { by: 'Cleo', atMs: 40_000_000, reason: 'Lost in a train' };

function join(
  doc: Y.Doc,
  claims: Partial<Claims> & { readonly jti: string },
  device: number,
): void {
  const token = tokenOf(claims);
  const accepted = {
    token,
    device: keyOf(device),
    acceptance: 'x',
    label: `Phone ${device}`,
    atMs: 2_000_000,
  };
  expect(acceptDevice(doc, claims.jti, accepted)).toEqual({ ok: true, changed: true });
}

function all(doc: Y.Doc) {
  return accessOf({ access: readWorkspaceAccess(doc), invited: readInvited(doc) }, nowMs);
}

function people(doc: Y.Doc) {
  return peopleOf(all(doc));
}

describe('who is who', () => {
  it('joins the devices and open invitations of a person, by name', () => {
    const doc = new Y.Doc();
    join(doc, { jti: 'a1' }, 1);
    join(doc, { jti: 'a2', iat: 2000, name: 'Ana Ortiz', role: 'admin' }, 2);
    join(doc, { jti: 'b1', sub: 'ben', name: 'Ben', role: 'viewer' }, 3);
    noteInvited(doc, { token: tokenOf({ jti: 'a3', iat: 1500 }), by: 'Cleo', atMs: 3_000_000 });
    expect(
      people(doc).map(({ id, name, role, state, devices, invitations }) => ({
        id,
        name,
        role,
        state,
        devices: devices.map(({ label }) => label),
        invitations: invitations.map(({ id: token }) => token),
      })),
    ).toEqual([
      {
        id: 'ana',
        name: 'Ana Ortiz',
        role: 'admin',
        state: 'good',
        devices: ['Phone 2', 'Phone 1'],
        invitations: ['a3'],
      },
      {
        id: 'ben',
        name: 'Ben',
        role: 'viewer',
        state: 'good',
        devices: ['Phone 3'],
        invitations: [],
      },
    ]);
    expect(adminsOf(people(doc))).toEqual(['Ana Ortiz']);
  });

  it('has an invitation that was accepted once, as a device', () => {
    const doc = new Y.Doc();
    noteInvited(doc, { token: tokenOf({ jti: 'a1' }), by: 'Cleo', atMs: 1 });
    expect(people(doc)[0]).toMatchObject({ state: 'waiting', devices: [] });
    join(doc, { jti: 'a1' }, 1);
    expect(people(doc)[0]).toMatchObject({ state: 'good', invitations: [] });
    expect(people(doc)[0]?.devices).toHaveLength(1);
  });

  it('has a device that was given access again once, with what counts', () => {
    const doc = new Y.Doc();
    join(doc, { jti: 'a1', exp: 20_000 }, 1);
    join(doc, { jti: 'a2', kind: 'sign-in', iat: 30_000 }, 1);
    expect(people(doc)[0]?.devices).toMatchObject([{ id: 'a2', state: 'good' }]);
    revoke(doc, { token: 'a2' }, by);
    expect(people(doc)[0]?.devices).toHaveLength(1);
  });

  it('leaves machines, sealed access and what is no token out', () => {
    const doc = new Y.Doc();
    join(doc, { jti: 'm1', kind: 'machine', role: 'peer' }, 1);
    join(doc, { jti: 's1', kind: 'break-glass', life: 3600 }, 2);
    doc
      .getMap('access')
      .set('accepted/odd', { token: 'odd', device: keyOf(3), label: '', atMs: 1 });
    doc.getMap('access').set('invited/odd', 7);
    expect(people(doc)).toEqual([]);
    expect(all(doc).filter(isBreakGlass)).toMatchObject([{ id: 's1', untilMs: 5_600_000 }]);
  });
});

describe('what still counts', () => {
  it('runs out, and begins', () => {
    const doc = new Y.Doc();
    join(doc, { jti: 'a1', exp: 49_999 }, 1);
    join(doc, { jti: 'b1', sub: 'ben', nbf: 60_000 }, 2);
    expect(people(doc).map(({ state }) => state)).toEqual(['expired', 'not-yet']);
    expect(adminsOf(people(doc))).toEqual([]);
  });

  it('is cut off with the token, the device or the person, each told by whom and why', () => {
    const doc = new Y.Doc();
    for (const [jti, sub, device] of [
      ['a1', 'ana', 1],
      ['b1', 'ben', 2],
      ['c1', 'cleo', 3],
      ['d1', 'dora', 4],
    ] as const)
      join(doc, { jti, sub, name: sub }, device);
    revoke(doc, { token: 'a1' }, by);
    revoke(doc, { device: thumbprintOf(keyOf(2)) }, by);
    revoke(doc, { person: 'cleo' }, by);
    expect(people(doc).map(({ state, devices }) => [state, devices[0]?.cutOff?.of])).toEqual([
      ['off', 'token'],
      ['off', 'device'],
      ['off', 'person'],
      ['good', undefined],
    ]);
    expect(people(doc)[2]?.cutOff).toMatchObject({ by: 'Cleo', reason: 'Lost in a train' });
    expect(people(doc)[0]?.cutOff).toBeUndefined();
  });

  it('lets a person who was cut off in again with what was issued later', () => {
    const doc = new Y.Doc();
    join(doc, { jti: 'a1' }, 1);
    revoke(doc, { person: 'ana' }, by);
    join(doc, { jti: 'a2', iat: 41_000 }, 2);
    const [ana] = people(doc);
    expect(ana).toMatchObject({ state: 'good', cutOff: undefined });
    expect(ana?.devices.map(({ state }) => state)).toEqual(['good', 'off']);
  });

  it('ends with the device of the admin who issued it', () => {
    const doc = new Y.Doc();
    const via = tokenOf({ jti: 'c1', sub: 'cleo', name: 'Cleo', role: 'admin' });
    join(doc, { jti: 'c1', sub: 'cleo', name: 'Cleo', role: 'admin' }, 1);
    join(doc, { jti: 'a1', via }, 2);
    noteInvited(doc, {
      token: tokenOf({ jti: 'b1', sub: 'ben', name: 'Ben', via }),
      by: 'Cleo',
      atMs: 1,
    });
    const device = thumbprintOf(keyOf(1));
    expect(issuedBy(all(doc), device).map(({ id }) => id)).toEqual(['a1', 'b1']);
    revoke(doc, { device }, by);
    expect(people(doc).map(({ state }) => state)).toEqual(['off', 'off', 'off']);
    expect(people(doc)[0]?.devices[0]?.cutOff?.of).toBe('issuer');
    expect(issuedBy(all(doc), device)).toEqual([]);
  });

  it('is shut by what cannot be read', () => {
    const doc = new Y.Doc();
    join(doc, { jti: 'a1' }, 1);
    doc.getMap('access').set('revoked/token:a1', 'odd');
    expect(people(doc)[0]?.devices[0]).toMatchObject({ state: 'off', cutOff: { atMs: Infinity } });
  });
});

it('people are found by name, id, role and device, and by whether it counts', () => {
  const doc = new Y.Doc();
  join(doc, { jti: 'a1' }, 1);
  join(doc, { jti: 'b1', sub: 'ben', name: 'Ben', role: 'viewer', exp: 20_000 }, 2);
  noteInvited(doc, { token: tokenOf({ jti: 'c1', sub: 'cleo', name: 'Cleo' }), by: '', atMs: 1 });
  const found = (query: string, filter: Parameters<typeof filterPeople>[2] = 'all') =>
    filterPeople(people(doc), query, filter).map(({ id }) => id);
  expect(found('')).toEqual(['ana', 'ben', 'cleo']);
  expect(found('phone 2')).toEqual(['ben']);
  expect(found('EDITOR an')).toEqual(['ana']);
  expect(found('', 'now')).toEqual(['ana']);
  expect(found('', 'waiting')).toEqual(['cleo']);
  expect(found('', 'off')).toEqual(['ben']);
});
