import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import {
  abortDrill,
  addDrillAction,
  changeDrillAction,
  correctInDrill,
  giveVerdict,
  handRoleOver,
  observe,
  retitleDrill,
  sayInDrill,
  setFindingState,
  setMoment,
  setParticipant,
  setPinnedInDrill,
} from './drill-commands.ts';
import { addDrillFile, drillFileLimits, readDrillFile } from './drill-files.ts';
import { dropOldFiles, readFileDays, setFileDays } from './drill-retention.ts';
import { rolesWithoutHolder } from './drill-fold.ts';
import { drillFromPlan, type NewDrill, runOfPlan, startDrill } from './drill-start.ts';
import { readDrill, startPracticeRun } from './drill.ts';
import { project } from './project.ts';
import { type DrillProjection, projectionSchema } from './projection.ts';
import { endRun } from './run-commands.ts';
import { copyOf, merge, newRun, person, stateOf } from './run-fixture.ts';
import { createPlan } from './plan.ts';
import { readPlan } from './plan-document.ts';
import { verifyChain } from './verify-chain.ts';

const basics: NewDrill = {
  drillKind: 'failover',
  title: 'Database failover',
  hypothesis: 'Orders go on within a minute',
  abort: 'Orders fail for five minutes',
  expects: ['The replica takes over', 'No order is lost'],
  rtoSeconds: 60,
  rpoSeconds: 0,
  participants: [{ role: 'Lead', person: 'Cleo' }],
  scope: { components: ['orders'] },
};

function drill(part: Partial<NewDrill> = {}): Y.Doc {
  const doc = new Y.Doc();
  expect(startDrill(doc, { ...basics, ...part }, person('Ana', 1_000))).toMatchObject({ ok: true });
  return doc;
}

function shown(doc: Y.Doc): DrillProjection {
  const projection = project('drill:01a', doc);
  expect(projectionSchema.parse(projection)).toEqual(projection);
  if (projection.kind !== 'drill') throw new Error(projection.kind);
  return projection;
}

function idOf(said: { readonly ok: boolean; readonly stamp?: { readonly id: string } }): string {
  if (said.stamp === undefined) throw new Error('nothing was said');
  return said.stamp.id;
}

