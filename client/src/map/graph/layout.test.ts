import fc from 'fast-check';
import { expect, test } from 'vitest';
import { layers } from '@holdfast/shared/model/map-value';
import { absolute, bandOrder, type Layout, layOut } from './layout.ts';
import { boxSize, type LayoutNode } from './place-boxes.ts';

const sketch = fc
  .array(fc.constantFrom(...layers), { minLength: 1, maxLength: 30 })
  .chain((ofNodes) =>
    fc.record({
      nodes: fc.constant(ofNodes.map((layer, at): LayoutNode => ({ id: `n${at}`, layer }))),
      edges: fc.array(
        fc.record({
          from: fc.nat(ofNodes.length - 1).map((at) => `n${at}`),
          to: fc.nat(ofNodes.length - 1).map((at) => `n${at}`),
        }),
        { maxLength: 50 },
      ),
      shape: fc.constantFrom('wide' as const, 'narrow' as const),
    }),
  )
  .map(({ nodes, edges, shape }) => ({
    nodes,
    edges: edges.filter(({ from, to }) => from !== to),
    shape,
  }));

function corners(nodes: readonly LayoutNode[], layout: Layout) {
  return nodes.map((node) => ({
    id: node.id,
    ...absolute(layout.places.get(node.id) ?? { x: NaN, y: NaN }, node, layout),
  }));
}

test('every layer has a band', () => {
  expect([...bandOrder].toSorted()).toEqual([...layers].toSorted());
});

test('no two boxes overlap, and the same map gives the same picture', () => {
  fc.assert(
    fc.property(sketch, (order) => {
      const { nodes } = order;
      const layout = layOut({ ...order, known: new Map() });
      expect(layOut({ ...order, known: new Map() })).toEqual(layout);
      const boxes = corners(nodes, layout);
      for (const [at, one] of boxes.entries()) {
        for (const other of boxes.slice(at + 1)) {
          const isApart =
            Math.abs(one.x - other.x) >= boxSize.width ||
            Math.abs(one.y - other.y) >= boxSize.height;
          expect(isApart, `${one.id} and ${other.id}`).toBe(true);
        }
      }
    }),
    { numRuns: 150 },
  );
});

test('one more box moves none of the others within its band', () => {
  fc.assert(
    fc.property(sketch, fc.constantFrom(...layers), (order, layer) => {
      const { nodes, edges } = order;
      const before = layOut({ ...order, known: new Map() });
      const first = nodes[0]?.id ?? '';
      const after = layOut({
        ...order,
        nodes: [...nodes, { id: 'new', layer }],
        edges: [...edges, { from: first, to: 'new' }],
        known: before.places,
      });
      for (const { id } of nodes) expect(after.places.get(id)).toEqual(before.places.get(id));
      expect(after.places.has('new')).toBe(true);
    }),
    { numRuns: 150 },
  );
});
