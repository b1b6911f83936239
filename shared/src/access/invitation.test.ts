import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createDeviceKey } from './es256.ts';
import { readInvitationFragment, writeInvitationFragment } from './invitation.ts';

test('what is written into a link comes out of it', async () => {
  const invitation = {
    workspace: 'demo',
    key: await createDeviceKey(),
    token: 'abc.def-_.ghi',
    relays: ['wss://a.example', 'http://127.0.0.1:4100/under', 'ws://[::1]:4100'],
  };
  const fragment = writeInvitationFragment(invitation);
  expect(fragment).toMatch(/^[\w.~%-]+$/);
  expect(readInvitationFragment(fragment)).toEqual(invitation);
  expect(readInvitationFragment(`#${fragment} `)).toEqual(invitation);
  const odd = writeInvitationFragment({
    ...invitation,
    relays: ['javascript:alert(1)', 'wss://b'],
  });
  expect(readInvitationFragment(odd)?.relays).toEqual(['wss://b']);
  expect(readInvitationFragment(`${odd}~ftp%3A%2F%2Fx~%`)?.relays).toEqual(['wss://b']);
  for (let at = 0; at < fragment.length; at += 1) {
    const cut = fragment.slice(0, at);
    expect(readInvitationFragment(cut)?.relays ?? []).not.toContain('ws://[::1]:4100');
  }
});

test('nothing else is an invitation', () => {
  const part = fc.string({ unit: fc.constantFrom('1', '~', 'demo', 'A', '.', '%', 'wss://') });
  fc.assert(
    fc.property(fc.oneof(fc.string(), part), (text) => {
      expect(readInvitationFragment(text)).toBe(undefined);
    }),
  );
});
