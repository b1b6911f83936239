import { declareIncident, say } from '@holdfast/shared/model/incident-say';
import { appendEntry } from '@holdfast/shared/model/entries';
import { person } from '@holdfast/shared/model/run-fixture';
import { expect, it } from 'vitest';
import * as Y from 'yjs';
import { isClockAhead, postedAtMs } from './clock-ahead.ts';
import { createIncidentStore } from './incident-store.ts';
import { furthestAhead, timelineOf } from './timeline-model.ts';

const dayMs = 24 * 3_600_000;
const nowMs = Date.UTC(2026, 10, 27);

it('names who wrote by a clock that is far ahead, and nobody whom it pushed', () => {
  const doc = new Y.Doc();
  declareIncident(doc, { title: 'Down', severity: 2 }, person('Ana', nowMs - 60_000));
  say(doc, { kind: 'note', text: 'from the future' }, person('Ben', nowMs + 400 * dayMs));
  say(doc, { kind: 'note', text: 'from now' }, person('Ana', nowMs - 30_000));
  const { entries } = createIncidentStore(doc).get();
  const items = timelineOf('incident:a', createIncidentStore(doc).get());
  expect(items.map((item) => isClockAhead(item, nowMs))).toEqual([false, true, false]);
  // What was said later is pushed, and shown at its author's own time.
  expect(items[2]?.posted.ms).toBeGreaterThan(nowMs + 399 * dayMs);
  expect(items.map((item) => postedAtMs(item, nowMs))).toEqual([
    nowMs - 60_000,
    undefined,
    nowMs - 30_000,
  ]);
  // Nothing is changed: the time stands as it was given.
  expect(items[1]?.atMs).toBe(nowMs + 400 * dayMs);
  expect(furthestAhead(entries, nowMs)).toEqual({ by: 'Ben', byMs: 400 * dayMs });
  expect(furthestAhead(entries, nowMs + 400 * dayMs)).toBeUndefined();
  // Half a day is how clocks differ.
  expect(items.some((item) => isClockAhead(item, nowMs + 399.5 * dayMs))).toBe(false);
});

it('shows no posting in the year 2200, whoever wrote it there', () => {
  const doc = new Y.Doc();
  declareIncident(doc, { title: 'Down', severity: 2 }, person('Ana', nowMs));
  appendEntry(
    doc.getArray('entries'),
    { kind: 'note', text: 'harm', wallMs: 1e300 },
    person('Eve', 1e300),
  );
  const items = timelineOf('incident:a', createIncidentStore(doc).get());
  expect(items.map((item) => postedAtMs(item, nowMs))).toEqual([nowMs, undefined]);
  expect(items.map((item) => isClockAhead(item, nowMs))).toEqual([false, true]);
});
