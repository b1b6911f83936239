import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { readJUnit } from './junit-file.ts';
import { readDrillReports } from './read-drill-report.ts';

function only(body: unknown) {
  const read = readDrillReports(body);
  if (!read.ok) throw new Error(read.problem);
  const [report] = read.reports;
  if (report === undefined) throw new Error('no report');
  return report;
}

function problem(body: unknown): string {
  const read = readDrillReports(body);
  return read.ok ? '' : read.problem;
}

/** An experiment of Chaos Mesh 2.6, as `kubectl get podchaos -o json` gives it, cut to what matters. */
function podChaos(conditions: Readonly<Record<string, 'True' | 'False'>>, more: object = {}) {
  return {
    apiVersion: 'chaos-mesh.org/v1alpha1',
    kind: 'PodChaos',
    metadata: {
      name: 'kill-orders',
      namespace: 'shop',
      uid: 'f1f5',
      creationTimestamp: '2026-11-01T09:59:58Z',
      ...more,
    },
    spec: { action: 'pod-kill', mode: 'one', selector: { labelSelectors: { app: 'orders' } } },
    status: {
      conditions: Object.entries(conditions).map(([type, status]) => ({ type, status })),
      experiment: {
        desiredPhase: 'Stop',
        containerRecords: [
          {
            id: 'shop/orders-7d9f',
            selectorKey: '.',
            phase: 'Not Injected',
            injectedCount: 1,
            recoveredCount: 1,
            events: [
              { type: 'Succeeded', operation: 'Apply', timestamp: '2026-11-01T10:00:01Z' },
              { type: 'Succeeded', operation: 'Recover', timestamp: '2026-11-01T10:05:02Z' },
            ],
          },
        ],
      },
    },
  };
}

const done = {
  Selected: 'True',
  AllInjected: 'False',
  AllRecovered: 'True',
  Paused: 'False',
} as const;

/** A result of Litmus 3, as the cluster keeps it. */
function chaosResult(
  verdict: string,
  history: object = { passedRuns: 1, failedRuns: 0, stoppedRuns: 0 },
) {
  return {
    apiVersion: 'litmuschaos.io/v1alpha1',
    kind: 'ChaosResult',
    metadata: {
      name: 'orders-chaos-pod-delete',
      namespace: 'litmus',
      uid: 'ab12',
      creationTimestamp: '2026-11-01T10:00:00Z',
      annotations: {
        'holdfast/plan': '01jplan',
        'holdfast/components': 'Orders, Checkout',
        'holdfast/hypothesis': 'The front end stays up.',
      },
    },
    spec: { engine: 'orders-chaos', experiment: 'pod-delete' },
    status: {
      experimentStatus: {
        phase: 'Completed',
        verdict,
        failStep: 'N/A',
        probeSuccessPercentage: '100',
      },
      probeStatuses: [
        { name: 'front-end', type: 'httpProbe', mode: 'Continuous', status: { verdict: 'Passed' } },
      ],
      history: {
        ...history,
        targets: [{ name: 'orders', kind: 'deployment', chaosStatus: 'targeted' }],
      },
    },
  };
}

test('an experiment of Chaos Mesh is a drill without a verdict, and says that it wants one', () => {
  const report = only(podChaos(done));
  expect(report).toMatchObject({
    by: 'Chaos Mesh',
    title: 'PodChaos (pod-kill): shop/kill-orders',
    drillKind: 'chaos',
    verdict: undefined,
    moments: { started: Date.parse('2026-11-01T10:00:01Z') },
  });
  expect(report.notes.join(' ')).toContain('gives no verdict');
  expect(report.notes.join(' ')).toContain('2026-11-01T10:05:02');
  // When the fault is gone is not when the system is well.
  expect(report.moments.restored).toBeUndefined();
});

