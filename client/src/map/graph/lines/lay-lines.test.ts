import { layers } from '@holdfast/shared/model/map-value';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { absolute, layOut, withLines } from '../layout.ts';
import { boxSize, type LayoutEdge, type LayoutNode, type Place } from '../place-boxes.ts';
import { createLineLayer, layLines, lineKey, type Lines } from './lay-lines.ts';

const edgesOf = (count: number, most: number) =>
  fc
    .array(fc.tuple(fc.nat(count - 1), fc.nat(count - 1)), { maxLength: most })
    .map((ends) =>
      ends.flatMap(([from, to]): LayoutEdge[] =>
        from === to ? [] : [{ from: `n${from}`, to: `n${to}` }],
      ),
    );

/** Maps as they are drawn, in bands or in frames. */
const map = fc
  .record({
    homes: fc.array(fc.tuple(fc.constantFrom(...layers), fc.nat(5)), {
      minLength: 2,
      maxLength: 40,
    }),
    parents: fc.tuple(
      ...Array.from({ length: 5 }, (_, at) => fc.integer({ min: -1, max: at - 1 })),
    ),
    isFramed: fc.boolean(),
  })
  .chain(({ homes, parents, isFramed }) =>
    fc.record({
      nodes: fc.constant(
        homes.map(([layer, home], at): LayoutNode => ({
          id: `n${at}`,
          layer,
          ...(isFramed ? { frame: home === 5 ? '' : `f${home}` } : {}),
        })),
      ),
      frames: fc.constant(
        isFramed
          ? parents.map((parent, at) => ({ id: `f${at}`, parent: parent < 0 ? '' : `f${parent}` }))
          : [],
      ),
      edges: edgesOf(homes.length, 60),
      known: fc.constant(new Map<string, Place>()),
    }),
  );

/** Boxes pushed about by hand, on squares of this size: into and onto each other. */
const square = { width: boxSize.width / 10, height: boxSize.height / 2 } as const;
const pushed = fc.integer({ min: 2, max: 24 }).chain((count) =>
  fc.record({
    corners: fc
      .array(fc.tuple(fc.nat(45), fc.nat(11)), { minLength: count, maxLength: count })
      .map(
        (places) =>
          new Map(
            places.map(([x, y], at) => [`n${at}`, { x: x * square.width, y: y * square.height }]),
          ),
      ),
    edges: edgesOf(count, 40),
  }),
);

test('no line of a map runs behind a box', () => {
  fc.assert(
    fc.property(map, (order) => {
      const layout = withLines(order, layOut(order));
      expect(layout.lines.behind).toBe(0);
      const corners = new Map(
        order.nodes.map((node) => [
          node.id,
          absolute(layout.places.get(node.id) ?? { x: NaN, y: NaN }, node, layout),
        ]),
      );
      expectAllClear(corners, order.edges, layout.lines, new Set());
    }),
    { numRuns: 150 },
  );
});

test('wherever boxes are pushed, only lines without any way around run behind one', () => {
  fc.assert(
    fc.property(pushed, ({ corners, edges }) => {
      const lines = layLines(corners, edges);
      const shut = new Set(edges.filter((edge) => !isOpen(corners, edge)).map(lineKey));
      expect(lines.behind).toBe(shut.size);
      expectAllClear(corners, edges, lines, shut);
    }),
    { numRuns: 150 },
  );
});

test('lines that nobody has time for run straight, and are counted', () => {
  const corners = new Map(
    ['n0', 'n1', 'n2'].map((id, at) => [id, { x: 0, y: at * 2 * boxSize.height }] as const),
  );
  const [led, rushed] = [
    { from: 'n0', to: 'n2' },
    { from: 'n2', to: 'n0' },
  ];
  const layer = createLineLayer(corners);
  layer.lay(led);
  layer.rush(rushed);
  layer.rush(led);
  const lines = layer.lines();
  expect(lines).toMatchObject({ behind: 0, rough: 1 });
  expect(lines.of.get(lineKey(led))).toEqual(layLines(corners, [led]).of.get(lineKey(led)));
  expect(lines.of.get(lineKey(rushed))?.path).toMatch(/^M[^L]*C[^L]*$/);
});

test('the same map has the same lines, and one more box moves none that it is far from', () => {
  fc.assert(
    fc.property(map, fc.nat(4000), fc.nat(3000), (order, x, y) => {
      const layout = layOut(order);
      const corners = new Map(
        order.nodes.map((node) => [
          node.id,
          absolute(layout.places.get(node.id) ?? { x: NaN, y: NaN }, node, layout),
        ]),
      );
      const before = layLines(corners, order.edges);
      expect(layLines(corners, order.edges)).toEqual(before);
      const after = layLines(new Map([...corners, ['new', { x, y }]]), order.edges);
      for (const [key, line] of before.of) {
        const places = along(line.path);
        const isFar = (at: 'x' | 'y', from: number, size: number): boolean =>
          Math.min(...places.map((one) => one[at])) > from + size + 300 ||
          Math.max(...places.map((one) => one[at])) < from - 300;
        if (isFar('x', x, boxSize.width) || isFar('y', y, boxSize.height))
          expect(after.of.get(key)).toEqual(line);
      }
    }),
    { numRuns: 100 },
  );
});

