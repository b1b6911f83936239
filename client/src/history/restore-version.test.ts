import { readVersions, versionText } from '@holdfast/shared/model/versions';
import { createRunbook, runbookBody } from '@holdfast/shared/model/runbook';
import { reviewRunbook } from '@holdfast/shared/model/review';
import { expect, test, vi } from 'vitest';
import { Awareness } from 'y-protocols/awareness';
import * as Y from 'yjs';
import type { HubClient } from '../hub/client-api.ts';
import { createObservable } from '../hub/observable.ts';
import { createUndo } from '../runbooks/editor/field-edit.ts';
import { restoreVersion } from './restore-version.ts';

function start(isReady: () => Promise<void> = () => Promise.resolve()) {
  const doc = new Y.Doc();
  createRunbook(doc, { title: 'A', body: 'one\ntwo\n' }, 1, 'Ben');
  const history = new Y.Doc();
  let random = 0;
  const hub: Pick<HubClient, 'open' | 'me' | 'entryContext'> = {
    me: createObservable({ name: 'Ana', color: 1 }),
    open: (name) => ({
      name,
      doc: history,
      awareness: new Awareness(history),
      ready: isReady(),
      close: () => undefined,
    }),
    entryContext: () => ({
      actor: { name: 'Ana', device: 'd' },
      nowMs: 9,
      random: { bytes: (length) => new Uint8Array(length).fill((random += 1)) },
    }),
  };
  const undoManager = createUndo(runbookBody(doc));
  const restore = (text: string) =>
    restoreVersion({ hub, open: { name: 'runbook:a', doc }, undoManager, text, nowMs: 9 });
  return { doc, history, hub, restore, text: () => runbookBody(doc).toJSON() };
}

test('a restore is an edit, is recorded with what was before, and can be taken back alone', async () => {
  const { doc, history, restore, text } = start();
  const restored = await restore('one\n');
  expect(text()).toBe('one\n');
  await vi.waitFor(() => expect(readVersions(history)).toHaveLength(2));
  expect(readVersions(history).map(versionText)).toEqual(['one\ntwo\n', 'one\n']);
  expect(readVersions(history).map(({ records }) => records[0]?.reason)).toEqual([
    'before-restore',
    'restored',
  ]);
  // Somebody else's edit stays.
  doc.transact(() => runbookBody(doc).insert(0, 'zero\n'), 'provider');
  expect(restored.ok && restored.undo()).toBe(true);
  expect(text()).toBe('zero\none\ntwo\n');
  expect(restored.ok && restored.undo()).toBe(false);
});

test('a locked text is not restored, nor is a restore taken back under a lock', async () => {
  const { doc, hub, restore, text } = start();
  const restored = await restore('one\n');
  reviewRunbook(doc, { verdict: 'works', version: 'v', note: '', lock: true }, hub.entryContext());
  expect(restored.ok && restored.undo()).toBe(false);
  expect(await restore('three\n')).toMatchObject({ ok: false, problem: expect.any(String) });
  expect(text()).toBe('one\n');
});

test('nothing is restored where what stands there cannot be kept', async () => {
  const { history, restore, text } = start(() => Promise.reject(new Error('no room')));
  expect(await restore('one\n')).toMatchObject({ ok: false, problem: expect.any(String) });
  expect(text()).toBe('one\ntwo\n');
  expect(readVersions(history)).toEqual([]);
});
