import { expect, it } from 'vitest';
import { analysisReport } from './analysis-report.ts';
import { soundGraph } from './fault-model-fixture.ts';
import { simplified } from './simplified-graph.ts';

/** Gates that each fail with the next, and by an event of their own. */
function chain(length: number) {
  const numbers = Array.from({ length }, (_, at) => at);
  return soundGraph({
    events: numbers.map((at) => ({ id: `e${at}`, unavailability: undefined })),
    gates: numbers.map((at) => ({
      id: `g${at}`,
      kind: 'or' as const,
      inputs: at < length - 1 ? [`e${at}`, `g${at + 1}`] : [`e${at}`],
    })),
  });
}

function reported(length: number, isOver: () => boolean) {
  return analysisReport(chain(length), 'g0', {
    order: 2,
    limit: 10,
    isOver,
    nameOf: (node) => node,
    pathNames: (path) => path.map(({ node }) => node),
    explained: ({ line }) => ({ path: line.map(({ node }) => node) }),
  });
}

it('tells every single point of a long chain, with as many paths as there is room for', () => {
  const { spofs, pathsOmitted } = reported(2_000, () => false);
  expect(spofs).toHaveLength(2_000);
  expect(pathsOmitted).toBeGreaterThan(0);
  const paths = spofs.flatMap(({ path }) => (path === undefined ? [] : [path]));
  expect(paths).toHaveLength(2_000 - pathsOmitted);
  expect(paths.reduce((sum, { length }) => sum + length, 0)).toBeLessThan(210_000);
});

it('looks for no path once the time is over, and says so', () => {
  const { spofs, pathsOmitted } = reported(5, () => true);
  expect(spofs.map(({ event }) => event)).toHaveLength(5);
  expect(pathsOmitted).toBe(5);
});

it('takes a chain into its top as one, in the order that it is written in', () => {
  const graph = chain(4);
  const { top, inputs } = simplified(graph, graph.nodes.get('g0') ?? -1);
  expect(inputs[Number(top)]?.map((node) => graph.events[node])).toEqual(['e0', 'e1', 'e2', 'e3']);
});