/** Not even behind those that it joins. */
function expectAllClear(
  corners: ReadonlyMap<string, Place>,
  edges: readonly LayoutEdge[],
  lines: Lines,
  but: ReadonlySet<string>,
): void {
  for (const edge of edges) {
    const line = lines.of.get(lineKey(edge));
    if (line === undefined) throw new Error(lineKey(edge));
    const [from, to] = [corners.get(edge.from), corners.get(edge.to)];
    if (from === undefined || to === undefined) throw new Error(lineKey(edge));
    const places = along(line.path);
    expect(places.at(0)).toEqual({ x: from.x + boxSize.width / 2, y: from.y + boxSize.height });
    expect(places.at(-1)).toEqual({ x: to.x + boxSize.width / 2, y: to.y });
    if (but.has(lineKey(edge))) continue;
    for (const [id, { x, y }] of corners) {
      const met = places.find(
        (one) =>
          one.x > x + 0.1 &&
          one.x < x + boxSize.width - 0.1 &&
          one.y > y + 0.1 &&
          one.y < y + boxSize.height - 0.1,
      );
      expect(met, `${lineKey(edge)} behind ${id}: ${line.path}`).toBeUndefined();
    }
  }
}

/** Places along a path, at most about a pixel from each other. */
function along(path: string): readonly Place[] {
  const places: Place[] = [];
  for (const [, command = '', rest = ''] of path.matchAll(/([MLQC])([^MLQC]*)/g)) {
    const numbers = rest.trim().split(/\s+/).map(Number);
    const pulls: Place[] = [];
    for (let at = 0; at < numbers.length; at += 2)
      pulls.push({ x: numbers[at] ?? NaN, y: numbers[at + 1] ?? NaN });
    const last = places.at(-1);
    const all = command === 'M' || last === undefined ? pulls : [last, ...pulls];
    const length = all.reduce((sum, { x, y }, at) => {
      const before = all[at - 1] ?? { x, y };
      return sum + Math.hypot(x - before.x, y - before.y);
    }, 0);
    const steps = Math.max(1, Math.ceil(length));
    for (let at = 0; at <= steps; at += 1) places.push(bezier(all, at / steps));
  }
  return places;
}

/** De Casteljau, whatever the degree. */
function bezier(pulls: readonly Place[], at: number): Place {
  const [first] = pulls;
  if (first === undefined) return { x: NaN, y: NaN };
  if (pulls.length === 1) return first;
  return bezier(
    pulls.slice(1).map(({ x, y }, index) => {
      const from = pulls[index] ?? first;
      return { x: from.x + (x - from.x) * at, y: from.y + (y - from.y) * at };
    }),
    at,
  );
}

/** Is there any way, by squares that no box lies on? A line leaves and comes between two of them. */
function isOpen(corners: ReadonlyMap<string, Place>, edge: LayoutEdge): boolean {
  const [columns, rows] = [60, 18];
  const taken = new Set<string>();
  for (const { x, y } of corners.values()) {
    for (let column = 0; column < 10; column += 1)
      for (let row = 0; row < 2; row += 1)
        taken.add(`${x / square.width + column} ${y / square.height + row}`);
  }
  const [from, to] = [corners.get(edge.from), corners.get(edge.to)];
  if (from === undefined || to === undefined) return false;
  const below = (at: number) => [from.x / square.width + at, from.y / square.height + 2] as const;
  const above = (at: number) => [to.x / square.width + at, to.y / square.height - 1] as const;
  const key = ([column, row]: readonly [number, number]): string => `${column} ${row}`;
  if ([below(4), below(5), above(4), above(5)].some((one) => taken.has(key(one)))) return false;
  const reached = new Set([key(below(4))]);
  const next: (readonly [number, number])[] = [below(4)];
  for (let one = next.pop(); one !== undefined; one = next.pop()) {
    const [column, row] = one;
    for (const to of [
      [column + 1, row],
      [column - 1, row],
      [column, row + 1],
      [column, row - 1],
    ] as const) {
      const isOutside = to[0] < -3 || to[0] > columns || to[1] < -3 || to[1] > rows;
      if (isOutside || taken.has(key(to)) || reached.has(key(to))) continue;
      reached.add(key(to));
      next.push(to);
    }
  }
  return reached.has(key(above(4)));
}
