import { expect, test } from 'vitest';
import { readPieces } from '../ui/markdown/markdown-pieces.ts';
import { blockSpans, heightAt, type BlockSpan } from './preview-place.ts';

const spans: readonly BlockSpan[] = [
  { piece: 0, index: 0, start: 10, end: 20 },
  { piece: 0, index: 1, start: 22, end: 42 },
];
const edges = [
  { top: 20, bottom: 60 },
  { top: 80, bottom: 480 },
];
const edgesOf = ({ index }: BlockSpan) => edges[index] ?? { top: 0, bottom: 0 };
const place = (offset: number) => heightAt(offset, spans, edgesOf);

test('the start of a block, its middle and the gap behind it are where they are drawn', () => {
  expect(place(10)).toBe(20);
  expect(place(15)).toBe(40);
  expect(place(21)).toBe(70);
  expect(place(32)).toBe(280);
});

test('before the first block and behind the last there is somewhere to go', () => {
  expect(place(0)).toBe(0);
  expect(place(5)).toBe(10);
  expect(place(500)).toBe(480);
  expect(heightAt(3, [], edgesOf)).toBe(0);
});

test('a place further on in the text is never higher up', () => {
  const heights = Array.from({ length: 60 }, (_, offset) => place(offset));
  expect(heights).toEqual(heights.toSorted((a, b) => a - b));
});

test('front matter and a title shown above are no blocks; the others keep their order', () => {
  const text = '---\na: 1\n---\n# Failover\n\nOne.\n\n- two\n- three\n';
  const found = blockSpans(readPieces(text, 'Failover').shown);
  expect(found.map(({ index, start, end }) => [index, text.slice(start, end)])).toEqual([
    [0, 'One.'],
    [1, '- two\n- three'],
  ]);
});
