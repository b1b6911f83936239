import { base64urlnopad } from '@scure/base';
import fc from 'fast-check';
import { encodeUtf8 } from 'lib0/string';
import { expect, test } from 'vitest';
import { createTestDevice, createTestIssuer, testClaims } from './access-fixture.ts';
import { claimsSchema, readClaims } from './claims.ts';
import { closeReasons, readCloseReason, reasonInWords, writeCloseReason } from './close-reason.ts';

const cnf = { jkt: 'A'.repeat(43) };

test('claims are read from a token as they were written', async () => {
  const claims = testClaims({ cnf: { jkt: (await createTestDevice()).jkt }, docs: ['map'] });
  const token = await (await createTestIssuer('demo')).issue(claims);
  expect(readClaims(token)).toEqual(claims);
  expect(readClaims(`${token}.more`)).toBe(undefined);
});

test('machines have the roles of machines and people those of people', () => {
  const isTaken = (change: object): boolean =>
    claimsSchema.safeParse({ ...testClaims({ cnf }), ...change }).success;
  expect(isTaken({})).toBe(true);
  expect(isTaken({ kind: 'machine', role: 'peer' })).toBe(true);
  expect(isTaken({ kind: 'machine', role: 'admin' })).toBe(false);
  expect(isTaken({ kind: 'invitation', role: 'peer' })).toBe(false);
  expect(isTaken({ kind: 'invitation', life: 60 })).toBe(true);
  expect(isTaken({ kind: 'device', life: 60 })).toBe(false);
  expect(isTaken({ docs: [] })).toBe(false);
  expect(isTaken({ exp: 1 })).toBe(false);
  expect(isTaken({ sub: 'a\nb' })).toBe(false);
  expect(isTaken({ iss: 'somebody' })).toBe(false);
});

test('whatever stands in a token, reading it gives claims or nothing', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
      const part = base64urlnopad.encode(encodeUtf8(text));
      expect(readClaims(text)).toBe(undefined);
      expect(readClaims(`e30.${part}.e30`)).toBe(undefined);
    }),
  );
});

test('a close reason is a word for programs with a sentence for people, as short as it must be', () => {
  for (const reason of closeReasons) {
    const text = writeCloseReason(reason);
    expect(encodeUtf8(text).length).toBeLessThanOrEqual(123);
    expect(text).toBe(`${reason}: ${reasonInWords(reason)}`);
    expect(readCloseReason(text)).toBe(reason);
  }
  fc.assert(
    fc.property(fc.string(), (text) => {
      const read = readCloseReason(text);
      expect(read === undefined || text.startsWith(read)).toBe(true);
    }),
  );
  expect(readCloseReason('shutting down')).toBe(undefined);
});
