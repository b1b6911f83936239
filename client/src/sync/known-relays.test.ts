import { expect, test } from 'vitest';
import { knownRelays } from './known-relays.ts';

test('a relay that is written in two ways is one, and what only this device has comes last', () => {
  const shared = [{ url: 'https://a.example/', label: 'A', region: 'north', provider: '' }];
  const reported = [{ url: 'wss://a.example', label: 'a' }, { url: 'ws://b.example' }];
  expect(knownRelays(shared, reported)).toEqual([
    { url: 'https://a.example/', label: 'A', region: 'north', provider: '', isShared: true },
    { url: 'ws://b.example', label: '', region: '', provider: '', isShared: false },
  ]);
});
