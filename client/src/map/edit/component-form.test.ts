import { addComponent, editComponent } from '@holdfast/shared/model/map-commands';
import { mapContext, mapOf } from '@holdfast/shared/model/map-fixture';
import { readMap } from '@holdfast/shared/model/map';
import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { changeOf, formOf } from './component-form.ts';

test('fields that nobody touched are not written', () => {
  const doc = mapOf({ id: 'web', name: 'Web', availability: 0.9995, tags: ['a'], rtoSeconds: 90 });
  const form = formOf(readMap(doc).components.get('web'));
  expect(form).toMatchObject({ availability: '99.95', rto: '1.5' });
  expect(changeOf(form, form)).toEqual({ ok: true, change: {} });
});

test('shares are typed in percent, times in minutes, and can be cleared', () => {
  const before = formOf(undefined);
  const now = { ...before, name: 'Web', availability: '99,95 %', rto: '15', mttf: '1000' };
  expect(changeOf(before, now)).toEqual({
    ok: true,
    change: { name: 'Web', availability: 0.9995, rtoSeconds: 900, mttfHours: 1000 },
  });
  expect(changeOf(now, { ...now, availability: '' })).toEqual({
    ok: true,
    change: { availability: null },
  });
  expect(changeOf(before, { ...before, mttr: 'soon' })).toMatchObject({ ok: false });
});

test('what another person adds to a set meanwhile stays', () => {
  const doc = new Y.Doc();
  const context = mapContext();
  addComponent(doc, { id: 'web', name: 'Web', tags: ['old', 'kept'] }, context);
  const before = formOf(readMap(doc).components.get('web'));
  editComponent(doc, 'web', { tags: { add: ['theirs'] } }, context);
  const result = changeOf(before, { ...before, tags: ['kept', 'mine'] });
  expect(result.ok && editComponent(doc, 'web', result.change, context).ok).toBe(true);
  expect(readMap(doc).components.get('web')?.tags).toEqual(['kept', 'mine', 'theirs']);
});
