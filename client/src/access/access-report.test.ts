import { base64urlnopad } from '@scure/base';
import { testClaims } from '@holdfast/shared/access/access-fixture';
import { describe, expect, it } from 'vitest';
import { accessFrom, readAccessReport } from './access-report.ts';
import type { AccessReport } from './device/access-messages.ts';

const jkt = 'A'.repeat(43);
const claims = testClaims({ cnf: { jkt } });
const part = (value: unknown) =>
  base64urlnopad.encode(new TextEncoder().encode(JSON.stringify(value)));
const card = { token: `${part({ alg: 'EdDSA' })}.${part(claims)}.c2ln`, label: 'Chrome on Linux' };
const nothing: AccessReport = { isOpen: false, linked: 0, refusals: [], held: [] };
const refusal = (word: string) => ({ url: 'ws://relay-a', word, text: 'Why.', atMs: 1 });

describe('how this device stands', () => {
  it('is not known before anybody has said anything', () => {
    expect(accessFrom(undefined)).toEqual({ kind: 'unknown' });
    expect(accessFrom(nothing)).toEqual({ kind: 'unknown' });
    expect(readAccessReport({ from: 'another version' })).toBeUndefined();
  });

  it('is open where relays ask for nothing', () => {
    expect(accessFrom({ ...nothing, isOpen: true, linked: 1 })).toEqual({ kind: 'open' });
  });

  it('is granted by what a relay accepted earlier, also with no relay at all', () => {
    expect(accessFrom({ ...nothing, card, jkt })).toEqual({
      kind: 'granted',
      claims,
      token: card.token,
      jkt,
    });
  });

  it('is refused where a key is asked for and there is none', () => {
    const access = accessFrom({ ...nothing, refusals: [refusal('no-key')] });
    expect(access).toEqual({ kind: 'refused', refusal: refusal('no-key') });
  });

  it.each(['revoked', 'expired', 'other-device', 'wipe'])('ends where a relay says %s', (word) => {
    const access = accessFrom({ ...nothing, card, jkt, refusals: [refusal(word)] });
    expect(access).toMatchObject({ kind: 'refused', claims, token: card.token });
  });

  it('goes on where one relay does not know a key yet, or itself, or a clock is wrong', () => {
    for (const word of ['unknown-key', 'other-relay', 'not-yet', 'replayed'])
      expect(accessFrom({ ...nothing, card, jkt, refusals: [refusal(word)] }).kind).toBe('granted');
  });

  it('goes on where another relay has let the device in', () => {
    const report = { ...nothing, card, jkt, linked: 1, refusals: [refusal('revoked')] };
    expect(accessFrom(report).kind).toBe('granted');
  });
});
