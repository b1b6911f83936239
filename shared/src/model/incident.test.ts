import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import {
  changeAction,
  judgeRunbook,
  mergeInto,
  retitle,
  setAffected,
  setHypothesis,
  setMilestone,
  setPinned,
  setRole,
  setSeverity,
  setStatus,
} from './incident-commands.ts';
import { correct, declareIncident, type NewIncident, say } from './incident-say.ts';
import { appendEntry } from './entries.ts';
import { builtInRoles } from './incident-terms.ts';
import { milestonesOf } from './incident-fold.ts';
import { projectIncident, readIncident, setIncidentArchived } from './incident.ts';
import { mergeRoots } from './incident-roots.ts';
import { incidentProjectionSchema } from './projection.ts';
import { copyOf, merge, newRun, person } from './run-fixture.ts';
import { endRun, tick } from './run-commands.ts';
import { startRun } from './run.ts';
import { runsByRunbook } from './trust.ts';

function declared(more: Partial<NewIncident> = {}): Y.Doc {
  const doc = new Y.Doc();
  const result = declareIncident(
    doc,
    { title: 'Checkout fails', severity: 2, ...more },
    person('Ana', 1_000),
  );
  if (!result.ok) throw new Error(result.problem);
  return doc;
}

/** What is said at a time, by its id. */
function noteId(doc: Y.Doc, text: string, nowMs = 2_000): string {
  const result = say(doc, { kind: 'note', text }, person('Ben', nowMs));
  if (!result.ok) throw new Error(result.problem);
  return result.stamp.id;
}

describe('declaring', () => {
  it('needs one line only', () => {
    const { state, ...incident } = readIncident(declared());
    expect(state.title.now?.value).toBe('Checkout fails');
    expect(state.severity.now?.value).toBe(2);
    expect(state.status.now).toBeUndefined();
    expect(incident).toMatchObject({ declaredAtMs: 1_000, declaredBy: 'Ana', isDrill: false });
  });

  it('begins with what its template says', () => {
    const doc = declared({
      note: ' Since when? ',
      actions: ['Tell users', ' '],
      suggests: 'runbook:01a',
      template: 'Service down',
    });
    const { entries, state } = readIncident(doc);
    expect(entries[0]).toMatchObject({ suggests: 'runbook:01a', template: 'Service down' });
    expect(entries.map(({ kind }) => kind)).toEqual(['declared', 'note', 'action']);
    expect(state.actions.map(({ entry }) => entry.text)).toEqual(['Tell users']);
    const long = new Y.Doc();
    const refused = declareIncident(
      long,
      { title: 'x', severity: 1, note: 'x'.repeat(10_001) },
      person('Ana', 1),
    );
    expect(refused).toMatchObject({ ok: false, reason: 'too-long' });
    expect(long.getArray('entries')).toHaveLength(0);
  });

  it('may leave open how bad it is, until somebody says so', () => {
    const doc = new Y.Doc();
    appendEntry(
      doc.getArray('entries'),
      { kind: 'declared', title: 'Long ago', severity: 3, severityStated: false },
      person('Ana', 1_000),
    );
    expect(readIncident(doc).state.severity.now).toBeUndefined();
    expect(projectIncident(doc)).toMatchObject({ severity: 3, severityStated: false });
    setSeverity(doc, 3, person('Ben', 2_000));
    expect(projectIncident(doc)).toMatchObject({
      severity: 3,
      severityStated: true,
      decided: { severity: { by: 'Ben', atMs: 2_000 } },
    });
  });

  it('keeps roles that this version does not know, after those that it does', () => {
    const doc = declared();
    setRole(doc, 'dba', 'Cy', true, person('Ana', 2_000));
    setRole(doc, 'dba', 'Di', true, person('Ana', 3_000));
    const { roles } = readIncident(doc).state;
    expect(roles.map(({ role }) => role)).toEqual([...builtInRoles, 'dba']);
    expect(roles.at(-1)?.holders.map(({ value }) => value)).toEqual(['Di']);
    expect(projectIncident(doc).roles).toEqual([
      { role: 'dba', person: 'Di', by: 'Ana', atMs: 3_000 },
    ]);
  });

  it('takes along what it was declared from', () => {
    const doc = declared({
      drill: true,
      components: ['checkout', ' checkout', ''],
      alerts: ['HighErrorRate'],
      takeCommand: true,
    });
    const { state, isDrill } = readIncident(doc);
    expect(isDrill).toBe(true);
    expect(state.components).toEqual(['checkout']);
    expect(state.firing).toEqual(['HighErrorRate']);
    expect(state.roles[0]?.holders.map(({ value }) => value)).toEqual(['Ana']);
  });

  it('is refused without a title, and where there is an incident', () => {
    const doc = new Y.Doc();
    expect(declareIncident(doc, { title: ' ', severity: 1 }, person('Ana'))).toMatchObject({
      ok: false,
      reason: 'title-empty',
    });
    expect(doc.getArray('entries').length).toBe(0);
    expect(
      declareIncident(declared(), { title: 'Again', severity: 1 }, person('Ana')),
    ).toMatchObject({ ok: false, reason: 'exists' });
  });
});

