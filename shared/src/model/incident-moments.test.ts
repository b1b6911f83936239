import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { appendEntry } from './entries.ts';
import { setMilestone, setSeverity, setStatus } from './incident-commands.ts';
import { milestonesOf } from './incident-fold.ts';
import { correct, declareIncident, say } from './incident-say.ts';
import { projectIncident, readIncident } from './incident.ts';
import { latestOf } from './moments.ts';
import { person } from './run-fixture.ts';

function declared(): Y.Doc {
  const doc = new Y.Doc();
  declareIncident(doc, { title: 'Checkout fails', severity: 2 }, person('Ana', 1_000));
  return doc;
}

function noteId(doc: Y.Doc, text: string): string {
  const result = say(doc, { kind: 'note', text }, person('Ben', 2_000));
  if (!result.ok) throw new Error(result.problem);
  return result.stamp.id;
}

describe('what others wrote', () => {
  it('does not believe a year that nobody can have meant, and keeps what was said with it', () => {
    const doc = declared();
    const id = noteId(doc, 'databse is down');
    const before = readIncident(doc).entries.find((entry) => entry.id === id)?.happenedAtMs;
    const far = { wallMs: 1e300, after: [] };
    const ben = person('Ben', 3_000);
    const entries = doc.getArray<unknown>('entries');
    appendEntry(entries, { kind: 'milestone', which: 'started', atMs: 1e300, ...far }, ben);
    appendEntry(entries, { kind: 'milestone', which: 'detected', atMs: -1e300, ...far }, ben);
    const correction = { kind: 'correction', of: id, text: 'database is down', withdrawn: false };
    appendEntry(entries, { ...correction, atMs: 1e300, ...far }, ben);
    appendEntry(entries, { kind: 'update', audience: 'tactical', text: 'x', ...far }, ben, 1e300);
    const { state } = readIncident(doc);
    expect(state.corrections.get(id)).toMatchObject({
      text: 'database is down',
      happenedAtMs: before,
    });
    expect(projectIncident(doc)).toMatchObject({
      milestones: { started: 1_000, detected: 1_000 },
      updatedAtMs: 3_000,
      changedAtMs: 2_000,
    });
  });
});

describe('more entries than an argument list holds', () => {
  it('have their times', () => {
    const { state, entries } = readIncident(declared());
    const [declaration] = entries;
    if (declaration === undefined) throw new Error('nothing is declared');
    const many = Array.from({ length: 200_000 }, () => declaration);
    expect(milestonesOf(state, many).started).toBe(1_000);
    expect(
      latestOf(
        Array.from({ length: 200_000 }, () => 7),
        3,
      ),
    ).toBe(7);
  });
});

describe('times that cannot be', () => {
  it('are refused, and nothing is written', () => {
    const doc = declared();
    const id = noteId(doc, 'x');
    const before = doc.getArray('entries').length;
    const ana = person('Ana', Date.UTC(2026, 10, 27));
    for (const atMs of [Date.UTC(9999, 10, 27), Date.UTC(2062, 10, 27), Date.UTC(1926, 10, 27)]) {
      for (const result of [
        setMilestone(doc, 'started', atMs, ana),
        setStatus(doc, 'resolved', ana, '', atMs),
        setSeverity(doc, 1, ana, '', atMs),
        say(doc, { kind: 'note', text: 'y' }, ana, atMs),
      ])
        expect(result).toMatchObject({ ok: false, reason: 'no-time' });
    }
    expect(correct(doc, id, { happenedAtMs: Date.UTC(9999, 10, 27) }, ana)).toMatchObject({
      reason: 'no-time',
    });
    expect(doc.getArray('entries').length).toBe(before);
  });
});
