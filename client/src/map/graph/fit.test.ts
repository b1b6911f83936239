import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  around,
  intoSight,
  isWhole,
  readableView,
  readableZoom,
  smallestZoom,
  type View,
  wholeAround,
  wholeView,
} from './fit.ts';

const size = { min: 1, max: 20_000 } as const;
const area = fc.record({
  x: fc.integer({ min: -3000, max: 3000 }),
  y: fc.integer({ min: -3000, max: 3000 }),
  width: fc.integer(size),
  height: fc.integer(size),
});
const pane = fc.record({
  width: fc.integer({ min: 200, max: 2500 }),
  height: fc.integer({ min: 150, max: 1500 }),
});
const desk = { width: 1190, height: 600 };

test('a few boxes are not drawn larger than life', () => {
  const view = readableView({ x: 0, y: 0, width: 200, height: 52 }, desk);
  expect(view.zoom).toBe(1.25);
  expect(view.x + 100 * view.zoom).toBeCloseTo(desk.width / 2);
});

test('where all cannot be read, all of its width is shown from the top, if that can', () => {
  const phone = { width: 390, height: 400 };
  const view = readableView({ x: 0, y: 0, width: 690, height: 1500 }, phone);
  expect(view.zoom).toBeCloseTo((390 - 32) / 690);
  expect(view).toMatchObject({ x: 16, y: 16 });
});

test('what cannot be read at all is shown as a whole', () => {
  const huge = { x: 0, y: 0, width: 8000, height: 6000 };
  const view = readableView(huge, desk);
  expect(view).toEqual(wholeView(huge, desk));
  expect(isWhole(view, huge, desk)).toBe(true);
});

test('all is in sight, or it is read from its beginning', () => {
  fc.assert(
    fc.property(area, pane, (of, through) => {
      expect(wholeView(of, through).zoom).toBeLessThanOrEqual(1.25);
      const view = readableView(of, through);
      expect(view.zoom).toBeLessThanOrEqual(1.25);
      if (isWhole(view, of, through) || view.zoom < readableZoom) return;
      const start = { x: of.x * view.zoom + view.x, y: of.y * view.zoom + view.y };
      expect(start.x).toBeGreaterThan(0);
      expect(start.y).toBeGreaterThan(0);
      const isAcross = of.width * view.zoom <= through.width;
      expect(isAcross || of.height * view.zoom <= through.height).toBe(true);
    }),
  );
});

test('a box is brought into sight, and then moves no more', () => {
  fc.assert(
    fc.property(
      area,
      pane,
      fc.double({ min: 0.04, max: 1.8, noNaN: true }),
      (at, through, zoom) => {
        const box = { ...at, width: 200, height: 52 };
        const view: View = { x: 17, y: -340, zoom };
        const moved = intoSight(view, box, through);
        expect(moved.zoom).toBe(zoom);
        if (200 * zoom + 32 <= through.width && 52 * zoom + 32 <= through.height)
          expect(isWhole(moved, box, through)).toBe(true);
        const again = intoSight(moved, box, through);
        expect(Math.abs(again.x - moved.x) + Math.abs(again.y - moved.y)).toBeLessThan(1e-6);
        if (
          isWhole(
            view,
            {
              x: box.x - 20 / zoom,
              y: box.y - 20 / zoom,
              width: 200 + 40 / zoom,
              height: 52 + 40 / zoom,
            },
            through,
          )
        )
          expect(moved).toBe(view);
      },
    ),
  );
});

test('what lies around some holds each of them', () => {
  expect(around([])).toBeUndefined();
  expect(
    around([
      { x: 5, y: 5, width: 10, height: 1 },
      { x: -5, y: 7, width: 2, height: 30 },
    ]),
  ).toEqual({ x: -5, y: 5, width: 20, height: 32 });
});

test('all comes into sight around a box that stays where it is', () => {
  fc.assert(
    fc.property(
      fc.record({ x: fc.integer({ min: 0, max: 1800 }), y: fc.integer({ min: 0, max: 900 }) }),
      fc.record({ x: fc.integer({ min: 40, max: 860 }), y: fc.integer({ min: 40, max: 560 }) }),
      (corner, seen) => {
        const all = { x: 0, y: 0, width: 2000, height: 1000 };
        const box = { ...corner, width: 200, height: 52 };
        const pane = { width: 900, height: 600 };
        const [cx, cy] = [box.x + 100, box.y + 26];
        const before = { x: seen.x - cx, y: seen.y - cy, zoom: 1 };
        const view = wholeAround(before, box, all, pane);
        expect(cx * view.zoom + view.x).toBeCloseTo(seen.x, 6);
        expect(cy * view.zoom + view.y).toBeCloseTo(seen.y, 6);
        expect(view.zoom).toBeLessThanOrEqual(1);
        expect(view.zoom <= smallestZoom || isWhole(view, all, pane)).toBe(true);
      },
    ),
  );
});
