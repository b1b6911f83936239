import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { readDrill, setDrillArchived, startPracticeRun } from './drill.ts';
import { textHash } from './ids.ts';
import { project } from './project.ts';
import { drillProjection } from './projection-fixture.ts';
import { projectionSchema } from './projection.ts';
import { endRun, tick } from './run-commands.ts';
import { newRun, person, stateOf } from './run-fixture.ts';
import { startRun } from './run.ts';

const text = '1. One\n2. Two\n3. Three\n';

function practice(): Y.Doc {
  const doc = new Y.Doc();
  expect(startPracticeRun(doc, newRun(text), person('Ana', 700)).ok).toBe(true);
  return doc;
}

describe('a practice run', () => {
  it('is a drill of one run', () => {
    const doc = practice();
    const run = stateOf(doc).run.id;
    tick(doc, run, 0, 'done', person('Ana', 1_000));
    tick(doc, run, 1, 'skipped', person('Ben', 2_000), { note: 'not needed' });
    const shown = project('drill:01a', doc);
    const ofRun = {
      id: run,
      runbook: 'runbook:01a',
      version: textHash(text),
      title: 'Failover',
      startedAtMs: 700,
      endedAtMs: 0,
      outcome: 'open' as const,
      steps: 3,
      done: 1,
      skipped: 1,
      failed: 0,
      people: ['Ana', 'Ben'],
    };
    expect(shown).toEqual(
      drillProjection({
        title: 'Failover',
        startedAtMs: 700,
        changedAtMs: 2_000,
        people: ['Ana', 'Ben'],
        runs: [ofRun],
      }),
    );
    expect(projectionSchema.parse(shown)).toEqual(shown);
    endRun(doc, run, 'passed', person('Ana', 3_000));
    expect(project('drill:01a', doc)).toMatchObject({
      outcome: 'passed',
      endedAtMs: 3_000,
      changedAtMs: 3_000,
    });
  });

  it('is started once a document, and not without steps', () => {
    const doc = practice();
    const again = startPracticeRun(doc, newRun(text), person('Ana'));
    expect(again).toMatchObject({ reason: 'exists' });
    const empty = new Y.Doc();
    expect(startPracticeRun(empty, newRun(''), person('Ana'))).toMatchObject({
      reason: 'no-steps',
    });
    expect(project('drill:01a', empty)).toEqual({ kind: 'unknown', title: 'drill:01a' });
  });

  it('is archived and brought back', () => {
    const doc = practice();
    expect(setDrillArchived(doc, true)).toEqual({ ok: true, changed: true });
    expect(setDrillArchived(doc, true)).toEqual({ ok: true, changed: false });
    expect(readDrill(doc).archived).toBe(true);
    setDrillArchived(doc, false);
    expect(project('drill:01a', doc)).toMatchObject({ archived: false });
  });

  it('is as good as its runs: open before failed before passed', () => {
    const doc = practice();
    const first = stateOf(doc).run.id;
    const second = startRun(doc, newRun(text), person('Ana', 800));
    endRun(doc, first, 'failed', person('Ana', 900));
    expect(project('drill:01a', doc)).toMatchObject({ outcome: 'open' });
    if (second.ok) endRun(doc, second.run, 'passed', person('Ana', 900));
    expect(project('drill:01a', doc)).toMatchObject({ outcome: 'failed' });
    endRun(doc, first, 'abandoned', person('Ana', 950));
    expect(project('drill:01a', doc)).toMatchObject({ outcome: 'passed' });
  });

  it('of another version, or broken, is shown as far as it goes', () => {
    const doc = new Y.Doc();
    doc.getMap('meta').set('title', 'Game day');
    doc.getArray('runs').push([7, { kind: 'run' }]);
    expect(project('drill:01a', doc)).toMatchObject({
      title: 'Game day',
      drillKind: '',
      runs: [],
      outcome: 'abandoned',
    });
  });
});