test('a fault that still holds, or never was injected, is no drill yet', () => {
  expect(problem(podChaos({ ...done, AllInjected: 'True', AllRecovered: 'False' }))).toContain(
    'still',
  );
  const waiting = podChaos({ Selected: 'False', AllInjected: 'False', AllRecovered: 'False' });
  waiting.status.experiment.containerRecords = [];
  expect(problem(waiting)).toContain('not been injected yet');
  // Chaos Mesh calls that recovered, too.
  const never = podChaos(done, { annotations: { 'holdfast/outcome': 'passed' } });
  never.status.experiment.containerRecords = [
    {
      id: 'shop/orders-7d9f',
      selectorKey: '.',
      phase: 'Not Injected',
      injectedCount: 0,
      recoveredCount: 0,
      events: [{ type: 'Failed', operation: 'Apply', timestamp: '2026-11-01T10:00:01Z' }],
    },
  ];
  expect(problem(never)).toContain('not been injected yet');
});

test('annotations say what Chaos Mesh does not', () => {
  const annotations = { 'holdfast/outcome': 'passed', 'holdfast/plan': '01jplan' };
  const report = only(podChaos(done, { annotations }));
  expect(report.verdict?.outcome).toBe('passed');
  expect(report.plan).toBe('plan:01jplan');
  expect(report.notes.join(' ')).not.toContain('no verdict');
});

test.each([
  ['Pass', 'passed', 'held'],
  ['Fail', 'failed', 'not-held'],
  ['Stopped', 'inconclusive', 'unknown'],
  ['Error', 'inconclusive', 'unknown'],
])('the verdict %s of Litmus is %s', (said, outcome, hypothesis) => {
  const report = only(chaosResult(said));
  expect(report.verdict).toMatchObject({ outcome, hypothesis });
  expect(report.components).toEqual(['Orders', 'Checkout']);
  expect(report.plan).toBe('plan:01jplan');
  expect(report.outputs.join('\n')).toContain('front-end (httpProbe): Passed');
});

test('a result of Litmus that is awaited is sent again later', () => {
  expect(problem(chaosResult('Awaited'))).toContain('Awaited; send it once it has one');
});

test('runs of one Litmus experiment are drills of their own, and only the first knows when it was', () => {
  const first = only(chaosResult('Pass'));
  const third = only(chaosResult('Fail', { passedRuns: 2, failedRuns: 1, stoppedRuns: 0 }));
  expect(first.key).not.toBe(third.key);
  expect(first.moments.started).toBe(Date.parse('2026-11-01T10:00:00Z'));
  expect(third.moments.started).toBeUndefined();
  expect(third.title).toContain('run 3');
});

test('of a list what is done is taken, and what is not is left', () => {
  const going = podChaos({ ...done, AllRecovered: 'False' });
  const list = {
    kind: 'List',
    apiVersion: 'v1',
    items: [going, podChaos(done), chaosResult('Pass')],
  };
  const read = readDrillReports(list);
  expect(read).toMatchObject({ ok: true, reports: [{ by: 'Chaos Mesh' }, { by: 'Litmus' }] });
  expect(problem({ kind: 'List', apiVersion: 'v1', items: [going] })).toContain('still holds');
});

test('other objects of a cluster are refused by their kind', () => {
  expect(problem({ apiVersion: 'v1', kind: 'Pod', metadata: {} })).toContain('Pod of v1');
});

test('the own form needs a title and a key, and names what is wrong', () => {
  const report = only({
    title: 'Restore last night’s backup',
    key: 'restore-2026-11-01',
    kind: 'backup-restore',
    source: 'Nightly job',
    components: ['orders-db', 'orders-db', ''],
    rtoSeconds: 3600,
    startedAt: '2026-11-01T02:00:00Z',
    restoredAt: '2026-11-01T02:41:00Z',
    dataPointAt: '2026-11-01T01:55:00Z',
    outcome: 'passed',
    hypothesisHeld: 'held',
    text: '41 minutes',
    unknown: { of: 'a later version' },
  });
  expect(report).toMatchObject({
    by: 'Nightly job',
    drillKind: 'backup-restore',
    components: ['orders-db'],
    verdict: { outcome: 'passed', hypothesis: 'held', text: '41 minutes' },
  });
  expect(problem({})).toMatch(/title: .*; key: /u);
  const whole = { title: 'a', key: 'k' };
  expect(problem({ ...whole, kind: 'party' })).toContain('kind: ');
  expect(problem({ ...whole, startedAt: 'yesterday' })).toBe('startedAt: must be a time');
  const times = { startedAt: '2026-11-01T02:00:00Z', restoredAt: '2026-11-01T01:00:00Z' };
  expect(problem({ ...whole, ...times })).toBe('restoredAt: is before startedAt');
  expect(problem({ ...whole, plan: '../x' })).toContain('plan: ');
  expect(problem({ ...whole, hypothesisHeld: 'held' })).toContain('needs an outcome');
});