describe('a drill', () => {
  it('has roles that go from one to another', () => {
    const doc = drill();
    setParticipant(doc, { role: 'Lead', person: 'Dan', holds: true }, person('Ana', 2_000));
    const over = { role: 'lead', from: 'cleo', to: 'Ben' };
    expect(handRoleOver(doc, over, person('Cleo', 3_000))).toEqual({ ok: true, changed: true });
    expect(handRoleOver(doc, over, person('Cleo', 4_000))).toEqual({ ok: true, changed: false });
    expect(readDrill(doc).state.participants).toMatchObject([{ person: 'Ben' }, { person: 'Dan' }]);
    const nobody = { role: 'Lead', from: 'Ben', to: ' ' };
    expect(handRoleOver(doc, nobody, person('Ben', 5_000))).toMatchObject({ reason: 'no-name' });
    const same = { role: 'Lead', from: 'Ben', to: 'ben' };
    expect(handRoleOver(doc, same, person('Ben', 5_000))).toEqual({ ok: true, changed: false });
    expect(readDrill(doc).state.participants).toMatchObject([{ person: 'Ben' }, { person: 'Dan' }]);
  });

  it('knows the roles of its plan that nobody has', () => {
    const plan = { ...readPlan(new Y.Doc()), participants: [{ role: 'Scribe', person: '' }] };
    expect(drillFromPlan('plan:01a', plan)).toMatchObject({ participants: [], roles: ['Scribe'] });
    const doc = drill({ roles: ['Scribe', 'lead'] });
    const free = () => rolesWithoutHolder(readDrill(doc).state);
    expect(free()).toEqual(['Scribe']);
    setParticipant(doc, { role: 'scribe', person: 'Ana', holds: true }, person('Ana', 2_000));
    setParticipant(doc, { role: 'Lead', person: 'Cleo', holds: false }, person('Cleo', 3_000));
    expect(free()).toEqual(['lead']);
  });

  it('has pins, which two may set while apart', () => {
    const doc = drill();
    const id = idOf(sayInDrill(doc, { kind: 'note', text: 'Read me' }, person('Ana', 2_000)));
    const other = copyOf(doc);
    setPinnedInDrill(doc, id, true, person('Ana', 3_000));
    setPinnedInDrill(other, id, true, person('Ben', 3_100));
    merge(doc, other);
    expect([...readDrill(doc).state.pinned]).toEqual([id]);
    expect(setPinnedInDrill(doc, id, true, person('Ana', 4_000))).toMatchObject({ changed: false });
    setPinnedInDrill(doc, id, false, person('Ana', 5_000));
    expect(readDrill(doc).state.pinned.size).toBe(0);
    expect(shown(doc).inConflict).toBe(false);
  });

  it('begins with what was planned, and keeps it whatever becomes of the plan', () => {
    const plan = new Y.Doc();
    createPlan(
      plan,
      { title: 'Zone loss', drillKind: 'game-day', hypothesis: 'It holds' },
      7,
      'Ana',
    );
    const doc = new Y.Doc();
    startDrill(doc, drillFromPlan('plan:01a', readPlan(plan)), person('Ben', 5_000));
    expect(shown(doc)).toMatchObject({
      title: 'Zone loss',
      drillKind: 'game-day',
      plan: 'plan:01a',
      hypothesis: 'It holds',
      outcome: 'open',
      startedAtMs: 5_000,
      people: ['Ben'],
      moments: {},
    });
    expect(shown(doc)).not.toHaveProperty('recoverySeconds');
    expect(runOfPlan('plan:01a', readPlan(plan))).toBeUndefined();
    const run = runOfPlan('plan:01a', { title: 'Zone loss', body: '1. Cut it off\n' });
    expect(run).toMatchObject({ runbook: 'plan:01a', steps: [{ text: 'Cut it off' }] });
  });

  it('is refused in words where it cannot be kept, and then nothing is written', () => {
    const no = (part: Partial<NewDrill>) => {
      const doc = new Y.Doc();
      const said = startDrill(doc, { ...basics, ...part }, person('Ana'));
      expect(doc.store.clients.size).toBe(0);
      return said;
    };
    expect(no({ title: ' ' })).toMatchObject({ reason: 'title-empty' });
    expect(no({ drillKind: '' })).toMatchObject({ reason: 'no-name' });
    expect(no({ rtoSeconds: -1 })).toMatchObject({ reason: 'negative' });
    expect(no({ participants: [{ role: 'Lead', person: '' }] })).toMatchObject({ ok: false });
    expect(no({ expects: Array.from({ length: 101 }, (_, at) => `${at}`) })).toMatchObject({
      reason: 'too-many',
    });
    expect(no({ hypothesis: 'x'.repeat(10_001) })).toMatchObject({ reason: 'too-long' });
    expect(no({ run: newRun('') })).toMatchObject({ reason: 'no-steps' });
    expect(startDrill(drill(), basics, person('Ana'))).toMatchObject({ reason: 'exists' });
    expect(giveVerdict(new Y.Doc(), verdict, person('Ana'))).toMatchObject({ reason: 'no-drill' });
  });

  it('measures recovery and data loss, and refuses what would be negative', () => {
    const doc = drill();
    const ana = person('Ana', 900_000);
    setMoment(doc, 'started', 600_000, ana);
    expect(shown(doc)).not.toHaveProperty('recoverySeconds');
    for (const [which, atMs] of [
      ['restored', 599_999],
      ['detected', 1],
      ['data-point', 600_001],
    ] as const) {
      expect(setMoment(doc, which, atMs, ana)).toMatchObject({ reason: 'negative' });
    }
    expect(setMoment(doc, 'restored', 9e12, ana)).toMatchObject({ reason: 'no-time' });
    setMoment(doc, 'restored', 642_500, ana);
    setMoment(doc, 'data-point', 590_000, ana);
    expect(shown(doc)).toMatchObject({
      moments: { started: 600_000, restored: 642_500, dataPoint: 590_000 },
      recoverySeconds: 42.5,
      dataLossSeconds: 10,
    });
    expect(setMoment(doc, 'started', 650_000, ana)).toMatchObject({ reason: 'negative' });
    expect(setMoment(doc, 'restored', 642_500, ana)).toEqual({ ok: true, changed: false });
    setMoment(doc, 'restored', 0, ana);
    expect(shown(doc)).not.toHaveProperty('recoverySeconds');
  });

  it('knows no span where people apart said what does not go together', () => {
    const here = drill();
    const there = copyOf(here);
    setMoment(here, 'started', 800, person('Ana'));
    setMoment(there, 'restored', 700, person('Ben'));
    merge(here, there);
    expect(shown(here).moments).toEqual({ started: 800, restored: 700 });
    expect(shown(here)).not.toHaveProperty('recoverySeconds');
  });

  it('has expected and observed side by side', () => {
    const doc = drill();
    const [first] = readDrill(doc).state.expected;
    if (first === undefined) throw new Error('nothing expected');
    const added = sayInDrill(doc, { kind: 'expected', text: 'An alert fires' }, person('Ana'));
    observe(doc, { of: first.id, text: 'It did not', asExpected: 'no' }, person('Ana'));
    observe(doc, { of: first.id, text: 'It did, late', asExpected: 'partly' }, person('Ben'));
    observe(doc, { of: idOf(added), text: '', asExpected: 'yes' }, person('Ben'));
    observe(doc, { text: 'The fan was loud', asExpected: 'no' }, person('Ben'));
    expect(observe(doc, { of: 'x', text: '', asExpected: 'yes' }, person('Ben'))).toMatchObject({
      reason: 'no-entry',
    });
    const { state } = readDrill(doc);
    expect(
      state.expected.map(({ text, observed }) => [text, observed.now?.value.asExpected]),
    ).toEqual([
      ['The replica takes over', 'partly'],
      ['No order is lost', undefined],
      ['An alert fires', 'yes'],
    ]);
    expect(state.alsoObserved.map(({ text }) => text)).toEqual(['The fan was loud']);
    correctInDrill(doc, idOf(added), { withdrawn: true }, person('Ana'));
    expect(readDrill(doc).state.alsoObserved).toHaveLength(2);
  });

  it('is aborted with a reason; a later verdict takes that back, and changing it moves no date', () => {
    const doc = drill();
    expect(abortDrill(doc, ' ', person('Ana', 2_000))).toMatchObject({ reason: 'no-words' });
    abortDrill(doc, 'Customers noticed', person('Ana', 2_000));
    expect(shown(doc)).toMatchObject({
      outcome: 'abandoned',
      endedAtMs: 2_000,
      aborted: { by: 'Ana', reason: 'Customers noticed' },
    });
    giveVerdict(doc, verdict, person('Ben', 3_000));
    const passed = { outcome: 'passed', hypothesis: 'held', by: 'Ben', atMs: 3_000, text: 'Fine' };
    expect(shown(doc)).toMatchObject({ outcome: 'passed', endedAtMs: 3_000, verdict: passed });
    expect(shown(doc)).not.toHaveProperty('aborted');
    giveVerdict(doc, { outcome: 'failed', hypothesis: 'not-held' }, person('Ben', 9_000_000));
    expect(shown(doc)).toMatchObject({ outcome: 'failed', endedAtMs: 3_000 });
  });

  it('reports two verdicts that were given apart, the later stands, and one settles it', () => {
    const here = drill();
    const there = copyOf(here);
    giveVerdict(here, verdict, person('Ana', 2_000));
    giveVerdict(there, { outcome: 'failed', hypothesis: 'not-held' }, person('Ben', 3_000));
    merge(here, there);
    expect(shown(here)).toMatchObject({ outcome: 'failed', inConflict: true, endedAtMs: 2_000 });
    expect(shown(there)).toEqual(shown(here));
    giveVerdict(here, verdict, person('Cleo', 4_000));
    expect(shown(here)).toMatchObject({ outcome: 'passed', inConflict: false });
    const last = readDrill(here).state.end.now;
    correctInDrill(here, last?.id ?? '', { withdrawn: true }, person('Cleo', 5_000));
    expect(shown(here)).toMatchObject({ outcome: 'failed', inConflict: true });
  });

  it('has findings and what is to be done about them', () => {
    const doc = drill();
    const finding = idOf(sayInDrill(doc, { kind: 'finding', text: 'No alert' }, person('Ana')));
    expect(addDrillAction(doc, { text: 'x', of: 'y' }, person('Ana'))).toMatchObject({ ok: false });
    expect(addDrillAction(doc, { text: 'x', due: 'soon' }, person('Ana'))).toMatchObject({
      reason: 'no-day',
    });
    const planned = { text: 'Add one', of: finding, owner: 'Ben', due: '2026-12-01' };
    const action = idOf(addDrillAction(doc, planned, person('Ana')));
    changeDrillAction(doc, action, { state: 'done' }, person('Ben'));
    setFindingState(doc, finding, 'resolved', person('Ben'));
    correctInDrill(doc, finding, { text: 'No alert came' }, person('Ana'));
    expect(shown(doc)).toMatchObject({
      findings: [{ id: finding, text: 'No alert came', state: 'resolved', by: 'Ana' }],
      actions: [{ id: action, ...planned, state: 'done' }],
    });
    expect(setFindingState(doc, finding, 'resolved', person('Ben'))).toEqual({
      ok: true,
      changed: false,
    });
  });

  it('names who said something, and who took part', () => {
    const doc = drill();
    setParticipant(doc, { role: 'Observer', person: 'Dan', holds: true }, person('ana'));
    setParticipant(doc, { role: 'observer', person: 'dan', holds: false }, person('Ben'));
    retitleDrill(doc, 'Failover of the database', person('Ben'));
    expect(shown(doc)).toMatchObject({
      title: 'Failover of the database',
      people: ['Ana', 'Ben', 'Cleo'],
    });
  });

  it('is found by what was said', () => {
    const doc = drill();
    sayInDrill(doc, { kind: 'note', text: 'the pager was silent' }, person('Ana'));
    sayInDrill(doc, { kind: 'link', url: 'https://example.org/graph' }, person('Ana'));
    expect(shown(doc).text).toContain('the pager was silent');
    expect(shown(doc).text).toContain('No order is lost');
    expect(shown(doc).evidence).toBe(1);
    expect(sayInDrill(doc, { kind: 'link', url: 'file:x' }, person('Ana'))).toMatchObject({
      reason: 'no-link',
    });
  });

  it('does not correct away what was planned', () => {
    const doc = drill();
    const id = readDrill(doc).state.planned?.id ?? '';
    expect(correctInDrill(doc, id, { withdrawn: true }, person('Ana'))).toMatchObject({
      reason: 'fixed',
    });
  });
});

