import { unsentIds } from '../room/unsent-ids.ts';
import { declareIncident, correct, say } from '@holdfast/shared/model/incident-say';
import { setPinned, setSeverity } from '@holdfast/shared/model/incident-commands';
import type { EntryContext } from '@holdfast/shared/model/entries';
import { readRunnable } from '@holdfast/shared/markdown/steps';
import { startRun } from '@holdfast/shared/model/run';
import { tick } from '@holdfast/shared/model/run-commands';
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { createIncidentStore } from './incident-store.ts';
import {
  clockSkew,
  filterTimeline,
  joinTwins,
  mergeTimelines,
  timelineOf,
  wordsOf,
} from './timeline-model.ts';

let seed = 1;
function at(name: string, nowMs: number): EntryContext {
  const bytes = (length: number) =>
    Uint8Array.from({ length }, () => (seed = (seed * 75 + 74) % 65_537) & 255);
  return { actor: { name, device: `device of ${name}` }, nowMs, random: { bytes } };
}

function declared(nowMs = 1_000): Y.Doc {
  const doc = new Y.Doc();
  declareIncident(doc, { title: 'Down', severity: 2 }, at('Ana', nowMs));
  return doc;
}

function items(doc: Y.Doc, name = 'incident:a') {
  return timelineOf(name, createIncidentStore(doc).get());
}

function note(doc: Y.Doc, text: string, who: EntryContext): string {
  const said = say(doc, { kind: 'note', text }, who);
  if (!said.ok) throw new Error(said.problem);
  return said.stamp.id;
}

it('each line says which person it is of, so that people of one name can be told apart', () => {
  const doc = declared();
  const ana = at('Ana', 2_000);
  note(doc, 'one', { ...ana, actor: { ...ana.actor, person: 'ana' } });
  expect(items(doc).map(({ person }) => person)).toEqual([undefined, 'ana']);
});

describe('twins', () => {
  const minuteMs = 60_000;
  function alerting(name: string, nowMs: number, labels: Record<string, string> = {}): Y.Doc {
    const doc = declared(nowMs);
    say(doc, { kind: 'alert', alert: name, firing: true, labels }, at('Ana', nowMs + 1));
    return doc;
  }
  const join = (...docs: readonly Y.Doc[]) =>
    joinTwins(mergeTimelines(docs.map((doc, place) => items(doc, `incident:${place}`))));
  const alerts = (list: ReturnType<typeof join>) =>
    list.filter(({ what }) => what.kind === 'said' && what.entry.kind === 'alert');

  it('are one line: the same alert, told of in incidents that are one outage', () => {
    const joined = join(
      alerting('High', 10 * minuteMs, { a: '1', b: '2' }),
      alerting('High', 12 * minuteMs, { b: '2', a: '1' }),
      alerting('High', 13 * minuteMs, { a: '1', b: '2' }),
    );
    expect(alerts(joined).map(({ document, alsoIn }) => [document, alsoIn])).toEqual([
      ['incident:0', ['incident:1', 'incident:2']],
    ]);
    // Everything else stays.
    expect(joined).toHaveLength(4);
  });

  it('are not what differs, came much later, or came twice in one incident', () => {
    const one = alerting('High', 10 * minuteMs);
    expect(alerts(join(one, alerting('Low', 10 * minuteMs)))).toHaveLength(2);
    expect(alerts(join(one, alerting('High', 60 * minuteMs)))).toHaveLength(2);
    say(one, { kind: 'alert', alert: 'High', firing: true, labels: {} }, at('Ana', 11 * minuteMs));
    expect(alerts(join(one))).toHaveLength(2);
  });
});

describe('the timeline', () => {
  it('has what was said and what was done in runs, in clock order', () => {
    const doc = declared();
    const text = '1. One\n2. Two\n';
    const { steps } = readRunnable(text);
    const run = { runbook: 'runbook:a', title: 'Failover', text, steps };
    const started = startRun(doc, run, at('Ana', 2_000));
    if (!started.ok) throw new Error(started.problem);
    note(doc, 'we begin', at('Ben', 3_000));
    tick(doc, started.run, 0, 'done', at('Ben', 4_000), { output: 'ok' });
    const timeline = items(doc);
    expect(timeline.map(({ what }) => what.kind)).toEqual(['said', 'ran', 'said', 'did']);
    expect(timeline.map(wordsOf)).toEqual(['', '', 'we begin', 'ok']);
  });

  it('shows corrections in place, and pins', () => {
    const doc = declared();
    const id = note(doc, 'databse', at('Ana', 2_000));
    correct(doc, id, { text: 'database', happenedAtMs: 1_500 }, at('Ben', 3_000));
    setPinned(doc, id, true, at('Ben', 3_000));
    const timeline = items(doc);
    expect(timeline).toHaveLength(2);
    expect(timeline[1]).toMatchObject({ pinned: true, atMs: 1_500, correction: { by: 'Ben' } });
    expect(timeline.map(wordsOf)).toEqual(['', 'database']);
  });

  it('of two that are one outage is one', () => {
    const one = items(declared(1_000), 'incident:a');
    const other = declared(500);
    note(other, 'also here', at('Ben', 1_500));
    const merged = mergeTimelines([one, items(other, 'incident:b')]);
    expect(merged.map(({ document }) => document)).toEqual([
      'incident:b',
      'incident:a',
      'incident:b',
    ]);
  });

  it('is filtered by kind and words', () => {
    const doc = declared();
    note(doc, 'the cache is cold', at('Ana', 2_000));
    setSeverity(doc, 1, at('Ben', 3_000));
    const timeline = items(doc);
    const found = (kind: 'all' | 'notes' | 'changes', query: string) =>
      filterTimeline(timeline, kind, query, () => 'described').length;
    expect(found('notes', '')).toBe(1);
    expect(found('changes', '')).toBe(2);
    expect(found('all', 'COLD cache')).toBe(1);
    expect(found('all', 'ben described')).toBe(1);
    expect(found('notes', 'warm')).toBe(0);
  });
});

describe('clocks', () => {
  it('that differ are told by who had seen what', () => {
    const doc = declared(600_000);
    note(doc, 'early', at('Ben', 100_000));
    expect(clockSkew(createIncidentStore(doc).get().entries)).toMatchObject({
      ahead: { by: 'Ana' },
      behind: { by: 'Ben' },
      byMs: 500_000,
    });
  });

  it('are not called different for what was written apart', () => {
    const here = declared(1_000);
    const there = new Y.Doc();
    Y.applyUpdate(there, Y.encodeStateAsUpdate(here));
    note(here, 'late', at('Ana', 900_000));
    note(there, 'early', at('Ben', 100_000));
    Y.applyUpdate(here, Y.encodeStateAsUpdate(there));
    expect(clockSkew(createIncidentStore(here).get().entries)).toBeUndefined();
  });
});

it('marks this device’s last entries while changes are on no relay', () => {
  const doc = declared();
  const first = note(doc, 'one', at('Ben', 2_000));
  const second = note(doc, 'two', at('Ben', 3_000));
  note(doc, 'three', at('Ana', 4_000));
  const timeline = items(doc);
  expect([...unsentIds(timeline, 'device of Ben', 1)]).toEqual([second]);
  expect(new Set(unsentIds(timeline, 'device of Ben', 9))).toEqual(new Set([first, second]));
  expect(unsentIds(timeline, 'device of Ben', 0).size).toBe(0);
});
