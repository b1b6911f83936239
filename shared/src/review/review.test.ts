import { describe, expect, it } from 'vitest';
import { acceptFindings, takeBackAcceptance } from '../model/map-acceptances.ts';
import { createPlan } from '../model/plan.ts';
import {
  addDrillAction,
  changeDrillAction,
  sayInDrill,
  setFindingState,
} from '../model/drill-commands.ts';
import { projectDrill } from '../model/drill-projection.ts';
import { drillFromPlan } from '../model/drill-start.ts';
import { startPracticeRun } from '../model/drill.ts';
import { readPlan } from '../model/plan-document.ts';
import { textHash } from '../model/ids.ts';
import { declareIncident } from '../model/incident-say.ts';
import { setAffected } from '../model/incident-commands.ts';
import {
  addComponent,
  addDomain,
  addGroup,
  connect,
  disconnect,
  editComponent,
  editGroup,
} from '../model/map-commands.ts';
import { addPerson, addTeam, setKnowledge } from '../model/map-people-commands.ts';
import { endRun } from '../model/run-commands.ts';
import { readRuns } from '../model/run.ts';
import { newRun, person } from '../model/run-fixture.ts';
import { reviewRunbook } from '../model/review.ts';
import { createRunbook } from '../model/runbook.ts';
import { putRelay } from '../model/workspace.ts';
import { isAbout } from './is-about.ts';
import { type ReviewAction, reviewLevels, reviewRules } from './finding.ts';
import {
  dayMs,
  holdDrill,
  must,
  nowMs,
  reviewWorkspace,
  type ReviewWorkspace,
} from './review-fixture.ts';
import { createReview, reviewOf, type ReviewState } from './review.ts';

const text = '# Restore\n\n1. Look\n2. Restore\n';

/** In it every rule is broken, and nothing else is. */
function brokenWorkspace(): ReviewWorkspace {
  const workspace = reviewWorkspace();
  const map = workspace.map();
  const context = workspace.context();
  must(addPerson(map, { id: 'ana', name: 'Ana Petrović', aliases: { add: ['ana'] } }, context));
  must(addPerson(map, { id: 'ben', name: 'Ben Ode' }, context));
  must(addTeam(map, { id: 'ops', name: 'Operations' }, context));
  must(addDomain(map, { id: 'eu', name: 'EU', kind: 'region' }, context));
  for (const zone of ['eu-a', 'eu-b'])
    must(addDomain(map, { id: zone, name: zone, kind: 'zone', parent: 'eu' }, context));
  const owned = { ownerTeams: { add: ['ops'] } };
  const components = [
    // What takes it down: something directly, something further away, a vendor, a shared cause, a region.
    {
      id: 'shop',
      name: 'Shop',
      tier: '1',
      objectiveAvailability: 0.999,
      rtoSeconds: 900,
      ...owned,
    },
    { id: 'api', name: 'API', ...owned },
    { id: 'vault', name: 'Vault', ...owned },
    { id: 'mail', name: 'Mailer', layer: 'vendor' as const, availability: 0.9, ...owned },
    { id: 'web-1', name: 'web-1', domains: { add: ['eu-a'] }, ...owned },
    { id: 'web-2', name: 'web-2', domains: { add: ['eu-b'] }, ...owned },
    { id: 'resolver', name: 'Resolver', ...owned },
    { id: 'pg-1', name: 'pg-1', ...owned },
    { id: 'pg-2', name: 'pg-2', ...owned },
    { id: 'backups', name: 'Backups', type: 'backup', ...owned },
    { id: 'stray', name: 'Stray', rtoSeconds: 600 },
  ];
  for (const one of components) must(addComponent(map, one, context));
  const needs = [
    ['shop', 'api'],
    ['api', 'vault'],
    ['shop', 'mail'],
    ['web-1', 'resolver'],
    ['web-2', 'resolver'],
    ['shop', 'pg-1'],
  ] as const;
  for (const [from, to] of needs) must(connect(map, from, to, {}, context));
  must(
    addGroup(
      map,
      { id: 'webs', component: 'shop', needs: 1, members: ['web-1', 'web-2'] },
      context,
    ),
  );
  must(
    addGroup(
      map,
      { id: 'pgs', component: 'shop', needs: 1, members: ['pg-1', 'pg-2'], standby: ['pg-2'] },
      context,
    ),
  );
  for (const { id } of components) {
    const both = id === 'api' ? ['ana'] : ['ana', 'ben'];
    for (const who of both)
      must(
        setKnowledge(map, { person: who, component: id, level: 'lead', on: '2026-11-01' }, context),
      );
  }
  const names = components.map(({ id }) => id).filter((id) => id !== 'vault');
  const body = `---\nservices: [${names.join(', ')}]\n---\n${text}`;
  must(
    createRunbook(
      workspace.doc('runbook:all'),
      { title: 'Everything', body, owners: ['Ana'] },
      nowMs - 300 * dayMs,
      'Ana',
    ),
  );
  must(
    createPlan(
      workspace.doc('plan:p'),
      { title: 'Move', drillKind: 'game-day', owner: 'Ben Ode', scope: { components: ['api'] } },
      nowMs - 90 * dayMs,
      'Ben',
    ),
  );
  holdDrill(
    workspace,
    'drill:failed',
    5,
    { scenario: 'zone-loss', scope: { components: ['web-1'] } },
    { outcome: 'failed' },
  );
  holdDrill(workspace, 'drill:open', 5, { scope: { components: ['api'] } });
  const open = workspace.doc('drill:open');
  must(sayInDrill(open, { kind: 'finding', text: 'No page' }, person('Ana', nowMs)));
  must(
    addDrillAction(
      open,
      { text: 'Page', owner: 'Ben Ode', due: '2026-12-01' },
      person('Ana', nowMs),
    ),
  );
  holdDrill(
    workspace,
    'drill:slow',
    3,
    { scenario: 'ca-expiry', scope: { components: ['stray'] } },
    { seconds: 900 },
  );
  must(
    declareIncident(
      workspace.doc('incident:i'),
      { title: 'Cart gone', severity: 1, components: ['Cart'] },
      person('Ana', nowMs - dayMs),
    ),
  );
  must(
    putRelay(workspace.doc('workspace'), {
      url: 'wss://a.example',
      label: 'A',
      region: 'eu',
      provider: '',
    }),
  );
  return workspace;
}

