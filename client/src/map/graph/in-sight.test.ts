import { expect, test } from 'vitest';
import { shiftIntoSight } from './in-sight.ts';

const body = { left: 0, top: 100, right: 390, bottom: 700 };
const panel = { left: 0, top: 400, right: 390, bottom: 700 };

test('a box behind the panel below is moved up until it stands just above', () => {
  const box = { left: 100, top: 500, right: 300, bottom: 560 };
  expect(shiftIntoSight(box, body, panel)).toEqual({ x: 0, y: -176 });
});

test('a box that is seen, or is out of sight whatever stands there, stays where it is', () => {
  const box = { left: 100, top: 150, right: 300, bottom: 210 };
  expect(shiftIntoSight(box, body, panel)).toBeUndefined();
  expect(shiftIntoSight({ ...box, top: 720, bottom: 780 }, body, panel)).toBeUndefined();
  expect(shiftIntoSight({ ...box, left: 400, right: 600 }, body, panel)).toBeUndefined();
});

test('a box that fits nowhere is moved once, its upper edge to that of the picture', () => {
  const tall = { left: 100, top: 150, right: 300, bottom: 550 };
  const shift = shiftIntoSight(tall, body, panel);
  expect(shift).toEqual({ x: 0, y: -50 });
  expect(shiftIntoSight({ ...tall, top: 100, bottom: 500 }, body, panel)).toBeUndefined();
});

test('a box behind a panel at the side is moved aside', () => {
  const wide = { left: 0, top: 0, right: 1440, bottom: 900 };
  const beside = { left: 1140, top: 0, right: 1440, bottom: 900 };
  const box = { left: 1100, top: 400, right: 1300, bottom: 460 };
  expect(shiftIntoSight(box, wide, beside)).toEqual({ x: -176, y: 0 });
});
