import { setRole } from '@holdfast/shared/model/incident-commands';
import { declareIncident } from '@holdfast/shared/model/incident-say';
import { readIncident } from '@holdfast/shared/model/incident';
import { person } from '@holdfast/shared/model/run-fixture';
import { expect, it } from 'vitest';
import * as Y from 'yjs';
import { guestName, isGuestName } from '../hub/guest-name.ts';
import { takeRolesAlong } from './take-roles-along.ts';

it('knows the names that the app gives', () => {
  for (let n = 0; n < 2_000; n += 1) {
    const random = { bytes: (length: number) => new Uint8Array(length), fraction: () => n / 2_000 };
    expect(isGuestName(guestName(random))).toBe(true);
  }
  for (const name of ['Ana', 'Guest', 'Guest 12', 'Guest 123 Ana', 'Mrs Guest 123']) {
    expect(isGuestName(name)).toBe(false);
  }
});

it('leaves nobody else’s role, and no doubt about who holds one', () => {
  const doc = new Y.Doc();
  const guest = person('Guest 123', 1_000);
  declareIncident(doc, { title: 'Down', severity: 2, takeCommand: true }, guest);
  setRole(doc, 'expert', 'Guest 123', true, guest);
  setRole(doc, 'expert', 'Ben', true, person('Ben', 2_000));
  setRole(doc, 'scribe', 'Ben', true, person('Ben', 2_000));
  takeRolesAlong(doc, 'Guest 123', 'Ana', person('Guest 123', 3_000));
  const { state, entries } = readIncident(doc);
  const held = state.roles.map(({ role, holders, conflict }) => [
    role,
    holders.map(({ value }) => value).toSorted(),
    conflict.length,
  ]);
  expect(Object.fromEntries(held.map(([role, ...rest]) => [role, rest]))).toMatchObject({
    commander: [['Ana'], 0],
    expert: [['Ana', 'Ben'], 0],
    scribe: [['Ben'], 0],
  });
  expect(entries[0]?.by).toBe('Guest 123');
  expect(entries.at(-1)?.by).toBe('Ana');
});
