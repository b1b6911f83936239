import * as Y from 'yjs';
import { describe, expect, it } from 'vitest';
import { setSeverity, setStatus } from '../model/incident-commands.ts';
import { declareIncident } from '../model/incident-say.ts';
import { person } from '../model/run-fixture.ts';
import { createDesk, notification, startMs } from './alerting-fixture.ts';
import { readAlertmanager } from './alertmanager-payload.ts';
import { newsForMs, newsOf } from './incident-news.ts';

const at = (minutes: number) => person('Ana', startMs + minutes * 60_000);
const told = (doc: Y.Doc, nowMs = startMs) =>
  newsOf('demo', 'incident:1', doc, nowMs).map(({ type, severity, status, text }) => [
    type,
    severity,
    status,
    text,
  ]);

describe('the news of an incident', () => {
  it('are its declaration, and what changes its severity or status', () => {
    const doc = new Y.Doc();
    declareIncident(doc, { title: 'Down', severity: 3 }, at(0));
    setSeverity(doc, 1, at(1), 'It spreads');
    setSeverity(doc, 1, at(2), 'Still');
    setStatus(doc, 'identified', at(3));
    setStatus(doc, 'resolved', at(4), 'Rolled back');
    setStatus(doc, 'investigating', at(5));
    expect(told(doc)).toEqual([
      ['incident.declared', 3, 'investigating', ''],
      ['incident.severity', 1, 'investigating', 'It spreads'],
      ['incident.status', 1, 'identified', ''],
      ['incident.resolved', 1, 'resolved', 'Rolled back'],
      ['incident.status', 1, 'investigating', ''],
    ]);
    const ids = newsOf('demo', 'incident:1', doc, startMs).map(({ id }) => id);
    expect(new Set(ids).size).toBe(5);
    expect(newsOf('other', 'incident:1', doc, startMs).map(({ id }) => id)).not.toEqual(ids);
  });

  it('are none after a day', () => {
    const doc = new Y.Doc();
    declareIncident(doc, { title: 'Down', severity: 3 }, at(0));
    setStatus(doc, 'resolved', at(60));
    expect(told(doc, startMs + newsForMs + 1)).toEqual([['incident.resolved', 3, 'resolved', '']]);
    expect(told(doc, startMs + newsForMs + 61 * 60_000)).toEqual([]);
    expect(told(new Y.Doc())).toEqual([]);
  });

  it('of a machine’s incident are the same on relays that do not hear of each other', () => {
    const [a, b] = [createDesk(), createDesk()];
    const read = readAlertmanager(notification([{ severity: 'critical' }]));
    if (!read.ok) throw new Error(read.problem);
    a.take(read.report);
    b.take(read.report, startMs + 500);
    const [name] = [...a.docs.keys()];
    if (name === undefined) throw new Error('none');
    const idsOf = (desk: typeof a) =>
      newsOf('demo', name, desk.doc(name), startMs).map(({ id }) => id);
    expect(idsOf(a)).toHaveLength(1);
    expect(idsOf(a)).toEqual(idsOf(b));
  });
});