const review = (workspace: ReviewWorkspace, atMs = nowMs): ReviewState =>
  reviewOf(workspace.input(atMs));

describe('the review', () => {
  const state = review(brokenWorkspace());

  it('finds every rule broken, by ids that are told apart', () => {
    const found = new Set(state.findings.flatMap(({ rules }) => rules));
    expect(reviewRules.filter((rule) => !found.has(rule))).toEqual([]);
    expect(new Set(state.findings.map(({ id }) => id)).size).toBe(state.findings.length);
    for (const { parts, subjects, level } of state.findings) {
      expect(parts.length).toBeGreaterThan(0);
      expect(subjects.length).toBeGreaterThan(0);
      expect(reviewLevels).toContain(level);
    }
  });

  it('sorts by what is protected, and counts by level', () => {
    const levels = state.findings.map(({ level }) => reviewLevels.indexOf(level));
    expect(levels).toEqual(levels.toSorted((a, b) => a - b));
    expect(Object.values(state.counts).reduce((sum, count) => sum + count)).toBe(levels.length);
    const of = (id: string) => state.findings.find((one) => one.id === id);
    expect(of('cause failure/resolver')).toMatchObject({ rule: 'hidden-spof' });
    expect(of('cause failure/vault')).toMatchObject({
      rule: 'spof',
      level: 'critical',
      protects: { importance: 3, tier: 1, down: 3 },
      owners: { teams: ['Operations'] },
    });
    expect(of('no-owner stray')).toMatchObject({ level: 'low', owners: { people: [], teams: [] } });
    expect(of('drill-overdue plan:p')?.owners.people).toEqual(['Ben Ode']);
    expect(of('drill-failed-open drill:open')?.owners.people).toEqual(['Ben Ode']);
    expect(of('runbook-never-run runbook:all')?.owners.people).toEqual(['Ana Petrović']);
    expect(of('objective-not-met stray rto ca-expiry')?.explanation).toMatchObject({
      wantedSeconds: 600,
      measuredSeconds: 900,
    });
  });

  it('tells what a component is touched by', () => {
    const of = (component: string): readonly string[] =>
      state.findings.filter((one) => isAbout(one, component)).map(({ id }) => id);
    expect(of('api')).toEqual(
      expect.arrayContaining([
        'cause failure/vault',
        'cause failure/api',
        'bus-factor-1 api',
        'drill-overdue plan:p',
        'drill-failed-open drill:open',
        'runbook-never-run runbook:all',
      ]),
    );
    expect(of('stray')).toContain('no-owner stray');
    expect(of('stray')).not.toContain('cause failure/vault');
    expect(of('gone')).toEqual([]);
  });

  it('gives each an action that clears it', () => {
    for (const { id } of state.findings) {
      const workspace = brokenWorkspace();
      const actionNow = (): ReviewAction | undefined =>
        review(workspace).findings.find((one) => one.id === id)?.action;
      // What takes several away, one after the other.
      let next = actionNow();
      for (let round = 0; next !== undefined && round < 5; round += 1) {
        carryOut(workspace, next);
        next = actionNow();
      }
      expect(next, id).toBeUndefined();
    }
  });

  it('leaves out what somebody accepted, until the day after', () => {
    const workspace = brokenWorkspace();
    const context = { nowMs, by: 'Ana', today: '2026-11-28' };
    const said = { until: '2026-11-30', reason: 'Known' };
    const before = review(workspace).findings;
    for (const { parts } of before) must(acceptFindings(workspace.map(), parts, said, context));
    const accepted = review(workspace, nowMs + 2 * dayMs);
    expect(accepted.findings).toEqual([]);
    expect(accepted.accepted.map(({ acceptance }) => acceptance.until)).toContain('2026-11-30');
    const back = review(workspace, nowMs + 3 * dayMs);
    expect(back.accepted).toEqual([]);
    expect(back.findings.map(({ id }) => id)).toEqual(
      expect.arrayContaining(before.map(({ id }) => id)),
    );
    // One part that nobody accepted brings the whole back.
    const [first] = before.filter(({ parts }) => parts.length > 1);
    must(takeBackAcceptance(workspace.map(), first?.parts[0] ?? ''));
    expect(review(workspace).findings.map(({ id }) => id)).toEqual([first?.id]);
  });

  it('keeps the findings that say the same, and only those', () => {
    const workspace = brokenWorkspace();
    const live = createReview();
    const { findings: before } = live.update(workspace.input(nowMs));
    const again = live.update(workspace.input(nowMs));
    expect(again.findings.every((one, at) => one === before[at])).toBe(true);
    must(
      editComponent(
        workspace.map(),
        'stray',
        { ownerTeams: { add: ['ops'] } },
        workspace.context(),
      ),
    );
    const { findings: now } = live.update(workspace.input(nowMs));
    expect(now.map(({ id }) => id)).toEqual(
      before.map(({ id }) => id).filter((id) => id !== 'no-owner stray'),
    );
    const changed = now.filter((one) => !before.includes(one)).map(({ id }) => id);
    expect(changed).toContain('objective-not-met stray rto ca-expiry');
    expect(changed).not.toContain('cause failure/resolver');
  });
});