describe('decisions', () => {
  it('stand until the next, and are not said twice', () => {
    const doc = declared();
    const ben = person('Ben', 2_000);
    expect(setSeverity(doc, 1, ben)).toMatchObject({ ok: true, changed: true });
    expect(setSeverity(doc, 1, ben)).toEqual({ ok: true, changed: false });
    expect(setStatus(doc, 'identified', ben, 'the database')).toMatchObject({
      ok: true,
      changed: true,
    });
    expect(retitle(doc, 'Checkout and search fail', ben)).toMatchObject({
      ok: true,
      changed: true,
    });
    const { state } = readIncident(doc);
    expect(state.severity.now).toMatchObject({ value: 1, by: 'Ben' });
    expect(state.status.now).toMatchObject({ value: 'identified', text: 'the database' });
    expect(state.title.now?.value).toBe('Checkout and search fail');
  });

  it('that differ and did not know of each other are a conflict, which one more decision settles', () => {
    const here = declared();
    const there = copyOf(here);
    setSeverity(here, 1, person('Ana', 2_000));
    setSeverity(there, 4, person('Ben', 3_000));
    setRole(here, 'commander', 'Ana', true, person('Ana', 2_000));
    setRole(there, 'commander', 'Ben', true, person('Ben', 3_000));
    setStatus(here, 'resolved', person('Ana', 2_500), 'rolled back');
    setStatus(there, 'resolved', person('Ben', 2_600), 'restarted');
    merge(here, there);
    for (const doc of [here, there]) {
      const { state } = readIncident(doc);
      expect(state.severity.now?.value).toBe(4);
      expect(state.severity.conflict.map(({ value, by }) => [value, by])).toEqual([
        [1, 'Ana'],
        [4, 'Ben'],
      ]);
      expect(state.roles[0]?.conflict.map(({ value }) => value)).toEqual(['Ana', 'Ben']);
      expect(state.status.conflict.map(({ text }) => text)).toEqual(['rolled back', 'restarted']);
      expect(projectIncident(doc).inConflict).toBe(true);
    }
    setSeverity(here, 4, person('Ana', 9_000));
    setRole(here, 'commander', 'Ana', true, person('Ana', 9_000));
    setStatus(here, 'resolved', person('Ana', 9_000), 'rolled back');
    merge(here, there);
    const { state } = readIncident(there);
    expect(state.severity).toMatchObject({ now: { value: 4 }, conflict: [] });
    expect(state.roles[0]).toMatchObject({ conflict: [], holders: [{ value: 'Ana' }] });
    expect(state.status.conflict).toEqual([]);
    expect(projectIncident(there).inConflict).toBe(false);
  });

  it('that agree are none', () => {
    const here = declared();
    const there = copyOf(here);
    setSeverity(here, 1, person('Ana', 2_000));
    setSeverity(there, 1, person('Ben', 3_000));
    merge(here, there);
    expect(readIncident(here).state.severity.conflict).toEqual([]);
  });
});

describe('roles', () => {
  it('pass from one person to the next, with what is handed over', () => {
    const doc = declared();
    setRole(doc, 'commander', 'Ana', true, person('Ana', 2_000));
    setRole(doc, 'commander', 'Ben', true, person('Ana', 3_000), 'we wait for the vendor');
    const [commander] = readIncident(doc).state.roles;
    expect(commander?.holders).toMatchObject([{ value: 'Ben', text: 'we wait for the vendor' }]);
    setRole(doc, 'commander', 'Ben', false, person('Ben', 4_000));
    expect(readIncident(doc).state.roles[0]?.holders).toEqual([]);
  });

  it('experts are many', () => {
    const doc = declared();
    for (const name of ['Ana', 'Ben', 'Cleo']) setRole(doc, 'expert', name, true, person(name));
    setRole(doc, 'expert', 'ben', false, person('Ana', 5_000));
    const experts = readIncident(doc).state.roles.find(({ role }) => role === 'expert');
    expect(experts).toMatchObject({ conflict: [], holders: [{ value: 'Ana' }, { value: 'Cleo' }] });
  });
});

