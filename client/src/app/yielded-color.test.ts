import fc from 'fast-check';
import { expect, test } from 'vitest';
import { yieldedColor } from './yielded-color.ts';

test('a guest gives way to whoever said their name, and to a guest of a smaller device', () => {
  const ana = { name: 'Ana', color: 3, device: 'z' };
  const before = { name: 'Guest 200', color: 3, device: 'a' };
  const after = { name: 'Guest 200', color: 3, device: 'z' };
  expect(yieldedColor(3, 'm', [ana])).toBe(4);
  expect(yieldedColor(3, 'm', [before, { ...ana, color: 4 }])).toBe(5);
  expect(yieldedColor(3, 'm', [after])).toBeUndefined();
  expect(yieldedColor(2, 'm', [ana, before])).toBeUndefined();
});

test('guests who give way in turn all differ in the end, where there are colours for all', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 0, max: 7 }), { minLength: 2, maxLength: 8 }),
      (colors) => {
        const guests = colors.map((color, at) => ({ name: 'Guest 123', color, device: `d${at}` }));
        // All at once, as they see each other; a few rounds.
        for (let round = 0; round < guests.length; round += 1) {
          const seen = guests.map((one) => ({ ...one }));
          for (const guest of guests) {
            const others = seen.filter(({ device }) => device !== guest.device);
            guest.color = yieldedColor(guest.color, guest.device, others) ?? guest.color;
          }
        }
        expect(new Set(guests.map(({ color }) => color)).size).toBe(guests.length);
      },
    ),
  );
});

test('with more people than colours nobody moves for nothing', () => {
  const others = Array.from({ length: 8 }, (_, color) => ({ name: 'Ana', color, device: 'a' }));
  expect(yieldedColor(3, 'm', others)).toBeUndefined();
});
