import * as Y from 'yjs';
import { expect, test } from 'vitest';
import { appendReport } from '../../alerting/write-report.ts';
import { giveVerdict, sayInDrill } from '../../model/drill-commands.ts';
import { readDrillEntries } from '../../model/drill-entries.ts';
import { projectDrill } from '../../model/drill-projection.ts';
import { verifyChain } from '../../model/verify-chain.ts';
import { bareReport, type DrillReport } from './drill-report.ts';
import { drillOfReport, planDrillReport } from './plan-drill-report.ts';

const nowMs = Date.parse('2026-11-01T12:00:00Z');
const startedMs = Date.parse('2026-11-01T10:00:00Z');

const report: DrillReport = {
  ...bareReport({
    by: 'Nightly job',
    key: 'restore-1',
    title: 'Restore',
    drillKind: 'backup-restore',
  }),
  plan: 'plan:01a',
  components: ['orders-db'],
  rtoSeconds: 3_600,
  moments: {
    started: startedMs,
    restored: startedMs + 2_400_000,
    'data-point': startedMs - 300_000,
  },
  verdict: { outcome: 'passed', hypothesis: 'held', text: '40 minutes' },
  notes: ['Of last night'],
  outputs: ['rows: 12'],
  links: [{ url: 'https://ci.example/1', text: '' }],
  findings: ['The manual is out of date'],
};

const context = (name: string, atMs = nowMs) => ({
  actor: { name, device: name === 'Ana' ? 'd1' : '' },
  nowMs: atMs,
  random: { bytes: (length: number) => new Uint8Array(length).fill(7) },
});

function take(doc: Y.Doc, told: DrillReport, atMs = nowMs): number | string {
  const plan = planDrillReport(
    told,
    readDrillEntries(doc),
    { map: undefined, has: () => false },
    atMs,
  );
  if (!plan.ok) return plan.problem;
  appendReport(doc, plan.entries, context(told.by, atMs));
  return plan.entries.length;
}

test('a report becomes a drill with what was measured', () => {
  const doc = new Y.Doc();
  expect(take(doc, report)).toBeGreaterThan(0);
  expect(projectDrill(doc)).toMatchObject({
    title: 'Restore',
    drillKind: 'backup-restore',
    plan: 'plan:01a',
    outcome: 'passed',
    recoverySeconds: 2_400,
    dataLossSeconds: 300,
    verdict: { by: 'Nightly job', hypothesis: 'held' },
    findings: [{ text: 'The manual is out of date', state: 'open' }],
  });
});

test('a report without a verdict waits for one, until somebody joins', () => {
  const doc = new Y.Doc();
  take(doc, { ...report, verdict: undefined });
  expect(projectDrill(doc)).toMatchObject({ outcome: 'open', isUnjudged: true });
  sayInDrill(doc, { kind: 'note', text: 'I look into it' }, context('Ana'));
  expect(projectDrill(doc)).not.toHaveProperty('isUnjudged');
});

test('told again it adds nothing; told to two relays apart it is there once', () => {
  const a = new Y.Doc();
  const b = new Y.Doc();
  take(a, report);
  expect(take(a, report)).toBe(0);
  take(b, report, nowMs + 5_000);
  const alone = projectDrill(a);
  Y.applyUpdate(a, Y.encodeStateAsUpdate(b));
  Y.applyUpdate(b, Y.encodeStateAsUpdate(a));
  expect(projectDrill(a)).toEqual(projectDrill(b));
  // Which of the two wrote it down is all that may differ.
  expect({ ...projectDrill(a), changedAtMs: alone.changedAtMs }).toEqual(alone);
  expect(projectDrill(a)).toMatchObject({ inConflict: false });
  expect(verifyChain(a.getArray('entries')).breaks).toEqual([]);
});

test('a report that says no times is the same from two relays, too', () => {
  const docs = [new Y.Doc(), new Y.Doc()];
  const timeless = { ...report, moments: {} };
  docs.forEach((doc, later) => take(doc, timeless, nowMs + later * 5_000));
  const [a, b] = docs;
  if (a === undefined || b === undefined) throw new Error('no documents');
  Y.applyUpdate(a, Y.encodeStateAsUpdate(b));
  expect(verifyChain(a.getArray('entries')).breaks).toEqual([]);
});

test('what a report says twice is no damage to the log', () => {
  const doc = new Y.Doc();
  take(doc, { ...report, findings: ['slow', 'slow'], outputs: ['rows: 12', 'rows: 12'] });
  expect(projectDrill(doc).findings).toHaveLength(1);
  expect(verifyChain(doc.getArray('entries')).breaks).toEqual([]);
});

test('another outcome of the same run is refused, and what people decided stays', () => {
  const doc = new Y.Doc();
  take(doc, report);
  const failed: DrillReport = {
    ...report,
    verdict: { outcome: 'failed', hypothesis: 'not-held', text: '' },
  };
  expect(take(doc, failed)).toContain('recorded as passed already');
  const open = new Y.Doc();
  take(open, { ...report, verdict: undefined });
  const given = giveVerdict(
    open,
    { outcome: 'failed', hypothesis: 'unknown', text: '' },
    context('Ana'),
  );
  expect(given.ok).toBe(true);
  expect(take(open, report)).toBe(0);
  expect(projectDrill(open)).toMatchObject({ outcome: 'failed' });
});

test('a component that the map does not know is told, not lost', () => {
  const doc = new Y.Doc();
  take(doc, report);
  expect(projectDrill(doc).scope.components).toEqual([]);
  expect(projectDrill(doc).text).toContain('Not on the map: orders-db');
});

test('a scenario or plan that nothing has is told, not lost', () => {
  const doc = new Y.Doc();
  take(doc, { ...report, scenario: 'zone-los' });
  const { text, scenario, plan } = projectDrill(doc);
  expect({ scenario, plan }).toEqual({ scenario: 'zone-los', plan: 'plan:01a' });
  expect(text).toContain('Not a ready scenario: zone-los');
  expect(text).toContain('No plan of this name was known: plan:01a');
});

test('a time that has not come yet is refused', () => {
  const doc = new Y.Doc();
  const late = { ...report, moments: { started: nowMs + 3_600_000 } };
  expect(take(doc, late)).toContain('has not come yet');
});

test('runs with other keys are other documents', () => {
  expect(drillOfReport(report)).toBe(drillOfReport({ ...report, title: 'Another title' }));
  expect(drillOfReport(report)).not.toBe(drillOfReport({ ...report, key: 'restore-2' }));
});
