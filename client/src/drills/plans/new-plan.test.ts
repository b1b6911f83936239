import { expect, test } from 'vitest';
import { newPlanPathOf, planFromSearch } from './new-plan.ts';

const read = (path: string) => planFromSearch(path.slice(path.indexOf('?')));

test('a plan that is begun elsewhere arrives filled in', () => {
  const path = newPlanPathOf({
    title: 'Lose the database',
    scenario: 'database-failover',
    components: ['db', 'pay'],
  });
  expect(read(path)).toMatchObject({
    title: 'Lose the database',
    scenario: 'database-failover',
    drillKind: 'failover',
    scope: { components: ['db', 'pay'], domains: [], people: [] },
  });
});

test('what an address says in no readable way is left out', () => {
  expect(planFromSearch('?new=1&scenario=constructor&drill=x&components=a/b')).toEqual({
    title: '',
    drillKind: 'tabletop',
    scope: { components: [], domains: [], people: [] },
  });
  expect(planFromSearch('?q=new')).toBeUndefined();
});

test('of a runbook that is followed, a plan has no steps of its own', () => {
  expect(read(newPlanPathOf({ scenario: 'zone-loss', runbook: 'runbook:a' }))).toMatchObject({
    runbook: 'runbook:a',
    body: '',
  });
});
