import { describe, expect, it } from 'vitest';
import { setSeverity, setStatus, mergeInto } from '../model/incident-commands.ts';
import { milestonesOf } from '../model/incident-fold.ts';
import { readIncident } from '../model/incident.ts';
import { person } from '../model/run-fixture.ts';
import type { DocumentName } from '../protocol/names.ts';
import {
  type AlertGiven,
  createDesk,
  type Desk,
  notification,
  startMs,
} from './alerting-fixture.ts';
import { readAlertmanager } from './alertmanager-payload.ts';
import { readIncidentPayload } from './incident-payload.ts';
import type { ReportRead } from './machine-report.ts';
import type { ReportPlan } from './plan-report.ts';

const minuteMs = 60_000;

function report(read: ReportRead) {
  if (!read.ok) throw new Error(read.problem);
  return read.report;
}

function notify(
  desk: Desk,
  alerts: readonly AlertGiven[],
  other: Readonly<Record<string, unknown>> = {},
  minutes = 0,
): ReportPlan {
  return desk.take(
    report(readAlertmanager(notification(alerts, other))),
    startMs + minutes * minuteMs,
  );
}

function post(desk: Desk, body: Readonly<Record<string, unknown>>, minutes = 0): ReportPlan {
  return desk.take(report(readIncidentPayload(body)), startMs + minutes * minuteMs);
}

function only(desk: Desk): DocumentName {
  const [name, ...more] = [...desk.docs.keys()];
  if (name === undefined || more.length > 0) throw new Error(`${desk.docs.size} incidents`);
  return name;
}

const kindsOf = (desk: Desk, name = only(desk)): readonly string[] =>
  readIncident(desk.doc(name)).entries.map(({ kind }) => kind);

