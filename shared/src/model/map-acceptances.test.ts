import { expect, it } from 'vitest';
import { acceptFindings, readAcceptances } from './map-acceptances.ts';
import { mapOf } from './map-fixture.ts';

const context = { nowMs: 1, by: 'Ana', today: '2026-11-28' };
const said = { until: '2026-12-01', reason: 'known' };

it('accepts several findings at once, or none of them', () => {
  const doc = mapOf();
  expect(acceptFindings(doc, ['a', ''], said, context)).toMatchObject({ ok: false });
  expect(acceptFindings(doc, ['a', 'b'], { ...said, reason: ' ' }, context)).toMatchObject({
    ok: false,
    reason: 'no-reason',
  });
  expect(readAcceptances(doc).size).toBe(0);
  expect(acceptFindings(doc, ['a', 'b'], said, context)).toEqual({ ok: true, changed: true });
  expect([...readAcceptances(doc).keys()]).toEqual(['a', 'b']);
  expect(readAcceptances(doc).get('b')).toMatchObject({ ...said, by: 'Ana' });
});
