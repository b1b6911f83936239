import { drillProjection, runbookProjection } from '@holdfast/shared/model/projection-fixture';
import type { Projection } from '@holdfast/shared/model/projection';
import { daysOn, heldOn, namedPlan } from '@holdfast/shared/drilling/plan-fixture';
import { expect, test } from 'vitest';
import { incidentProjection } from '@holdfast/shared/model/incident-fixture';
import { createTrustIndex } from '../trust/trust-index.ts';
import { changesSince, needsOf, stepsDone } from './home-model.ts';

const dayMs = 24 * 60 * 60 * 1000;
const nowMs = 400 * dayMs;
const days = daysOn('2026-11-28');

function needs(entries: readonly (readonly [string, Projection])[], me: string) {
  const projections = new Map(entries);
  return needsOf(projections, createTrustIndex().read(projections, nowMs), me, days);
}

const action = { id: 'a', text: 'Add a replica', state: 'open', owner: 'ana', due: '' } as const;

test('what waits for a person comes with what others wait for first', () => {
  const found = needs(
    [
      ['runbook:1', runbookProjection({ title: 'Restore', owners: ['Ana'], openComments: 2 })],
      ['drill:1', drillProjection({ title: 'Failover', people: ['Ana'], outcome: 'open' })],
      [
        'incident:1',
        incidentProjection({
          title: 'Pay is down',
          roles: [{ role: 'commander', person: 'Ana ', by: 'Bo', atMs: 1 }],
          actions: [
            action,
            { ...action, id: 'b', due: '2026-12-01' },
            { ...action, id: 'c', due: '2026-11-01' },
          ],
        }),
      ],
    ],
    'Ana',
  );
  expect(found.map((need) => (need.kind === 'action' ? need.id : need.kind))).toEqual([
    'role',
    'c',
    'b',
    'a',
    'run',
    'remarks',
    'review',
  ]);
  expect(found[1]).toMatchObject({ isOverdue: true });
  expect(found[2]).toMatchObject({ isOverdue: false });
});

test('what a machine told of waits for those whom its plan names, or for anybody', () => {
  const told = drillProjection({ isUnjudged: true, people: ['Ana', 'Nightly job'] });
  const plan = namedPlan({ owner: 'Bo', archived: true });
  const entries = [
    ['drill:1', told],
    ['drill:2', { ...told, plan: plan.name }],
    ['drill:3', { ...told, archived: true }],
    [plan.name, plan.plan],
  ] as const;
  const seen = (me: string) => needs(entries, me).map(({ kind, doc }) => `${kind} ${doc}`);
  expect(seen('Ana')).toEqual(['verdict drill:1']);
  expect(seen('Bo')).toEqual(['verdict drill:1', 'verdict drill:2']);
});

test('nothing waits because of what is done, archived, resolved or another person’s', () => {
  const roles = [{ role: 'commander', person: 'Ana', by: '', atMs: 1 }];
  const found = needs(
    [
      ['runbook:1', runbookProjection({ owners: ['Bo'], openComments: 1 })],
      ['runbook:2', runbookProjection({ owners: ['Ana'], openComments: 1, archived: true })],
      ['drill:1', drillProjection({ people: ['Ana'], outcome: 'passed' })],
      ['incident:1', incidentProjection({ status: 'resolved', roles })],
      ['incident:2', incidentProjection({ archived: true, roles, actions: [action] })],
      ['incident:3', incidentProjection({ actions: [{ ...action, state: 'done' }] })],
    ],
    'Ana',
  );
  expect(found).toEqual([]);
});

