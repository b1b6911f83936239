import { expect, it } from 'vitest';
import { createTokenUses } from './token-uses.ts';

it('a token is noted once an hour for each address that it is used from', () => {
  const clock = { ms: 0 };
  const uses = createTokenUses(() => clock.ms);
  const feed = { tokenId: 'feed', device: 'a key' };
  expect(uses.isFirst(feed, '192.0.2.7')).toBe(true);
  expect(uses.isFirst(feed, '192.0.2.7')).toBe(false);
  expect(uses.isFirst(feed, '198.51.100.3')).toBe(true);
  clock.ms += 3_600_000;
  expect(uses.isFirst(feed, '192.0.2.7')).toBe(true);
});
