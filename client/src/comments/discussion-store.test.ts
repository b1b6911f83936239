import { addComment } from '@holdfast/shared/model/comments';
import type { EntryContext } from '@holdfast/shared/model/entries';
import { runbookBody } from '@holdfast/shared/model/runbook';
import { expect, test, vi } from 'vitest';
import * as Y from 'yjs';
import { createDiscussionStore } from './discussion-store.ts';

const context: EntryContext = {
  actor: { name: 'Ana', device: 'd' },
  nowMs: 1000,
  random: { bytes: (length) => new Uint8Array(length).fill(7) },
};

function timers() {
  let pending: { readonly delayMs: number; readonly run: () => void } | undefined;
  return {
    pending: () => pending?.delayMs,
    fire: () => pending?.run(),
    setTimer(delayMs: number, run: () => void) {
      pending = { delayMs, run };
      return () => {
        pending = undefined;
      };
    },
  };
}

test('what is said shows at once, places follow after a pause but not for ever later', () => {
  const doc = new Y.Doc();
  runbookBody(doc).insert(0, 'Stop the primary.');
  const timer = timers();
  let nowMs = 0;
  const store = createDiscussionStore(doc, { nowMs: () => nowMs, setTimer: timer.setTimer });
  const heard = vi.fn();
  const stop = store.subscribe(heard);
  runbookBody(doc).insert(0, 'a');
  expect(timer.pending()).toBeUndefined();

  addComment(doc, { range: { from: 1, to: 5 }, text: 'why?' }, context);
  expect(heard).toHaveBeenCalledTimes(1);
  expect(store.get()).toMatchObject([{ place: { from: 1, to: 5 } }]);

  runbookBody(doc).insert(0, 'b');
  expect(store.get()).toMatchObject([{ place: { from: 1 } }]);
  expect(timer.pending()).toBe(200);
  nowMs = 1150;
  runbookBody(doc).insert(0, 'c');
  expect(timer.pending()).toBe(50);
  timer.fire();
  expect(store.get()).toMatchObject([{ place: { from: 3 } }]);

  runbookBody(doc).insert(0, 'd');
  stop();
  expect(timer.pending()).toBeUndefined();
});