test('drills are waited for by those whom their plans name, and by everyone where they name nobody', () => {
  const plan = (part: Parameters<typeof namedPlan>[0]): Projection => namedPlan(part).plan;
  const found = needs(
    [
      ['plan:mine', plan({ title: 'Mine', owner: 'ana', startsOn: '2026-11-01' })],
      [
        'plan:part',
        plan({
          title: 'Part',
          owner: 'Bo',
          participants: [{ role: 'Scribe', person: 'Ana' }],
          cadence: 'every year',
          startsOn: '2026-12-01',
        }),
      ],
      ['plan:all', plan({ title: 'All', cadence: '', startsOn: '2026-11-28' })],
      ['plan:bo', plan({ title: 'Other', owner: 'Bo', startsOn: '2026-11-01' })],
      ['plan:far', plan({ title: 'Far', owner: 'Ana', cadence: '', startsOn: '2027-11-01' })],
      ['plan:gone', plan({ title: 'Gone', startsOn: '2026-11-01', archived: true })],
      ['plan:held', plan({ title: 'Held', cadence: '', startsOn: '2026-11-01' })],
      ['drill:1', heldOn('2026-11-02', { plan: 'plan:held' }).drill],
    ],
    'Ana',
  );
  expect(found).toMatchObject([
    { kind: 'drill', title: 'Mine', when: 'overdue', due: '2026-11-01', as: { as: 'owner' } },
    { kind: 'drill', title: 'All', when: 'today', as: undefined },
    { kind: 'drill', title: 'Part', when: 'soon', as: { as: 'participant', role: 'Scribe' } },
  ]);
});

test('a guest is told of nothing: many may be called so', () => {
  const entries = [
    ['incident:1', incidentProjection({ actions: [{ ...action, owner: 'Guest 123' }] })],
  ] as const;
  expect(needs(entries, 'Guest 123')).toEqual([]);
});

test('changes are those of the time asked for, the last first, without what is archived', () => {
  const projections = new Map<string, Projection>([
    ['runbook:old', runbookProjection({ changedAtMs: 5 })],
    ['runbook:gone', runbookProjection({ changedAtMs: 20, archived: true })],
    ['runbook:new', runbookProjection({ createdAtMs: 12, changedAtMs: 15, changedBy: 'Bo' })],
    ['runbook:edited', runbookProjection({ createdAtMs: 2, changedAtMs: 11 })],
    ['incident:1', incidentProjection({ declaredAtMs: 11, changedAtMs: 17 })],
    ['other:1', { kind: 'unknown', title: 'other:1' }],
  ]);
  expect(changesSince(projections, 10).map(({ doc, isNew, by }) => [doc, isNew, by])).toEqual([
    ['incident:1', true, ''],
    ['runbook:new', true, 'Bo'],
    ['runbook:edited', false, ''],
  ]);
});

test('first steps are done by what is in the workspace, not by having been looked at', () => {
  expect([...stepsDone(undefined, 'Guest 123', 1)]).toEqual([]);
  const projections = new Map<string, Projection>([
    ['runbook:1', runbookProjection()],
    ['drill:1', drillProjection()],
  ]);
  const done = stepsDone(projections, 'Ana', 2);
  expect(done).toEqual(new Set(['name', 'relays', 'runbook', 'drill']));
});

test('what a plan asks of a team waits for whoever the map has in it', () => {
  const plan = namedPlan({ owner: 'Storage' });
  const told = drillProjection({ isUnjudged: true, plan: plan.name });
  const map = {
    kind: 'map',
    title: 'Map',
    components: [],
    people: [
      { id: 'p1', name: 'Ana Lind', aliases: ['Ana'], teams: ['Storage'] },
      { id: 'p2', name: 'Bo' },
    ],
    dependencies: 0,
    groups: 0,
    domains: 0,
    setAside: 0,
    problems: 0,
    changedAtMs: 0,
    changedBy: '',
  } as const;
  const entries = [
    ['drill:1', told],
    [plan.name, plan.plan],
    ['map', map],
  ] as const;
  expect(needs(entries, 'Ana').map(({ kind }) => kind)).toContain('verdict');
  expect(needs(entries, 'Bo').map(({ kind }) => kind)).toEqual([]);
  const due = namedPlan({ owner: 'Storage', startsOn: '2026-11-20' });
  const reminded = [
    [due.name, due.plan],
    ['map', map],
  ] as const;
  expect(needs(reminded, 'Ana')).toMatchObject([{ kind: 'drill', as: { person: 'Storage' } }]);
  expect(needs(reminded, 'Bo')).toEqual([]);
});
