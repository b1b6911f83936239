import { layers } from '@holdfast/shared/model/map-value';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Frame, type LayoutFrame } from './frame-layout.ts';
import { absolute, layOut } from './layout.ts';
import { boxSize, type LayoutNode } from './place-boxes.ts';

/** A parent is always one of those before: no cycles. */
const sketch = fc
  .tuple(fc.integer({ min: 1, max: 8 }), fc.integer({ min: 1, max: 25 }))
  .chain(([frameCount, nodeCount]) =>
    fc.record({
      parents: fc.tuple(
        ...Array.from({ length: frameCount }, (_, at) => fc.integer({ min: -1, max: at - 1 })),
      ),
      homes: fc.array(
        fc.record({
          layer: fc.constantFrom(...layers),
          home: fc.integer({ min: -1, max: frameCount - 1 }),
        }),
        { minLength: nodeCount, maxLength: nodeCount },
      ),
      ends: fc.array(fc.tuple(fc.nat(nodeCount - 1), fc.nat(nodeCount - 1)), { maxLength: 40 }),
      shape: fc.constantFrom('wide' as const, 'narrow' as const),
    }),
  )
  .map(({ parents, homes, ends, shape }) => {
    const id = (at: number): string => (at < 0 ? '' : `f${at}`);
    return {
      shape,
      frames: parents.map((parent, at): LayoutFrame => ({ id: id(at), parent: id(parent) })),
      nodes: homes.map(({ layer, home }, at): LayoutNode => ({
        id: `n${at}`,
        layer,
        frame: id(home),
      })),
      edges: ends.flatMap(([from, to]) =>
        from === to ? [] : [{ from: `n${from}`, to: `n${to}` }],
      ),
    };
  });

const isIn = (inner: Omit<Frame, 'id' | 'depth' | 'origin'>, outer: Frame): boolean =>
  inner.left >= outer.left &&
  inner.top >= outer.top &&
  inner.left + inner.width <= outer.left + outer.width &&
  inner.top + inner.height <= outer.top + outer.height;

test('boxes and frames lie in the frame that they belong to, and nothing lies on another', () => {
  fc.assert(
    fc.property(sketch, (order) => {
      const layout = layOut({ ...order, known: new Map() });
      const frames = new Map(layout.frames.map((frame) => [frame.id, frame]));
      const boxes = order.nodes.map((node) => {
        const { x, y } = absolute(layout.places.get(node.id) ?? { x: NaN, y: NaN }, node, layout);
        return { id: node.id, parent: node.frame ?? '', left: x, top: y, ...boxSize };
      });
      const inner = order.frames.map(({ id, parent }) => {
        const frame = frames.get(id);
        if (frame === undefined) throw new Error(id);
        return { ...frame, parent };
      });
      const all = [...boxes, ...inner];
      for (const [at, one] of all.entries()) {
        const outer = frames.get(one.parent);
        expect(outer !== undefined && isIn(one, outer), `${one.id} in ${one.parent}`).toBe(true);
        for (const other of all.slice(at + 1)) {
          if (other.parent !== one.parent) continue;
          const isApart =
            one.left + one.width <= other.left ||
            other.left + other.width <= one.left ||
            one.top + one.height <= other.top ||
            other.top + other.height <= one.top;
          expect(isApart, `${one.id} and ${other.id}`).toBe(true);
        }
      }
    }),
    { numRuns: 150 },
  );
});

test('one more box moves none of the others within its frame', () => {
  fc.assert(
    fc.property(sketch, fc.nat(100), (order, at) => {
      const before = layOut({ ...order, known: new Map() });
      const frame = order.frames[at % order.frames.length]?.id ?? '';
      const added = { id: 'new', layer: 'software', frame } as const;
      const after = layOut({
        ...order,
        nodes: [...order.nodes, added],
        edges: [...order.edges, { from: 'n0', to: 'new' }],
        known: before.places,
      });
      for (const { id } of order.nodes) expect(after.places.get(id)).toEqual(before.places.get(id));
      expect(after.places.has('new')).toBe(true);
      expect(after.frames.map(({ id }) => id)).toEqual(before.frames.map(({ id }) => id));
    }),
    { numRuns: 150 },
  );
});