const verdict = { outcome: 'passed', hypothesis: 'held', text: 'Fine' } as const;

describe('a practice run', () => {
  it('may get a verdict, findings and all else, and stays what its runs say without', () => {
    const doc = new Y.Doc();
    startPracticeRun(doc, newRun('1. One\n'), person('Ana', 700));
    sayInDrill(doc, { kind: 'finding', text: 'Step 1 is unclear' }, person('Ben', 800));
    endRun(doc, stateOf(doc).run.id, 'passed', person('Ana', 900));
    expect(shown(doc)).toMatchObject({
      outcome: 'passed',
      endedAtMs: 900,
      people: ['Ben'],
      findings: [{ state: 'open' }],
    });
    giveVerdict(doc, { outcome: 'inconclusive', hypothesis: 'unknown' }, person('Ana', 950));
    expect(shown(doc)).toMatchObject({ outcome: 'inconclusive', endedAtMs: 950 });
  });

  it('of a plan is as its runs say, once there are some', () => {
    const doc = drill({ drillKind: 'practice-run', run: newRun('1. One\n') });
    expect(shown(doc).outcome).toBe('open');
    endRun(doc, stateOf(doc).run.id, 'failed', person('Ana', 2_000));
    expect(shown(doc)).toMatchObject({ outcome: 'failed', endedAtMs: 2_000 });
    expect(shown(drill({ drillKind: 'practice-run' })).outcome).toBe('open');
  });
});