test('nothing that is sent breaks a reader', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (body) => {
      expect(typeof readDrillReports(body).ok).toBe('boolean');
    }),
  );
  fc.assert(
    fc.property(fc.jsonValue(), fc.jsonValue(), (status, metadata) => {
      for (const body of [
        { ...podChaos(done), status },
        { ...chaosResult('Pass'), status, metadata },
      ]) {
        expect(typeof readDrillReports(body).ok).toBe('boolean');
      }
    }),
  );
});

const junit = `<?xml version="1.0"?>
<testsuites name="monthly chaos">
  <testsuite name="zone" timestamp="2026-11-01T10:00:00Z">
    <testcase classname="zone" name="checkout stays up" time="12.5"/>
    <testcase classname="zone" name="orders are kept"><failure message="3 lost">trace</failure></testcase>
    <testsuite name="inner"><testcase name="skipped"><skipped/></testcase></testsuite>
  </testsuite>
</testsuites>`;

test('a JUnit file is a drill that passed only where no case failed and some was carried out', () => {
  const read = readJUnit(junit, { components: ['Checkout'], plan: 'plan:01a' });
  expect(read).toMatchObject({
    ok: true,
    reports: [
      {
        title: 'monthly chaos',
        components: ['Checkout'],
        plan: 'plan:01a',
        moments: { started: Date.parse('2026-11-01T10:00:00Z') },
        verdict: { outcome: 'failed', text: '2 of 3 cases carried out, 1 failed.' },
        findings: ['zone › orders are kept: 3 lost'],
      },
    ],
  });
  const allSkipped = '<testsuite><testcase name="a"><skipped/></testcase></testsuite>';
  expect(readJUnit(allSkipped)).toMatchObject({
    reports: [{ verdict: { outcome: 'inconclusive' } }],
  });
  const passed = '<testsuite><testcase name="a"/></testsuite>';
  expect(readJUnit(passed)).toMatchObject({ reports: [{ verdict: { outcome: 'passed' } }] });
});

test('a failure counts however deep it stands, and where a suite only counts it', () => {
  const nested =
    '<testsuite><testsuite><testcase name="a"><error/></testcase></testsuite></testsuite>';
  expect(readJUnit(nested)).toMatchObject({ reports: [{ verdict: { outcome: 'failed' } }] });
  const counted =
    '<testsuites failures="2"><testsuite tests="2" failures="2"><testcase name="a"/><testcase name="b"><failure/></testcase></testsuite></testsuites>';
  expect(readJUnit(counted)).toMatchObject({
    reports: [
      {
        verdict: {
          outcome: 'failed',
          text: '2 of 2 cases carried out, 1 failed. The file counts 1 more that failed, and does not name them.',
        },
      },
    ],
  });
});

test('the same JUnit file is the same drill, unless a key says otherwise', () => {
  const keyOf = (key?: string): string => {
    const read = readJUnit(junit, { key });
    return read.ok ? (read.reports[0]?.key ?? '') : '';
  };
  expect(keyOf()).toBe(keyOf());
  expect(keyOf('build-7')).not.toBe(keyOf('build-8'));
});

test('what is no JUnit file is refused by its line or its element', () => {
  expect(readJUnit('<testsuite><testcase')).toMatchObject({ ok: false });
  expect(readJUnit('<html/>')).toMatchObject({
    ok: false,
    problem: expect.stringContaining('<html>'),
  });
  expect(readJUnit('<testsuite/>')).toMatchObject({ ok: false });
  const bomb = '<!DOCTYPE a [<!ENTITY x "y">]><testsuite><testcase name="&x;"/></testsuite>';
  expect(readJUnit(bomb)).toMatchObject({ ok: false });
});
