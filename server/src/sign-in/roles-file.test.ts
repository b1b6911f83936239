import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { personOf, readRoleRules, type RoleRules } from './roles-file.ts';

const folder = mkdtempSync(join(tmpdir(), 'holdfast-roles-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function read(content: string): RoleRules {
  const path = join(folder, 'roles.json');
  writeFileSync(path, content);
  return readRoleRules(path);
}

const rules = read('{"roles": {"staff": "viewer", "sre": "editor", "on-call": "responder"}}');
const kim = { email: 'Kim@Example.org', email_verified: true, name: 'Kim Sato' };

describe('the file of roles', () => {
  test('says what nobody has to write: groups and email', () => {
    expect(rules).toMatchObject({ groups: 'groups', person: 'email' });
  });

  test.each([
    ['no JSON', '{roles'],
    ['a role that is none', '{"roles": {"staff": "owner"}}'],
    ['a role of machines', '{"roles": {"staff": "peer"}}'],
    ['a word that is misspelled', '{"roles": {}, "goups": "x"}'],
    ['no roles', '{}'],
  ])('with %s is refused', (_what, content) => {
    expect(() => read(content)).toThrow(/^Cannot read the roles of/);
  });
});

describe('somebody', () => {
  test('has the highest role of their groups, and one id however the address is written', () => {
    expect(personOf({ ...kim, groups: ['staff', 'sre', 'on-call'] }, rules)).toEqual({
      ok: true,
      person: { sub: 'kim@example.org', name: 'Kim Sato', role: 'editor' },
    });
    expect(personOf({ ...kim, groups: 'on-call' }, rules)).toMatchObject({
      person: { role: 'responder' },
    });
  });

  test.each([
    ['no groups', {}],
    ['groups of no role', { groups: ['other', 'toString', '__proto__'] }],
    ['groups that are none', { groups: { sre: true } }],
    ['numbers for groups', { groups: [1, null] }],
  ])('with %s is refused', (_what, claims) => {
    expect(personOf({ ...kim, ...claims }, rules)).toEqual({ ok: false, why: 'no-role' });
  });

  test('is not known by an address that the provider did not verify', () => {
    for (const email_verified of [false, undefined, 'true']) {
      const read = personOf({ ...kim, email_verified, groups: ['sre'] }, rules);
      expect(read).toEqual({ ok: false, why: 'email-not-verified' });
    }
  });

  test('may be known by another claim, and have groups further in or under an address', () => {
    const nested = { ...rules, person: 'oid', groups: 'realm_access.roles' };
    expect(personOf({ oid: 'A-1', realm_access: { roles: ['sre'] } }, nested)).toMatchObject({
      person: { sub: 'A-1', name: 'A-1', role: 'editor' },
    });
    const named = { ...rules, groups: 'https://example.org/groups' };
    expect(personOf({ ...kim, 'https://example.org/groups': ['sre'] }, named)).toMatchObject({
      person: { role: 'editor' },
    });
  });

  test.each([undefined, 5, '', 'a\nb', 'x'.repeat(201)])('is nobody with the id %j', (email) => {
    const read = personOf({ ...kim, email, groups: ['sre'] }, rules);
    expect(read).toEqual({ ok: false, why: 'no-id' });
  });
});
