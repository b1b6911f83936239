import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createMarker } from './marked-words.ts';

function marked(text: string, query: string, similar = false): string[] {
  return createMarker(query, similar)
    .marks(text)
    .map(([from, to]) => text.slice(from, to));
}

describe('a marker', () => {
  it('marks words, beginnings, parts of names, and what is nearly so only where asked', () => {
    expect(marked('Check the Lag; lagging KubePodCrashLooping', 'lag pod')).toEqual([
      ...['Lag', 'lagging', 'Pod'],
    ]);
    expect(marked('the quorum', 'quorun')).toEqual([]);
    expect(marked('the quorum', 'quorun', true)).toEqual(['quorum']);
    expect(marked('障害対応の手順', '障害対応')).toEqual(['障害対応']);
  });

  it('shows the place that has most of the query, words in a row before words apart', () => {
    const filler = 'nothing of interest is here at all. '.repeat(12);
    const text = `failover is near. ${filler}ask patronictl about failover. ${filler}\n\tpatronictl failover orders\n${filler}`;
    const { excerpt, marks } = createMarker('patronictl failover', false).excerpt(text);
    expect(excerpt).toContain(' patronictl failover orders');
    expect(marks.map(([from, to]) => excerpt.slice(from, to))).toEqual(['patronictl', 'failover']);
    expect(excerpt.startsWith('…') && excerpt.endsWith('…')).toBe(true);
  });

  it('shows the beginning where nothing is found', () => {
    expect(createMarker('zzz', false).excerpt('Some text')).toEqual({
      excerpt: 'Some text',
      marks: [],
    });
  });

  it('marks inside the excerpt, in order and apart, whatever the text', () => {
    const text = fc.string({
      maxLength: 600,
      unit: fc.constantFrom('a', 'b', ' ', '\n', 'é', '障'),
    });
    fc.assert(
      fc.property(text, fc.string({ maxLength: 8 }), fc.boolean(), (given, query, similar) => {
        const { excerpt, marks } = createMarker(`ab ${query}`, similar).excerpt(given);
        expect(excerpt.length).toBeLessThanOrEqual(222);
        let last = 0;
        for (const [from, to] of marks) {
          expect(from).toBeGreaterThanOrEqual(last);
          expect(to).toBeGreaterThan(from);
          last = to;
        }
        expect(last).toBeLessThanOrEqual(excerpt.length);
      }),
    );
  });
});