describe('a group of alerts', () => {
  it('that comes with times that have not come is told of, at the time of the relay', () => {
    const desk = createDesk();
    const yearMinutes = 365 * 24 * 60;
    const alert = { from: yearMinutes };
    const other = createDesk();
    for (const one of [desk, other]) {
      expect(notify(one, [alert], {}, one === desk ? 3 : 4)).toMatchObject({ ok: true });
    }
    const { entries } = readIncident(desk.doc(only(desk)));
    expect(entries.every(({ happenedAtMs }) => happenedAtMs === startMs + 3 * minuteMs)).toBe(true);
    const notes = entries.flatMap((entry) => (entry.kind === 'note' ? [entry.text] : []));
    expect(notes).toEqual([expect.stringMatching('which has not come yet')]);
    // Whichever relay heard of it first, it is the same incident with the same entries.
    const ids = (of: Desk) =>
      readIncident(of.doc(only(of)))
        .entries.map(({ id }) => id)
        .toSorted();
    expect(only(other)).toBe(only(desk));
    expect(ids(other)).toEqual(ids(desk));
    notify(desk, [alert], {}, 5);
    expect(ids(desk)).toEqual(ids(other));
    notify(desk, [{ ...alert, to: yearMinutes + 5 }], {}, 9);
    const after = readIncident(desk.doc(only(desk)));
    expect(after.state.firing).toEqual([]);
    expect(after.entries.every(({ happenedAtMs }) => happenedAtMs <= startMs + 9 * minuteMs)).toBe(
      true,
    );
  });

  it('that fires declares an incident, with the alerts at the time at which they began', () => {
    const desk = createDesk();
    notify(desk, [{ severity: 'critical' }, { instance: 'b', from: 1 }], {}, 3);
    const { state, entries, declaredAtMs, declaredBy } = readIncident(desk.doc(only(desk)));
    expect(declaredAtMs).toBe(startMs + 3 * minuteMs);
    expect(declaredBy).toBe('Alertmanager');
    expect(state).toMatchObject({
      title: { now: { value: 'HighErrorRate' } },
      severity: {
        now: { value: 1, text: 'Said by severity=critical of HighErrorRate.' },
        conflict: [],
      },
      firing: ['HighErrorRate'],
    });
    expect(
      entries.map(({ kind, happenedAtMs }) => [kind, (happenedAtMs - startMs) / minuteMs]),
    ).toEqual([
      ['declared', 3],
      ['alert', 0],
      ['alert', 1],
      ['severity', 3],
    ]);
    expect(milestonesOf(state, entries)).toMatchObject({ started: startMs, detected: startMs });
  });

  it('that is told again adds nothing', () => {
    const desk = createDesk();
    const first = notify(desk, [{ severity: 'high' }], { truncatedAlerts: 2 });
    const before = kindsOf(desk);
    const second = notify(desk, [{ severity: 'high' }], { truncatedAlerts: 2 }, 240);
    expect(second).toEqual({ ...first, writes: [] });
    expect(kindsOf(desk)).toEqual(before);
  });

  it('may grow, and one of its alerts end before another of the same name', () => {
    const desk = createDesk();
    notify(desk, [{}]);
    notify(desk, [{}, { instance: 'b', from: 5, severity: 'page' }], {}, 6);
    notify(desk, [{ to: 9 }, { instance: 'b', from: 5, severity: 'page' }], {}, 10);
    const { state } = readIncident(desk.doc(only(desk)));
    expect(state.firing).toEqual(['HighErrorRate']);
    expect(state.severity.now?.value).toBe(1);
    notify(desk, [{ to: 9 }, { instance: 'b', from: 5, to: 12, severity: 'page' }], {}, 13);
    const after = readIncident(desk.doc(only(desk)));
    expect(after.state.firing).toEqual([]);
    expect(after.state.status.now).toBeUndefined();
    expect(after.entries.at(-1)).toMatchObject({
      kind: 'note',
      text: expect.stringMatching('stays open'),
    });
  });

  it('is one incident though alerts leave it one after the other', () => {
    const desk = createDesk();
    notify(desk, [{}, { instance: 'b', from: 2 }]);
    notify(
      desk,
      [
        { instance: 'b', from: 2 },
        { instance: 'c', from: 30 },
      ],
      {},
      31,
    );
    notify(
      desk,
      [
        { instance: 'c', from: 30 },
        { instance: 'd', from: 60 },
      ],
      {},
      61,
    );
    expect(
      readIncident(desk.doc(only(desk))).entries.filter(({ kind }) => kind === 'alert'),
    ).toHaveLength(4);
  });

  it('that fires again long after it was quiet is a new incident', () => {
    const desk = createDesk();
    notify(desk, [{}]);
    notify(desk, [{ to: 10 }], {}, 11);
    notify(desk, [{ from: 60 }], {}, 61);
    expect(desk.docs.size).toBe(2);
  });

  it('that fires again within a quarter of an hour is the same while people are at it', () => {
    const desk = createDesk();
    notify(desk, [{}]);
    notify(desk, [{ to: 10 }], {}, 11);
    notify(desk, [{ from: 20 }], {}, 21);
    expect(readIncident(desk.doc(only(desk))).state.firing).toEqual(['HighErrorRate']);
    notify(desk, [{ from: 20, to: 24 }], {}, 25);
    expect(
      setStatus(desk.doc(only(desk)), 'resolved', person('Ana', startMs + 26 * minuteMs)).ok,
    ).toBe(true);
    notify(desk, [{ from: 30 }], {}, 31);
    expect(desk.docs.size).toBe(2);
  });

  it('does not hide a new alert in an incident that people resolved', () => {
    const desk = createDesk();
    notify(desk, [{ severity: 'warning' }]);
    const first = only(desk);
    setStatus(desk.doc(first), 'resolved', person('Ana', startMs + minuteMs));
    // The old alert goes on, and one joins it that began in the same millisecond.
    notify(desk, [{ severity: 'warning' }, { instance: 'b', severity: 'critical' }], {}, 5);
    expect(desk.docs.size).toBe(2);
    const [second] = [...desk.docs.keys()].filter((name) => name !== first);
    if (second === undefined) throw new Error('no second');
    expect(readIncident(desk.doc(second)).state.severity.now?.value).toBe(1);
    expect(kindsOf(desk, first)).toEqual(['declared', 'alert', 'severity', 'status']);
    // And is told to be over there, not as a third one.
    notify(
      desk,
      [
        { severity: 'warning', to: 7 },
        { instance: 'b', severity: 'critical', to: 8 },
      ],
      {},
      9,
    );
    expect(desk.docs.size).toBe(2);
    expect(readIncident(desk.doc(first)).state.firing).toEqual([]);
    expect(readIncident(desk.doc(second)).state.firing).toEqual([]);
  });

  it('leaves a severity alone that people decided', () => {
    const desk = createDesk();
    notify(desk, [{ severity: 'warning' }]);
    setSeverity(desk.doc(only(desk)), 4, person('Ana', startMs + minuteMs));
    notify(desk, [{ severity: 'warning' }, { instance: 'b', severity: 'critical' }], {}, 5);
    expect(readIncident(desk.doc(only(desk))).state.severity).toMatchObject({
      now: { value: 4 },
      conflict: [],
    });
  });

  it('of another receiver or another key is another incident', () => {
    const desk = createDesk();
    notify(desk, [{}]);
    notify(desk, [{}], { receiver: 'everybody' });
    notify(desk, [{}], { groupKey: '{}:{alertname="Other"}' });
    expect(desk.docs.size).toBe(3);
  });

  it('takes starts that two Prometheis tell a little differently for one', () => {
    const desk = createDesk();
    notify(desk, [{ from: 1 }]);
    notify(desk, [{ from: 0.5 }], {}, 2);
    notify(desk, [{ from: 0.5, to: 4 }], {}, 5);
    expect(kindsOf(desk)).toEqual(['declared', 'alert', 'alert', 'note']);
    expect(readIncident(desk.doc(only(desk))).state.firing).toEqual([]);
  });

  it('is not told twice to be over by a pair that tells its start differently', () => {
    const desk = createDesk();
    notify(desk, [{ from: 1 }], {}, 1);
    notify(desk, [{ from: 1, to: 4 }], {}, 4);
    notify(desk, [{ from: 2, to: 4 }], {}, 5);
    expect(kindsOf(desk)).toEqual(['declared', 'alert', 'alert', 'note']);
    // It began after that end: it was there once more.
    notify(desk, [{ from: 4.5, to: 5 }], {}, 6);
    expect(kindsOf(desk).filter((kind) => kind === 'alert')).toHaveLength(4);
  });

  it('told first when it is over is an incident all the same', () => {
    const desk = createDesk();
    notify(desk, [{ to: 5 }], {}, 6);
    const { state } = readIncident(desk.doc(only(desk)));
    expect(state).toMatchObject({ firing: [], alerts: ['HighErrorRate'] });
    notify(desk, [{ to: 5 }, { instance: 'b', from: 1, to: 4 }], {}, 7);
    expect(desk.docs.size).toBe(1);
  });
});

