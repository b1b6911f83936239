import { expect, it } from 'vitest';
import { holdDrill, nowMs, reviewWorkspace } from './review-fixture.ts';
import { reviewOf } from './review.ts';

const failed = { outcome: 'failed' } as const;

it('takes a drill without plan and scenario for answered by one like it', () => {
  const workspace = reviewWorkspace();
  const scope = { components: ['orders'], domains: [], people: [] };
  holdDrill(workspace, 'drill:bad', 3, { title: 'Nightly', plan: 'plan:gone', scope }, failed);
  holdDrill(workspace, 'drill:bare', 3, { title: 'Bare' }, failed);
  holdDrill(workspace, 'drill:other', 2, { drillKind: 'chaos', scope });
  const open = () =>
    reviewOf(workspace.input(nowMs)).findings.flatMap(({ rule, action }) =>
      rule === 'drill-failed-open' ? [action] : [],
    );
  expect(open()).toMatchObject([
    // Nobody has its plan, so that it begins with what is known of it.
    { screen: 'start-drill', plan: '', title: 'Nightly', components: ['orders'] },
    { screen: 'start-drill', plan: '', title: 'Bare', components: [] },
  ]);
  holdDrill(workspace, 'drill:good', 1, { title: 'By hand', scope });
  expect(open()).toMatchObject([{ title: 'Bare' }]);
  holdDrill(workspace, 'drill:bare-again', 1, { title: 'Bare' });
  expect(open()).toEqual([]);
});

it('takes an experiment for answered only by one of its name', () => {
  const workspace = reviewWorkspace();
  const scope = { components: ['orders'], domains: [], people: [] };
  const chaos = { drillKind: 'chaos', scope } as const;
  const open = () =>
    reviewOf(workspace.input(nowMs)).findings.filter(({ rule }) => rule === 'drill-failed-open');
  holdDrill(workspace, 'drill:bad', 3, { ...chaos, title: 'Pods killed' }, failed);
  holdDrill(workspace, 'drill:other', 2, { ...chaos, title: 'CPU stress' });
  expect(open()).toHaveLength(1);
  holdDrill(workspace, 'drill:again', 1, { ...chaos, title: 'Pods killed' });
  expect(open()).toEqual([]);
});
