import { expect, test } from 'vitest';
import { may, operations, permissionTable } from './permissions.ts';
import { isPersonRole, machineRoles, personRoles, roleSchema } from './roles.ts';

test('each role of people may do all that the one before it may', () => {
  for (const [at, role] of personRoles.entries()) {
    const before = personRoles[at - 1];
    if (before === undefined) continue;
    expect(permissionTable[role]).toEqual(expect.arrayContaining([...permissionTable[before]]));
    expect(permissionTable[role].length).toBeGreaterThan(permissionTable[before].length);
  }
});

test('nobody but relays replicates, nobody but admins and relays writes the workspace', () => {
  const all = [...personRoles, ...machineRoles];
  expect(all.filter((role) => may(role, 'replicate'))).toEqual(['peer']);
  expect(all.filter((role) => may(role, 'administer'))).toEqual(['admin', 'peer']);
  expect(all.filter((role) => may(role, 'report'))).toEqual(['webhook']);
  expect(operations.filter((operation) => may('webhook', operation))).toEqual(['report']);
  expect(operations.filter((operation) => may('export', operation))).toEqual(['export']);
  expect(roleSchema.safeParse('owner').success).toBe(false);
  expect(all.filter(isPersonRole)).toEqual([...personRoles]);
});
