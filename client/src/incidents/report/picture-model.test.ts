import { setMilestone, setSeverity, setStatus } from '@holdfast/shared/model/incident-commands';
import { correct, declareIncident, say } from '@holdfast/shared/model/incident-say';
import { person } from '@holdfast/shared/model/run-fixture';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { createIncidentStore } from '../incident-store.ts';
import { axisTicks, courseOf, placeMarks, type IncidentCourse } from './picture-model.ts';

const minuteMs = 60_000;
const at = (minute: number) => person('Ana', minute * minuteMs);

function declared(): Y.Doc {
  const doc = new Y.Doc();
  declareIncident(doc, { title: 'Down', severity: 3, takeCommand: true }, at(100));
  return doc;
}

const course = (doc: Y.Doc, nowMinute = 500) =>
  courseOf(createIncidentStore(doc).get(), nowMinute * minuteMs);

describe('the course of an incident', () => {
  it('goes from its start to its end, with every severity that it had', () => {
    const doc = declared();
    setSeverity(doc, 1, at(110));
    setMilestone(doc, 'started', 90 * minuteMs, at(111));
    const decision = say(doc, { kind: 'decision', text: 'fail over' }, at(112));
    say(doc, { kind: 'note', text: 'nothing' }, at(113));
    setStatus(doc, 'resolved', at(160));
    const drawn = course(doc);
    expect(drawn).toMatchObject({
      fromMs: 90 * minuteMs,
      toMs: 160 * minuteMs,
      isLive: false,
      bands: [
        { severity: 3, fromMs: 90 * minuteMs, toMs: 110 * minuteMs },
        { severity: 1, fromMs: 110 * minuteMs, toMs: 160 * minuteMs },
      ],
    });
    const kinds = drawn?.marks.map((mark) => (mark.kind === 'milestone' ? mark.which : mark.kind));
    expect(kinds).toEqual([
      'started',
      'detected',
      'declared',
      'acknowledged',
      'severity',
      'decision',
      'mitigated',
      'resolved',
    ]);
    if (decision.ok) correct(doc, decision.stamp.id, { withdrawn: true }, at(170));
    expect(course(doc)?.marks.some(({ kind }) => kind === 'decision')).toBe(false);
  });

  it('goes on until now while it is live, and is not drawn where nobody knows when it began', () => {
    expect(course(declared(), 130)).toMatchObject({ toMs: 130 * minuteMs, isLive: true });
    const unknown = new Y.Doc();
    declareIncident(unknown, { title: 'Long ago', severity: 3 }, at(0));
    expect(course(unknown)).toBeUndefined();
  });

  it('gives the last severity of a live one some length, and has room for every mark', () => {
    const doc = declared();
    setSeverity(doc, 1, at(130));
    say(doc, { kind: 'decision', text: 'fail over' }, at(135));
    expect(course(doc, 129)).toMatchObject({
      toMs: 135 * minuteMs,
      bands: [
        { severity: 3, toMs: 130 * minuteMs },
        { severity: 1, toMs: 135 * minuteMs },
      ],
    });
    expect(course(doc, 200)?.bands.at(-1)?.toMs).toBe(200 * minuteMs);
  });

  it('draws the first twenty decisions and says how many are left out', () => {
    const doc = declared();
    for (let n = 0; n < 23; n += 1) say(doc, { kind: 'decision', text: `${n}` }, at(101 + n));
    expect(course(doc)?.leftOut).toBe(3);
  });
});

describe('drawing', () => {
  it('never puts two numbers of a row on top of each other', () => {
    const marks = fc.array(fc.integer({ min: 0, max: 1000 }), { maxLength: 40 });
    fc.assert(
      fc.property(marks, fc.double({ min: 0.01, max: 0.2, noNaN: true }), (moments, room) => {
        const drawn: IncidentCourse = {
          ...{ fromMs: 0, toMs: 1000, isLive: false, bands: [], leftOut: 0 },
          marks: moments
            .toSorted((a, b) => a - b)
            .map((atMs) => ({ kind: 'decision', text: '', atMs, on: [] })),
        };
        const placed = placeMarks(drawn, room);
        const clash = placed.some(({ place, row }, at) =>
          placed.slice(0, at).some((one) => one.row === row && place - one.place < room - 1e-6),
        );
        expect(clash).toBe(false);
      }),
    );
  });

  it('marks the axis at no more moments than have room, all of them within', () => {
    const ms = fc.integer({ min: 1, max: 2e12 });
    fc.assert(
      fc.property(ms, fc.integer({ min: 1, max: 1e11 }), (fromMs, lasted) => {
        const ticks = axisTicks({ fromMs, toMs: fromMs + lasted }, 8);
        expect(ticks.length).toBeLessThanOrEqual(9);
        for (const tick of ticks) {
          expect(tick).toBeGreaterThanOrEqual(fromMs);
          expect(tick).toBeLessThanOrEqual(fromMs + lasted);
        }
      }),
    );
  });
});
