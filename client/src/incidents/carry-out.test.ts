import { declareIncident } from '@holdfast/shared/model/incident-say';
import { readIncident } from '@holdfast/shared/model/incident';
import { person } from '@holdfast/shared/model/run-fixture';
import { expect, it } from 'vitest';
import * as Y from 'yjs';
import { carryOut } from './carry-out.ts';

const ana = person('Ana', 90_000);

function declared(): Y.Doc {
  const doc = new Y.Doc();
  declareIncident(doc, { title: 'Down', severity: 2 }, person('Ana', 1_000));
  return doc;
}

it('keeps the time at which somebody took a role or a component failed', () => {
  const doc = declared();
  carryOut(doc, { kind: 'role', role: 'operations', person: '' }, ana, 30_000);
  carryOut(doc, { kind: 'component', component: 'orders', affected: true }, ana, 40_000);
  const { entries } = readIncident(doc);
  expect(entries.slice(1).map(({ happenedAtMs }) => happenedAtMs)).toEqual([30_000, 40_000]);
});

it('says when nothing was changed, and knows components by any capitals', () => {
  const doc = declared();
  const clears = (component: string) =>
    carryOut(doc, { kind: 'component', component, affected: false }, ana, 90_000, ['orders']);
  expect(clears('orders')).toMatchObject({ ok: true, changed: false });
  carryOut(doc, { kind: 'component', component: 'Orders', affected: true }, ana, 90_000, [
    'orders',
  ]);
  expect(readIncident(doc).state.components).toEqual(['orders']);
  expect(clears('ORDERS')).toMatchObject({ ok: true, changed: true });
});
