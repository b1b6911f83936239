import type { DocumentName } from '@holdfast/shared/protocol/names';
import { documentNameSchema } from '@holdfast/shared/protocol/names';
import { expect, it } from 'vitest';
import { incidentProjection } from '@holdfast/shared/model/incident-fixture';
import { findToMerge } from './merge-choices.ts';

const nameOf = (n: number): DocumentName => documentNameSchema.parse(`incident:number-${n}`);

it('finds by words of the title and by components, and counts what it does not offer', () => {
  const projections = new Map(
    Array.from({ length: 120 }, (_, n) => [
      nameOf(n),
      incidentProjection({
        title: n === 7 ? 'Search hangs' : `Checkout fails ${n}`,
        components: n === 8 ? ['search-api'] : [],
        declaredAtMs: n,
        mergedInto: n === 9 ? nameOf(7) : '',
      }),
    ]),
  );
  const find = (query: string) => findToMerge(projections, nameOf(1), query);
  // Neither itself nor what stands for another.
  expect(find('')).toMatchObject({ all: 118, more: 68 });
  expect(find('').found).toHaveLength(50);
  expect(find('SEARCH').found.map(({ name }) => name)).toEqual([nameOf(8), nameOf(7)]);
  expect(find('fails 119 checkout').found.map(({ name }) => name)).toEqual([nameOf(119)]);
  expect(find('nothing of it')).toMatchObject({ found: [], more: 0, all: 118 });
});
