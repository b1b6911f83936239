import { expect, it } from 'vitest';
import { createKnocks } from './knocks.ts';

const knock = (knocks: ReturnType<typeof createKnocks>, times: number, address: string): void => {
  for (let count = 0; count < times; count += 1) knocks.refused(address);
};

it('what is refused of one address of an IPv6 network is refused of all of them', () => {
  const knocks = createKnocks(() => 0);
  knock(knocks, 60, '2001:db8:1:2::1');
  knock(knocks, 60, '2001:db8:1:2:ffff::7');
  expect(knocks.isTooMany('2001:db8:1:2::3')).toBe(true);
  expect(knocks.isTooMany('2001:db8:1:3::3')).toBe(false);
});

it('a device that is known is not shut out by whoever shares its address, only by what comes in its name', () => {
  const knocks = createKnocks(() => 0);
  knock(knocks, 500, '192.0.2.7');
  expect(knocks.isTooMany('192.0.2.7')).toBe(true);
  expect(knocks.isTooMany('192.0.2.7', 'laptop')).toBe(false);
  for (let count = 0; count < 50; count += 1) knocks.refused('192.0.2.7', 'laptop');
  expect(knocks.isTooMany('192.0.2.7', 'laptop')).toBe(true);
  expect(knocks.isTooMany('192.0.2.7', 'phone')).toBe(false);
});