/** What somebody does on the screen that a finding opens, by the commands behind it. */
function carryOut(workspace: ReviewWorkspace, action: ReviewAction): void {
  const map = workspace.map();
  const context = workspace.context();
  switch (action.screen) {
    case 'redundancy': {
      const second = { id: `${action.member}-second`, name: `${action.member} second` };
      addComponent(map, second, context);
      for (const component of action.needers) {
        must(disconnect(map, component, action.member, context));
        must(addGroup(map, { component, needs: 1, members: [action.member, second.id] }, context));
      }
      return;
    }
    case 'places':
      for (const id of action.components.slice(1))
        must(editComponent(map, id, { domains: { remove: ['eu', 'eu-a', 'eu-b'] } }, context));
      return;
    case 'component': {
      const change = {
        domains: { domains: { remove: ['eu', 'eu-a', 'eu-b'] } },
        owners: { ownerPeople: { add: ['ben'] } },
        staff: { staff: { add: ['ana', 'ben'] } },
        objective: { objectiveAvailability: 0.5 },
      }[action.field];
      must(editComponent(map, action.component, change, context));
      return;
    }
    case 'group':
      if (action.field === 'instead') return must(disconnect(map, 'shop', 'pg-1', context));
      must(addComponent(map, { id: 'elsewhere', name: 'Elsewhere' }, context));
      must(editGroup(map, action.group, { members: { add: ['elsewhere'] } }, context));
      return;
    case 'knowledge':
      must(
        setKnowledge(
          map,
          { person: 'ben', component: action.component, level: 'lead', on: '2026-11-28' },
          context,
        ),
      );
      return;
    case 'relays':
      must(
        putRelay(workspace.doc('workspace'), {
          url: 'wss://b.elsewhere.test',
          label: 'B',
          region: 'us',
          provider: '',
        }),
      );
      return;
    case 'new-runbook':
      must(
        createRunbook(
          workspace.doc('runbook:new'),
          { title: action.title, body: `---\nservices: [${action.component}]\n---\n` },
          nowMs,
          'Ana',
        ),
      );
      return;
    case 'review-runbook': {
      const doc = workspace.doc(action.runbook);
      const version = textHash(doc.getText('body').toJSON());
      reviewRunbook(doc, { verdict: 'works', version, note: '' }, person('Ana', nowMs));
      return;
    }
    case 'practice-run': {
      const doc = workspace.doc(`drill:of-${action.runbook.slice('runbook:'.length)}`);
      must(startPracticeRun(doc, newRun(text, { runbook: action.runbook }), person('Ana', nowMs)));
      const [run] = readRuns(doc);
      must(endRun(doc, run?.id ?? '', 'passed', person('Ana', nowMs)));
      return;
    }
    case 'start-drill': {
      const { plan, drillKind, scenario, components } = action;
      const ofPlan = plan === '' ? {} : drillFromPlan(plan, readPlan(workspace.doc(plan)));
      const begun = { scenario, scope: { components }, ...ofPlan };
      const kind = drillKind === '' ? {} : { drillKind };
      holdDrill(workspace, 'drill:now', 0, { ...begun, ...kind }, { seconds: 60 });
      return;
    }
    case 'drill': {
      const doc = workspace.doc(action.drill);
      const { findings } = projectDrill(doc);
      const by = person('Ana', nowMs);
      if (findings.some(({ id }) => id === action.entry))
        must(setFindingState(doc, action.entry, 'resolved', by));
      else must(changeDrillAction(doc, action.entry, { state: 'done' }, by));
      return;
    }
    case 'incident':
      must(setAffected(workspace.doc(action.incident), 'Cart', false, person('Ana', nowMs)));
      must(setAffected(workspace.doc(action.incident), 'Shop', true, person('Ana', nowMs)));
  }
}