describe('the timeline', () => {
  it('keeps what happened apart from when it was posted', () => {
    const doc = declared();
    say(doc, { kind: 'note', text: 'deploy' }, person('Ana', 60_000), 30_000);
    const note = readIncident(doc).entries.at(-1);
    expect(note).toMatchObject({ happenedAtMs: 30_000, wallMs: 60_000, posted: { ms: 60_000 } });
  });

  it('corrects by a new entry, and withdraws without taking away', () => {
    const doc = declared();
    const id = noteId(doc, 'databse is down');
    correct(doc, id, { text: 'database is down' }, person('Ben', 3_000));
    correct(doc, id, { happenedAtMs: 500 }, person('Ana', 4_000));
    const { state, entries } = readIncident(doc);
    expect(entries.find((entry) => entry.id === id)).toMatchObject({ text: 'databse is down' });
    expect(state.corrections.get(id)).toMatchObject({
      text: 'database is down',
      happenedAtMs: 500,
      withdrawn: false,
      conflict: false,
    });
    correct(doc, id, { withdrawn: true }, person('Ana', 5_000));
    expect(readIncident(doc).state.corrections.get(id)?.withdrawn).toBe(true);
    correct(doc, id, { withdrawn: false }, person('Ana', 6_000));
    expect(readIncident(doc).state.corrections.get(id)?.withdrawn).toBe(false);
  });

  it('refuses what nobody can use, and writes nothing', () => {
    const doc = declared();
    const before = doc.getArray('entries').length;
    const ana = person('Ana', 2_000);
    expect(say(doc, { kind: 'note', text: ' ' }, ana)).toMatchObject({ reason: 'no-words' });
    expect(say(doc, { kind: 'note', text: 'x'.repeat(10_001) }, ana)).toMatchObject({
      reason: 'too-long',
    });
    expect(say(doc, { kind: 'link', url: 'javascript:alert(1)' }, ana)).toMatchObject({
      reason: 'no-link',
    });
    expect(correct(doc, 'nothing', { text: 'x' }, ana)).toMatchObject({ reason: 'no-entry' });
    expect(setHypothesis(doc, 'nothing', 'confirmed', ana)).toMatchObject({ reason: 'no-entry' });
    expect(doc.getArray('entries').length).toBe(before);
  });

  it('pins, judges hypotheses and plans actions', () => {
    const doc = declared();
    const ana = person('Ana', 2_000);
    const guess = say(doc, { kind: 'hypothesis', text: 'the cache' }, ana);
    const action = say(doc, { kind: 'action', text: 'add an alert' }, ana);
    if (!guess.ok || !action.ok) throw new Error('refused');
    setPinned(doc, guess.stamp.id, true, ana);
    setHypothesis(doc, guess.stamp.id, 'disproven', ana);
    changeAction(doc, action.stamp.id, { owner: 'Ben', due: '2026-12-01' }, ana);
    expect(changeAction(doc, action.stamp.id, { due: '2026-02-30' }, ana)).toMatchObject({
      reason: 'no-day',
    });
    changeAction(doc, action.stamp.id, { state: 'done' }, person('Ben', 3_000));
    setAffected(doc, 'cache', true, ana);
    judgeRunbook(doc, 'runbook:01a', false, ana, 'step 3 names the old host');
    const { state } = readIncident(doc);
    expect([...state.pinned]).toEqual([guess.stamp.id]);
    expect(state.hypotheses[0]?.state.now?.value).toBe('disproven');
    expect(state.actions).toMatchObject([{ state: 'done', owner: 'Ben', due: '2026-12-01' }]);
    expect(state.components).toEqual(['cache']);
    expect(state.runbookVerdicts).toMatchObject([
      { runbook: 'runbook:01a', helped: { now: { value: false } } },
    ]);
  });
});