describe('two relays that do not hear of each other', () => {
  it('make one incident of the notification that both of a pair send', () => {
    const [a, b] = [createDesk(), createDesk()];
    const alerts = [{ severity: 'critical' }, { instance: 'b', from: 1 }];
    notify(a, alerts, {}, 2);
    notify(b, alerts, {}, 2.1);
    a.pull(b);
    b.pull(a);
    expect(only(a)).toBe(only(b));
    expect(kindsOf(a)).toEqual(['declared', 'alert', 'alert', 'severity']);
    expect(readIncident(a.doc(only(a)))).toEqual(readIncident(b.doc(only(b))));
  });

  it('which began with different alerts, have one stand for both once they meet', () => {
    const [a, b] = [createDesk(), createDesk()];
    notify(a, [{}]);
    notify(a, [{}, { instance: 'b', from: 20 }], {}, 21);
    notify(b, [{ instance: 'b', from: 20 }], {}, 30);
    a.pull(b);
    b.pull(a);
    const [first, second] = [...a.docs.keys()].toSorted();
    if (first === undefined || second === undefined) throw new Error('not two');
    const both = [{ instance: 'b', from: 20 }];
    notify(a, both, {}, 40);
    notify(b, both, {}, 41);
    a.pull(b);
    expect(readIncident(a.doc(second)).state.mergedInto).toMatchObject({
      now: { value: first },
      conflict: [],
    });
    // Whoever knows better says so once.
    mergeInto(a.doc(second), second, '', person('Ana', startMs + 50 * minuteMs));
    notify(a, both, {}, 60);
    expect(readIncident(a.doc(second)).state.mergedInto.now?.value).toBe('');
  });
});

