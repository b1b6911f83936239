import { describe, expect, it } from 'vitest';
import { notification, startMs } from './alerting-fixture.ts';
import { readAlertmanager } from './alertmanager-payload.ts';
import type { MachineReport } from './machine-report.ts';

function read(body: unknown): MachineReport {
  const result = readAlertmanager(body);
  if (!result.ok) throw new Error(result.problem);
  return result.report;
}

describe('a notification of Alertmanager', () => {
  it('is read with all that an incident needs', () => {
    const report = read(
      notification([
        {
          severity: 'warning',
          annotations: { summary: 'Too many errors', description: '5 % of requests fail' },
        },
        {
          instance: 'b',
          severity: 'critical',
          from: 2,
          annotations: { runbook_url: 'https://wiki.example/r/1' },
        },
        { instance: 'c', severity: 'page', from: 3, to: 9 },
      ]),
    );
    expect(report).toMatchObject({
      title: 'HighErrorRate',
      severity: 1,
      severityFrom: 'severity=critical of HighErrorRate',
      from: 'Alertmanager, team-shop',
      links: [{ url: 'https://wiki.example/r/1', text: 'Runbook for HighErrorRate' }],
      notes: [],
      allResolved: false,
    });
    expect(report.alerts).toMatchObject([
      {
        identity: 'HighErrorRate-a',
        text: 'Too many errors\n5 % of requests fail',
        url: 'http://prometheus.example:9090/graph?g0.expr=up',
        startedAtMs: startMs,
        resolved: false,
        endedAtMs: undefined,
      },
      { startedAtMs: startMs + 120_000 },
      { resolved: true, endedAtMs: startMs + 9 * 60_000 },
    ]);
  });

  it('is named by its summary, else by what it is grouped by', () => {
    expect(read(notification([{}], { commonAnnotations: { summary: 'Shop is down' } })).title).toBe(
      'Shop is down',
    );
    expect(read(notification([{ annotations: { summary: 'One is down' } }])).title).toBe(
      'One is down',
    );
    const groupLabels = { alertname: 'DiskFull', zone: 'b', cluster: 'a' };
    expect(read(notification([{}, {}], { groupLabels })).title).toBe(
      'DiskFull (cluster=a, zone=b)',
    );
    expect(read(notification([{}, {}], { groupLabels: {}, commonLabels: {} })).title).toBe(
      'HighErrorRate',
    );
    const long = read(
      notification([{}], { commonAnnotations: { summary: 'é\n'.repeat(400) } }),
    ).title;
    expect(long.length).toBeLessThanOrEqual(200);
  });

  it.each([
    ['critical', 1],
    ['PAGE', 1],
    ['error', 2],
    ['high', 2],
    ['warning', 3],
    ['info', 4],
    ['none', 4],
    ['tuesday', undefined],
    ['constructor', undefined],
  ])('of severity %s is SEV%s', (severity, expected) => {
    expect(read(notification([{ severity }])).severity).toBe(expected);
  });

  it('says what was left out of it', () => {
    expect(read(notification([{}], { truncatedAlerts: 7 })).notes).toEqual([
      'This notification was cut short: 7 more alerts are not on this timeline.',
    ]);
    const many = Array.from({ length: 510 }, (_, n) => ({ instance: String(n) }));
    const report = read(notification(many));
    expect(report.alerts).toHaveLength(500);
    expect(report.notes[0]).toMatch('10 more alerts');
  });

  it('may have fields that nobody knows, and Grafana’s', () => {
    const body = notification([{}], {
      orgId: 1,
      title: '[FIRING:1]',
      state: 'alerting',
      message: '…',
      appVersion: '11',
    });
    const [alert] = (body['alerts'] as Record<string, unknown>[]).map((one) => ({
      ...one,
      silenceURL: 'x',
      values: { A: 1 },
      valueString: '[]',
      dashboardURL: '',
      startsAt: '2026-11-27T12:00:00.123456789+02:00',
    }));
    expect(read({ ...body, alerts: [alert] }).alerts[0]?.startedAtMs).toBe(startMs + 123);
  });

  it('has labels that no document can hold cleaned', () => {
    const alert = {
      status: 'firing',
      startsAt: '2026-11-27T10:00:00Z',
      annotations: { summary: 'half \ud83d' },
      labels: JSON.parse('{"alertname":"A\\u0000B","__proto__":"x","n":1,"gone":null}') as unknown,
    };
    const report = read(
      notification([], { status: 'firing', alerts: [alert], groupLabels: {}, commonLabels: {} }),
    );
    expect(report.alerts[0]).toMatchObject({
      name: 'A B',
      text: 'half \ufffd',
      labels: { alertname: 'A B', n: '1', gone: '' },
    });
    expect(Object.keys(report.alerts[0]?.labels ?? {})).not.toContain('__proto__');
  });

  it.each([
    [undefined, 'body: '],
    [[], 'body: '],
    [{}, 'groupKey: '],
    [notification([{}], { version: '3' }), 'version: this is version 3; only version 4'],
    [notification([], { status: 'firing' }), 'alerts: must not be empty'],
    [notification([{}], { status: 'suppressed' }), 'status: '],
    [
      notification([{}], { alerts: [{ status: 'firing', startsAt: 'yesterday' }] }),
      'alerts.0.startsAt: must be a time',
    ],
    [
      notification([{}], {
        alerts: [{ status: 'firing', labels: [], startsAt: '2026-11-27T10:00:00Z' }],
      }),
      'alerts.0.labels: ',
    ],
  ])('is refused with the reason where it is none: %#', (body, problem) => {
    const result = readAlertmanager(body);
    expect(result.ok ? '' : result.problem).toContain(problem);
  });
});
