import { expect, test } from 'vitest';
import { threadShares } from './main-thread-trace.ts';

const slice = (name: string, ts: number, dur: number, tid = 1, tdur = dur) => ({
  ph: 'X',
  name,
  pid: 1,
  tid,
  ts,
  dur,
  tdur,
});

test('what is within is counted once, and layout inside a script is layout', () => {
  const trace = [
    slice('FunctionCall', 1_000, 6_000),
    slice('EventDispatch', 0, 10_000),
    slice('Layout', 2_000, 3_000),
    slice('UpdateLayoutTree', 2_500, 1_000),
    slice('Paint', 20_000, 4_000),
  ];
  expect(threadShares(trace)).toEqual({ handledMs: 7, renderedMs: 7, longestMs: 10 });
});

test('CPU time counts, not the time in which others had the processor', () => {
  const trace = [slice('EventDispatch', 0, 10_000, 1, 2_000)];
  expect(threadShares(trace)).toEqual({ handledMs: 2, renderedMs: 0, longestMs: 2 });
});

test('other threads do not count, nor what is no slice', () => {
  const trace = [
    slice('EventDispatch', 0, 1_000),
    slice('RunMicrotasks', 2_000, 500),
    slice('FunctionCall', 0, 9_000, 2),
    { ph: 'M', name: 'thread_name' },
  ];
  expect(threadShares(trace)).toEqual({ handledMs: 1.5, renderedMs: 0, longestMs: 1 });
});