describe('an incident of another tool', () => {
  const body = {
    title: 'Checkout fails',
    key: 'build-17',
    severity: 'high',
    text: 'Seen by the probe',
    url: 'https://ci.example/17',
    components: ['checkout'],
  };

  it('is declared once, and told to be over', () => {
    const desk = createDesk();
    post(desk, body);
    post(desk, body, 1);
    expect(kindsOf(desk)).toEqual(['declared', 'alert', 'severity', 'component', 'link', 'note']);
    const { state } = readIncident(desk.doc(only(desk)));
    expect(state).toMatchObject({
      components: ['checkout'],
      firing: ['Checkout fails'],
      severity: { now: { value: 2 } },
    });
    post(desk, { title: 'Checkout fails', key: 'build-17', status: 'resolved' }, 9);
    expect(readIncident(desk.doc(only(desk))).state.firing).toEqual([]);
  });

  it('that is said to begin on a day that has not come is refused', () => {
    const desk = createDesk();
    for (const part of [
      { startedAt: '2062-11-27T10:00:00Z' },
      { alerts: [{ name: 'a', startsAt: '2062-11-27T10:00:00Z' }] },
      { status: 'resolved', endedAt: '2062-11-27T10:00:00Z' },
    ])
      expect(post(desk, { ...body, ...part })).toMatchObject({
        ok: false,
        problem: expect.stringMatching('has not come'),
      });
    expect(desk.docs.size).toBe(0);
  });

  it('does not come again silently under a key that is over', () => {
    const desk = createDesk();
    post(desk, body);
    post(desk, { ...body, status: 'resolved' }, 5);
    expect(post(desk, body, 9)).toMatchObject({
      ok: false,
      problem: expect.stringMatching('another key'),
    });
    expect(post(desk, { ...body, startedAt: '2026-11-27T10:09:00Z' }, 9).ok).toBe(true);
    expect(desk.docs.size).toBe(2);
  });

  it('that people resolved takes no new alert', () => {
    const desk = createDesk();
    const first = { ...body, alerts: [{ name: 'A' }] };
    post(desk, first);
    setStatus(desk.doc(only(desk)), 'resolved', person('Ana', startMs + minuteMs));
    expect(post(desk, first, 2)).toMatchObject({ ok: true, writes: [] });
    expect(post(desk, { ...body, alerts: [{ name: 'B' }] }, 3).ok).toBe(false);
  });

  it.each([
    [{ key: 'k' }, 'title: '],
    [{ title: ' ', key: 'k' }, 'title: must not be empty'],
    [{ title: 't' }, 'key: '],
    [{ title: 't', key: 'k', severity: 5 }, 'severity: must be 1 to 4'],
    [{ title: 't', key: 'k', url: 'javascript:alert(1)' }, 'url: must start with http'],
    [{ title: 't', key: 'k', startedAt: 'soon' }, 'startedAt: must be a time'],
    [{ title: 't', key: 'k', startedAt: '9999-11-27T10:00:00Z' }, 'startedAt: must be a time'],
    [{ title: 't', key: 'k', alerts: [{}] }, 'alerts.0.name: '],
    ['text', 'body: '],
  ])('is refused with the reason where it is none: %#', (given, problem) => {
    const read = readIncidentPayload(given);
    expect(read.ok ? '' : read.problem).toContain(problem);
  });
});
