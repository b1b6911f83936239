import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import {
  type IncidentTemplate,
  putIncidentTemplate,
  readIncidentTemplates,
  removeIncidentTemplate,
  restoreIncidentTemplate,
  titleFromTemplate,
} from './incident-templates.ts';
import { merge } from './run-fixture.ts';

const template: IncidentTemplate = {
  id: 'payments',
  name: 'Payments',
  title: 'Payments: {component}',
  severity: 1,
  note: 'Since when?',
  actions: ['Call the bank', 'Tell support'],
  runbook: 'runbook:01a',
  components: ['payments'],
};

describe('templates for incidents', () => {
  it('are kept, changed and removed', () => {
    const doc = new Y.Doc();
    expect(putIncidentTemplate(doc, template)).toEqual({ ok: true, changed: true });
    expect(putIncidentTemplate(doc, template)).toEqual({ ok: true, changed: false });
    putIncidentTemplate(doc, { ...template, id: 'b', name: ' A  name ', actions: ['', ' x '] });
    expect(readIncidentTemplates(doc).own).toEqual([
      { ...template, id: 'b', name: 'A name', actions: ['x'] },
      template,
    ]);
    removeIncidentTemplate(doc, 'b', false);
    expect(removeIncidentTemplate(doc, 'b', false)).toEqual({ ok: true, changed: false });
    expect(readIncidentTemplates(doc).own).toEqual([template]);
  });

  it('that come with the app are removed by being remembered as unwanted', () => {
    const doc = new Y.Doc();
    putIncidentTemplate(doc, { ...template, id: 'security' });
    removeIncidentTemplate(doc, 'security', true);
    expect(readIncidentTemplates(doc)).toEqual({ own: [], removed: ['security'] });
    restoreIncidentTemplate(doc, 'security');
    expect(readIncidentTemplates(doc)).toEqual({ own: [], removed: [] });
  });

  it('refuse what cannot be kept, and stay as they were', () => {
    const doc = new Y.Doc();
    putIncidentTemplate(doc, template);
    const before = readIncidentTemplates(doc);
    const refused = (change: Partial<IncidentTemplate>) =>
      putIncidentTemplate(doc, { ...template, ...change });
    expect(refused({ name: ' ' })).toMatchObject({ ok: false, reason: 'no-name' });
    expect(refused({ id: '__proto__' })).toMatchObject({ ok: false, reason: 'no-id' });
    expect(refused({ note: 'x'.repeat(2_001) })).toMatchObject({ ok: false, reason: 'too-long' });
    const many = Array.from({ length: 31 }, (_, at) => `do ${at}`);
    expect(refused({ actions: many })).toMatchObject({ ok: false, reason: 'too-many' });
    expect(readIncidentTemplates(doc)).toEqual(before);
  });

  it('pass over what others wrote there', () => {
    const doc = new Y.Doc();
    const map = doc.getMap('incidentTemplates');
    map.set('a', 7);
    map.set('b', { name: '' });
    map.set('No Id', { name: 'x' });
    map.set('c', { name: 'Half', severity: 'bad', actions: 'none', later: true });
    expect(readIncidentTemplates(doc)).toEqual({
      own: [
        {
          ...{ id: 'c', name: 'Half', title: '', severity: 3 },
          ...{ note: '', actions: [], runbook: '', components: [] },
        },
      ],
      removed: [],
    });
  });

  it('of two who write apart are the same for both afterwards', () => {
    const [one, two] = [new Y.Doc(), new Y.Doc()];
    putIncidentTemplate(one, template);
    putIncidentTemplate(two, { ...template, name: 'Other' });
    putIncidentTemplate(two, { ...template, id: 'second' });
    merge(one, two);
    expect(readIncidentTemplates(one)).toEqual(readIncidentTemplates(two));
    expect(readIncidentTemplates(one).own).toHaveLength(2);
  });
});

it('a title begins with what is known, and goes on where it is not', () => {
  const pattern = '{component} is down: {alert}';
  expect(titleFromTemplate(pattern, { component: 'checkout', alert: 'HighErrors' })).toEqual({
    title: 'checkout is down: HighErrors',
    caret: 28,
  });
  expect(titleFromTemplate(pattern, { alert: 'HighErrors' })).toEqual({
    title: ' is down: HighErrors',
    caret: 0,
  });
  expect(titleFromTemplate('Security: ', {})).toEqual({ title: 'Security: ', caret: 10 });
});
