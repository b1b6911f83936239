import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import {
  acceptFinding,
  isAccepted,
  readAcceptances,
  takeBackAcceptance,
} from './map-acceptances.ts';
import { addMapTask, changeMapTask, readMapTasks } from './map-tasks.ts';

const context = { nowMs: 5_000, by: 'Ana' };

describe('action items of the map', () => {
  it('are written down once, done, and opened again', () => {
    const doc = new Y.Doc();
    const task = { id: 'train:ana:web', text: ' Train  Ben ', due: '2026-12-01', person: 'ana' };
    expect(addMapTask(doc, task, context)).toEqual({ ok: true, changed: true });
    expect(addMapTask(doc, task, context)).toEqual({ ok: true, changed: false });
    expect(readMapTasks(doc)).toEqual([
      {
        id: 'train:ana:web',
        text: 'Train Ben',
        owner: '',
        due: '2026-12-01',
        state: 'open',
        component: '',
        person: 'ana',
        createdAtMs: 5_000,
        createdBy: 'Ana',
        decidedAtMs: 0,
        decidedBy: '',
      },
    ]);
    const later = { nowMs: 6_000, by: 'Ben' };
    expect(changeMapTask(doc, task.id, { state: 'done' }, later)).toMatchObject({ changed: true });
    expect(readMapTasks(doc)[0]).toMatchObject({ state: 'done', decidedBy: 'Ben' });
    expect(addMapTask(doc, task, later)).toMatchObject({ changed: true });
    expect(readMapTasks(doc)[0]).toMatchObject({ state: 'open', createdBy: 'Ana' });
  });

  it('that are opened again keep who does them, until when and for whom', () => {
    const doc = new Y.Doc();
    const id = 'write-runbook:web';
    const task = { id, text: 'Write it', owner: 'Ben', due: '2026-12-01', person: 'ana' };
    addMapTask(doc, task, context);
    changeMapTask(doc, id, { state: 'done' }, { nowMs: 6_000, by: 'Ben' });
    const later = { nowMs: 7_000, by: 'Eva' };
    const again = { id, text: 'Write it', owner: '', due: '', component: 'web', person: 'ben' };
    expect(addMapTask(doc, again, later)).toMatchObject({ changed: true });
    expect(readMapTasks(doc)[0]).toMatchObject({
      ...task,
      component: 'web',
      state: 'open',
      createdBy: 'Ana',
      decidedAtMs: 7_000,
      decidedBy: 'Eva',
    });
    addMapTask(doc, { ...again, owner: 'Eva' }, later);
    expect(readMapTasks(doc)[0]).toMatchObject({ owner: 'Eva', due: '2026-12-01', person: 'ana' });
  });

  it('refuses what makes no sense and writes nothing then', () => {
    const doc = new Y.Doc();
    expect(addMapTask(doc, { id: 'a/b', text: 'x' }, context)).toMatchObject({ ok: false });
    expect(addMapTask(doc, { id: 'a', text: ' ' }, context)).toMatchObject({ reason: 'no-text' });
    expect(addMapTask(doc, { id: 'a', text: 'x', due: 'soon' }, context)).toMatchObject({
      reason: 'bad-value',
    });
    expect(changeMapTask(doc, 'a', { state: 'done' }, context)).toMatchObject({
      reason: 'no-item',
    });
    expect(doc.getMap('tasks').size).toBe(0);
  });

  it('keeps what two people change at once, and lets strange values be', () => {
    const one = new Y.Doc();
    addMapTask(one, { id: 'a', text: 'x' }, context);
    const other = new Y.Doc();
    Y.applyUpdate(other, Y.encodeStateAsUpdate(one));
    changeMapTask(one, 'a', { owner: 'Ben' }, context);
    changeMapTask(other, 'a', { due: '2026-12-24' }, context);
    Y.applyUpdate(one, Y.encodeStateAsUpdate(other));
    expect(readMapTasks(one)[0]).toMatchObject({ owner: 'Ben', due: '2026-12-24' });
    one.getMap('tasks').set('a/due', 7);
    one.getMap('tasks').set('__proto__/text', 'x');
    one.getMap('tasks').set('b/owner', 'nobody said what');
    expect(readMapTasks(one)).toHaveLength(1);
    expect(readMapTasks(one)[0]).toMatchObject({ due: '' });
  });

  it('lists what is due first', () => {
    const doc = new Y.Doc();
    addMapTask(doc, { id: 'late', text: 'x', due: '2027-01-01' }, context);
    addMapTask(doc, { id: 'never', text: 'x' }, context);
    addMapTask(doc, { id: 'soon', text: 'x', due: '2026-12-01' }, context);
    addMapTask(doc, { id: 'gone', text: 'x', due: '2026-01-01' }, context);
    changeMapTask(doc, 'gone', { state: 'dropped' }, context);
    expect(readMapTasks(doc).map(({ id }) => id)).toEqual(['soon', 'late', 'never', 'gone']);
  });
});

describe('acceptances of findings', () => {
  const today = { ...context, today: '2026-11-27' };

  it('count until their day has passed', () => {
    const doc = new Y.Doc();
    const said = { finding: 'spof/web/db', until: '2026-12-24', reason: 'Being replaced' };
    expect(acceptFinding(doc, said, today)).toEqual({ ok: true, changed: true });
    const acceptance = readAcceptances(doc).get('spof/web/db');
    expect(acceptance).toEqual({ ...said, by: 'Ana', atMs: 5_000 });
    expect(isAccepted(acceptance, '2026-12-24')).toBe(true);
    expect(isAccepted(acceptance, '2026-12-25')).toBe(false);
    expect(takeBackAcceptance(doc, 'spof/web/db')).toMatchObject({ changed: true });
    expect(readAcceptances(doc).size).toBe(0);
  });

  it('needs a reason and a day to come', () => {
    const doc = new Y.Doc();
    const said = { finding: 'f', until: '2026-12-24', reason: ' ' };
    expect(acceptFinding(doc, said, today)).toMatchObject({ reason: 'no-reason' });
    expect(acceptFinding(doc, { ...said, until: '2026-11-26' }, today)).toMatchObject({
      problem: 'Choose a day that is today or later.',
    });
    doc.getMap('acceptances').set('f', 'later');
    expect(readAcceptances(doc).size).toBe(0);
  });
});
