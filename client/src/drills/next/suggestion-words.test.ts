import type { Suggestion } from '@holdfast/shared/drilling/suggest';
import { addComponent } from '@holdfast/shared/model/map-commands';
import { readMap } from '@holdfast/shared/model/map';
import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { reasonsInWords, suggestionTitle } from './suggestion-words.ts';

function mapWith(names: readonly string[]) {
  const doc = new Y.Doc();
  let byte = 0;
  const random = { bytes: (length: number) => new Uint8Array(length).fill((byte += 1)) };
  for (const name of names)
    addComponent(doc, { name, layer: 'software' }, { nowMs: 1, by: 'Ana', random });
  return readMap(doc);
}

test('a suggestion says what is taken away and why, by names', () => {
  const map = mapWith(['Pay', 'Shop', 'Search', 'Mail', 'Db']);
  const ids = [...map.components.keys()];
  const [pay = ''] = ids;
  const suggestion: Suggestion = {
    id: 'x',
    scenario: 'database-failover',
    subjects: [{ part: 'components', id: pay }],
    scope: { components: [pay], domains: [], people: [] },
    reasons: [
      { why: 'single-failure', components: ids },
      { why: 'required', fit: 'has-rpo', components: [pay, 'gone'], toTier: 2 },
    ],
    evidence: 'never',
    takesDown: ids,
    hasObjective: false,
  };
  expect(suggestionTitle(suggestion, map)).toMatch(/: Pay$/);
  const [single, required] = reasonsInWords(suggestion, map);
  expect(single).toMatch(/^Alone, it takes 5 components down: .* and 2 more\.$/);
  expect(required).toBe(
    'It is asked of what has a data loss objective, down to tier 2: Pay, gone.',
  );
});