describe('files', () => {
  const file = (length: number, fill = 1) => ({
    name: 'C:\\logs\\db.log',
    type: 'text/plain',
    content: new Uint8Array(length).fill(fill),
  });

  it('are kept once by their digest, within limits', () => {
    const doc = drill();
    expect(addDrillFile(doc, file(10), person('Ana'))).toMatchObject({ ok: true });
    expect(addDrillFile(doc, { ...file(10), name: 'again' }, person('Ana'))).toMatchObject({
      ok: true,
    });
    expect(doc.getMap('files').size).toBe(1);
    expect(readDrill(doc).state.files.map(({ name }) => name)).toEqual(['db.log', 'again']);
    const digest = readDrill(doc).state.files[0]?.sha256 ?? '';
    expect(readDrillFile(copyOf(doc), digest)).toMatchObject({ state: 'here' });
    expect(addDrillFile(doc, file(0), person('Ana'))).toMatchObject({ reason: 'empty-file' });
    const big = file(drillFileLimits.one + 1);
    expect(addDrillFile(doc, big, person('Ana'))).toMatchObject({ reason: 'too-large' });
    expect(addDrillFile(doc, { ...big, size: 5_000_000 }, person('Ana'))).toMatchObject({
      reason: 'too-large',
      problem: expect.stringContaining('has 4,883 KB'),
    });
    for (let fill = 2; fill < 7; fill += 1) {
      expect(addDrillFile(doc, file(200_000, fill), person('Ana'))).toMatchObject({ ok: true });
    }
    expect(addDrillFile(doc, file(200_000, 9), person('Ana'))).toMatchObject({
      reason: 'too-large',
    });
    doc.getMap('files').set(digest, new Uint8Array([6]));
    expect(readDrillFile(doc, digest)).toEqual({ state: 'changed' });
    expect(readDrillFile(doc, '0'.repeat(64))).toEqual({ state: 'missing' });
  });

  it('are dropped when they are old and the drill is over; what names them stays', () => {
    const day = 24 * 3_600_000;
    const doc = drill();
    addDrillFile(doc, file(10), person('Ana', day));
    addDrillFile(doc, file(10, 2), person('Ana', 8 * day));
    const later = person('Ben', 10 * day);
    expect(dropOldFiles(doc, 5, later)).toEqual({ ok: true, dropped: 0 });
    giveVerdict(doc, verdict, person('Ana', 9 * day));
    const before = shown(doc);
    expect(dropOldFiles(doc, 0, later)).toEqual({ ok: true, dropped: 0 });
    expect(dropOldFiles(doc, 5, later)).toEqual({ ok: true, dropped: 1 });
    expect(dropOldFiles(doc, 5, later)).toEqual({ ok: true, dropped: 0 });
    const [old, young] = readDrill(doc).state.files;
    expect(readDrillFile(doc, old?.sha256 ?? '')).toEqual({ state: 'dropped' });
    expect(readDrillFile(doc, young?.sha256 ?? '')).toMatchObject({ state: 'here' });
    expect(verifyChain(doc.getArray('entries')).breaks).toEqual([]);
    expect(shown(doc)).toMatchObject({ files: before.files, outcome: 'passed' });
  });

  it('are kept for as long as the workspace says', () => {
    const workspace = new Y.Doc();
    expect(readFileDays(workspace)).toBe(0);
    expect(setFileDays(workspace, 1.5)).toMatchObject({ reason: 'no-days' });
    expect(setFileDays(workspace, 400)).toEqual({ ok: true, changed: true });
    expect(setFileDays(workspace, 400)).toEqual({ ok: true, changed: false });
    expect(readFileDays(workspace)).toBe(400);
    setFileDays(workspace, 0);
    expect(readFileDays(workspace)).toBe(0);
  });
});
