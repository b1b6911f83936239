import { textHash } from '@holdfast/shared/model/ids';
import { createRunbook, runbookBody, touchRunbook } from '@holdfast/shared/model/runbook';
import type { NewVersion } from '@holdfast/shared/model/versions';
import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { createPauseRecorder, longestMs, pauseMs } from './pause-recorder.ts';

/** A runbook in which Ana writes here, and a copy of it in which Ben does. */
function start(body = 'one\n', isImported = false) {
  const doc = new Y.Doc();
  const theirs = new Y.Doc();
  createRunbook(doc, { title: 'A', body }, 5, 'Cleo');
  if (isImported) doc.getMap('meta').set('sourceHash', textHash(body));
  Y.applyUpdate(theirs, Y.encodeStateAsUpdate(doc));
  let nowMs = 1_000;
  let timer: { readonly atMs: number; readonly run: () => void } | undefined;
  const recorded: NewVersion[] = [];
  const recorder = createPauseRecorder({
    doc,
    me: () => 'Ana',
    nameOf: (client) => (client === theirs.clientID ? 'Ben' : undefined),
    record: (versions) => recorded.push(...versions),
    nowMs: () => nowMs,
    setTimer(delayMs, run) {
      const set = { atMs: nowMs + delayMs, run };
      timer = set;
      return () => {
        if (timer === set) timer = undefined;
      };
    },
  });
  return {
    doc,
    recorder,
    recorded,
    write: (text: string) => runbookBody(doc).insert(0, text),
    theyWrite(text: string) {
      theirs.transact(() => {
        runbookBody(theirs).insert(0, text);
        touchRunbook(theirs, (nowMs += 1), 'Dan');
      });
      Y.applyUpdate(doc, Y.encodeStateAsUpdate(theirs), 'provider');
    },
    pass(ms: number) {
      const untilMs = nowMs + ms;
      while (timer !== undefined && timer.atMs <= untilMs) {
        const { atMs, run } = timer;
        timer = undefined;
        nowMs = atMs;
        run();
      }
      nowMs = untilMs;
    },
  };
}

test('the text before and after is recorded once the writing rests', () => {
  const { write, pass, recorded } = start();
  write('x');
  pass(pauseMs - 1);
  write('y');
  pass(pauseMs - 1);
  expect(recorded).toEqual([]);
  pass(1);
  expect(recorded).toEqual([
    { text: 'one\n', reason: 'pause', people: ['Cleo'], happenedAtMs: 5 },
    { text: 'yxone\n', reason: 'pause', people: ['Ana'], happenedAtMs: 1_000 + pauseMs - 1 },
  ]);
  pass(longestMs);
  expect(recorded).toHaveLength(2);
});

test('who never rests is recorded all the same', () => {
  const { write, pass, recorded } = start();
  for (let ms = 0; ms < longestMs; ms += 60_000) {
    write('x');
    pass(60_000);
  }
  expect(recorded).toHaveLength(2);
});

test('leaving records at once, and nothing where nothing was written', () => {
  const { write, recorder, recorded } = start();
  recorder.flush();
  expect(recorded).toEqual([]);
  write('x');
  recorder.close();
  expect(recorded.map(({ text }) => text)).toEqual(['one\n', 'xone\n']);
  write('y');
  recorder.flush();
  expect(recorded).toHaveLength(2);
});

test('what was written and taken back is no version', () => {
  const { doc, write, recorder, recorded } = start();
  write('x');
  runbookBody(doc).delete(0, 1);
  recorder.flush();
  expect(recorded).toEqual([]);
});

test('others are named who wrote meanwhile, here or elsewhere; their own writing is theirs to record', () => {
  const { write, theyWrite, pass, recorder, recorded } = start();
  theyWrite('b');
  pass(longestMs);
  expect(recorded).toEqual([]);
  write('a');
  theyWrite('c');
  recorder.flush();
  expect(recorded.map(({ text }) => text)).toEqual(['bone\n', expect.stringContaining('one\n')]);
  expect(recorded.map(({ people }) => people.toSorted())).toEqual([['Dan'], ['Ana', 'Ben', 'Dan']]);
});

test('an imported text is called that; an empty one is nothing to keep', () => {
  const imported = start('one\n', true);
  imported.write('x');
  imported.recorder.flush();
  expect(imported.recorded.map(({ reason }) => reason)).toEqual(['import', 'pause']);
  const empty = start('');
  empty.write('x');
  empty.recorder.flush();
  expect(empty.recorded.map(({ text }) => text)).toEqual(['x']);
});
