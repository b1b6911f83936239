import { expect, test } from 'vitest';
import { relayName } from './relay-name.ts';

test('a relay is called by its label, else by its host', () => {
  expect(relayName({ url: 'http://127.0.0.1:4100', label: 'Relay A' })).toBe('Relay A');
  expect(relayName({ url: 'http://127.0.0.1:4100' })).toBe('127.0.0.1:4100');
  expect(relayName({ url: 'nonsense' })).toBe('nonsense');
});
