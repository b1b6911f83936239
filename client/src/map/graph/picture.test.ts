import * as Y from 'yjs';
import { expect, test } from 'vitest';
import { addComponent, addGroup, connect } from '@holdfast/shared/model/map-commands';
import { readMap } from '@holdfast/shared/model/map';
import { readView } from '../map-view.ts';
import { graphOfView } from './graph-model.ts';
import { layOut, withLines } from './layout.ts';
import { pictureSvg } from './picture.ts';

const context = {
  by: 'Ana',
  nowMs: 0,
  random: { bytes: (length: number) => new Uint8Array(length) },
};

function picture(strong: readonly string[]): string {
  const doc = new Y.Doc();
  addComponent(doc, { id: 'web', name: 'Web & shop of everything that there is to buy' }, context);
  addComponent(doc, { id: 'db-1', name: 'Database 1' }, context);
  addComponent(doc, { id: 'db-2', name: 'Database 2' }, context);
  connect(doc, 'db-1', 'db-2', { kind: 'soft' }, context);
  addGroup(doc, { id: 'g', component: 'web', needs: 1, members: ['db-1', 'db-2'] }, context);
  const graph = graphOfView(readMap(doc), readView(''), undefined, { without: String });
  const edges = graph.edges.map(({ from, to }) => ({ from, to }));
  const { nodes } = graph;
  const layout = withLines({ nodes, edges }, layOut({ nodes, edges, known: new Map() }));
  return pictureSvg(graph, layout, {
    title: 'Map',
    bandName: String,
    frameName: String,
    second: (id) => (strong.includes(id) ? 'takes down 1, hidden' : ''),
    isStrong: (id) => strong.includes(id),
    legend: {
      lines: { hard: 'needs', soft: 'worse without', group: 'needs some of several' },
      strong: 'hidden: redundancy does not help',
    },
  });
}

test('a picture says what its lines are, of the kinds that it has', () => {
  const svg = picture([]);
  expect(svg).toContain('>worse without</text>');
  expect(svg).toContain('>needs some of several</text>');
  expect(svg).not.toContain('>needs</text>');
  expect(svg).not.toContain('redundancy does not help');
});

test('what is hidden is told in words, a long name is cut and told whole beside', () => {
  const svg = picture(['db-1']);
  expect(svg).toContain('>hidden: redundancy does not help</text>');
  expect(svg).toContain('>takes down 1, hidden</text>');
  expect(svg).toContain('<title>Web &amp; shop of everything that there is to buy</title>');
  expect(svg).toMatch(/>Web &amp; shop of [^<]{0,8}…<\/text>/u);
});
