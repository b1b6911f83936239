import { heldOn, namedPlan } from '@holdfast/shared/drilling/plan-fixture';
import { runbookProjection } from '@holdfast/shared/model/projection-fixture';
import type { Projection } from '@holdfast/shared/model/projection';
import { expect, test } from 'vitest';
import { steadyBook } from './drill-book.ts';

test('the book stays the same object until a plan or a drill changes', () => {
  const { plan } = namedPlan();
  const { drill } = heldOn('2026-11-02');
  const all = new Map<string, Projection>([
    ['plan:01a', plan],
    ['drill:01a', drill],
  ]);
  const book = steadyBook(all);
  expect(book).toEqual({
    plans: [{ name: 'plan:01a', plan }],
    drills: [{ name: 'drill:01a', drill }],
  });
  expect(steadyBook(new Map([...all, ['runbook:01a', runbookProjection()]]))).toBe(book);
  const changed = steadyBook(new Map([...all, ['plan:01a', { ...plan, title: 'Other' }]]));
  expect(changed).not.toBe(book);
  expect(changed.plans[0]?.plan.title).toBe('Other');
});
