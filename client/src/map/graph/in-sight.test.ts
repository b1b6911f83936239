import { expect, test } from 'vitest';
import { moveIntoSight } from './in-sight.ts';

const body = { left: 0, top: 100, right: 390, bottom: 700 };
const panel = { left: 0, top: 400, right: 390, bottom: 700 };

test('a box behind the panel below is moved to the middle of what is free', () => {
  const box = { left: 100, top: 500, right: 300, bottom: 560 };
  expect(moveIntoSight(box, body, panel)).toEqual({ x: -5, y: -280 });
});

test('a box in sight stays where it is, and one that fits nowhere is moved once', () => {
  const box = { left: 100, top: 150, right: 300, bottom: 210 };
  expect(moveIntoSight(box, body, panel)).toBeUndefined();
  const large = { left: -105, top: 150, right: 495, bottom: 350 };
  expect(moveIntoSight(large, body, panel)).toBeUndefined();
  expect(moveIntoSight(box, body, { ...panel, top: 90 })).toBeUndefined();
});

test('a panel beside the picture covers nothing, but takes room', () => {
  const wide = { left: 0, top: 0, right: 1440, bottom: 900 };
  const beside = { left: 1140, top: 0, right: 1440, bottom: 900 };
  const box = { left: 1100, top: 400, right: 1300, bottom: 460 };
  expect(moveIntoSight(box, wide, beside)).toEqual({ x: -630, y: 20 });
});