describe('milestones', () => {
  it('are what the timeline tells, unless somebody says otherwise', () => {
    const doc = declared();
    say(doc, { kind: 'alert', alert: 'Errors', firing: true }, person('Ana', 1_500), 400);
    setRole(doc, 'commander', 'Ana', true, person('Ana', 2_000));
    setStatus(doc, 'monitoring', person('Ana', 3_000));
    setStatus(doc, 'investigating', person('Ana', 4_000));
    setStatus(doc, 'monitoring', person('Ana', 5_000));
    setStatus(doc, 'resolved', person('Ana', 6_000));
    const read = () => {
      const { state, entries } = readIncident(doc);
      return milestonesOf(state, entries);
    };
    expect(read()).toEqual({
      started: 400,
      detected: 400,
      acknowledged: 2_000,
      mitigated: 5_000,
      resolved: 6_000,
    });
    setMilestone(doc, 'started', 100, person('Ben', 7_000));
    expect(read().started).toBe(100);
    setStatus(doc, 'investigating', person('Ana', 8_000));
    expect(read().resolved).toBeUndefined();
    expect(read().mitigated).toBeUndefined();
  });

  it('do not move when it is settled later which of two resolutions counts', () => {
    const here = declared();
    const there = copyOf(here);
    setStatus(here, 'resolved', person('Ana', 2_500), 'rolled back');
    setStatus(there, 'resolved', person('Ben', 2_600), 'restarted');
    merge(here, there);
    setStatus(here, 'resolved', person('Ana', 9_000), 'rolled back');
    const { state, entries } = readIncident(here);
    expect(milestonesOf(state, entries).resolved).toBe(2_500);
  });
});

describe('duplicates', () => {
  it('lead to the one that stands for all, also in a ring', () => {
    const roots = mergeRoots(
      new Map([
        ['incident:a', ''],
        ['incident:b', 'incident:a'],
        ['incident:c', 'incident:b'],
        ['incident:x', 'incident:y'],
        ['incident:y', 'incident:x'],
        ['incident:z', 'incident:y'],
        ['incident:q', 'incident:gone'],
      ]),
    );
    expect(Object.fromEntries(roots)).toEqual({
      'incident:a': 'incident:a',
      'incident:b': 'incident:a',
      'incident:c': 'incident:a',
      'incident:x': 'incident:x',
      'incident:y': 'incident:x',
      'incident:z': 'incident:x',
      'incident:q': 'incident:q',
    });
  });

  it('can be taken apart again', () => {
    const doc = declared();
    const ana = person('Ana', 2_000);
    expect(mergeInto(doc, 'incident:a', 'incident:a', ana)).toMatchObject({ reason: 'itself' });
    mergeInto(doc, 'incident:a', 'incident:b', ana);
    expect(projectIncident(doc).mergedInto).toBe('incident:b');
    mergeInto(doc, 'incident:a', '', person('Ana', 3_000));
    expect(projectIncident(doc).mergedInto).toBe('');
  });
});

describe('the projection', () => {
  it('is what its schema says, with runs that count as used in an incident', () => {
    const doc = declared({ components: ['checkout'] });
    const started = startRun(doc, newRun('1. One\n'), person('Ana', 2_000));
    if (!started.ok) throw new Error(started.problem);
    tick(doc, started.run, 0, 'done', person('Ben', 3_000));
    endRun(doc, started.run, 'passed', person('Ben', 4_000));
    const projection = projectIncident(doc);
    expect(incidentProjectionSchema.parse(projection)).toEqual(projection);
    expect(projection).toMatchObject({
      status: 'investigating',
      severity: 2,
      people: ['Ana', 'Ben'],
      changedAtMs: 4_000,
      runs: [{ outcome: 'passed', done: 1 }],
    });
    const runs = (one: typeof projection) =>
      runsByRunbook([['incident:a', one]])
        .get('runbook:01a')
        ?.map(({ how }) => how);
    expect(runs(projection)).toEqual(['incident']);
    expect(runs({ ...projection, drill: true })).toEqual(['practised']);
  });

  it('leaves lists and comes back', () => {
    const doc = declared();
    setIncidentArchived(doc, true);
    expect(projectIncident(doc).archived).toBe(true);
    setIncidentArchived(doc, false);
    expect(projectIncident(doc).archived).toBe(false);
  });

  it('is readable whatever others wrote', () => {
    const doc = declared();
    doc.getArray('entries').push([null, 7, { kind: 'note' }, { kind: 'severity', severity: 9 }]);
    doc.getMap('meta').set('archived', 'perhaps');
    expect(projectIncident(doc)).toMatchObject({ title: 'Checkout fails', archived: false });
  });
});
