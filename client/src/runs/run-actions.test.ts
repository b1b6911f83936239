import { expect, test } from 'vitest';
import { approve, tick } from '@holdfast/shared/model/run-commands';
import { copyOf, docWithRun, merge, person, stateOf } from '@holdfast/shared/model/run-fixture';
import type * as Y from 'yjs';
import { createRunActions } from './run-actions.ts';
import { createRunStore } from './run-store.ts';

/** A run on one person's screen, at a time that the test says. */
function screenOf(doc: Y.Doc, name: string, clock: { ms: number }) {
  const store = createRunStore(doc, undefined, () => clock.ms);
  store.state();
  return {
    store,
    actions: createRunActions({ doc, store, context: () => person(name, clock.ms) }),
  };
}

function twoScreens(text: string) {
  const { doc, run } = docWithRun(text);
  const other = copyOf(doc);
  const clock = { ms: 100_000 };
  const ana = screenOf(doc, 'Ana', clock);
  const ben = screenOf(other, 'Ben', clock);
  /** Each has what the other did, and sees it. */
  const exchange = () => {
    merge(doc, other);
    for (const { store } of [ana, ben]) store.state();
  };
  return { doc, run, other, clock, ana, ben, exchange };
}

test('two people who tick one step one after the other both did it', () => {
  const { ana, ben, clock, doc, other, exchange } = twoScreens('1. One\n');
  ana.actions.toggle(0);
  exchange();
  clock.ms += 400;
  expect(ben.actions.toggle(0)).toBeUndefined();
  exchange();
  for (const one of [doc, other]) {
    expect(stateOf(one).steps[0]).toMatchObject({ state: 'done', by: 'Ben', conflict: [] });
    expect(stateOf(one).steps[0]?.also.map(({ by }) => by)).toEqual(['Ana']);
  }
  // Both double-click.
  clock.ms += 200;
  ana.actions.toggle(0);
  ben.actions.toggle(0);
  exchange();
  expect(stateOf(doc).steps[0]?.state).toBe('done');
  clock.ms += 3_000;
  ben.actions.toggle(0);
  expect(stateOf(other).steps[0]?.state).toBe('pending');
});

test('a double click ticks once and takes back once', () => {
  const { ana, clock, doc } = twoScreens('1. One\n');
  ana.actions.toggle(0);
  clock.ms += 300;
  ana.actions.toggle(0);
  expect(stateOf(doc).steps[0]?.state).toBe('done');
  clock.ms += 1_000;
  ana.actions.toggle(0);
  expect(stateOf(doc).steps[0]?.state).toBe('pending');
  clock.ms += 300;
  ana.actions.toggle(0);
  expect(stateOf(doc).steps[0]?.state).toBe('pending');
  clock.ms += 1_000;
  ana.actions.toggle(0);
  expect(stateOf(doc).steps[0]?.state).toBe('done');
});

test('two who take one step back at once have taken it back', () => {
  const { ana, ben, clock, doc, exchange } = twoScreens('1. One\n');
  ana.actions.toggle(0);
  exchange();
  clock.ms += 10_000;
  ana.actions.toggle(0);
  exchange();
  clock.ms += 400;
  ben.actions.toggle(0);
  exchange();
  expect(stateOf(doc).steps[0]?.state).toBe('pending');
});

test('a tick that meets a failure that was not seen yet is shown beside it', () => {
  const { ana, ben, clock, doc, exchange } = twoScreens('1. One\n');
  ana.actions.set(0, 'failed', { note: 'no answer' });
  exchange();
  clock.ms += 400;
  ben.actions.toggle(0);
  exchange();
  expect(stateOf(doc).steps[0]?.conflict.map(({ state }) => state)).toEqual(['failed', 'done']);
});

test('what was ticked before the run was opened, or long ago by a wrong clock, is taken back', () => {
  const { doc, run } = docWithRun('1. One\n2. Two\n');
  tick(doc, run, 0, 'done', person('Ben', 99_900));
  const clock = { ms: 100_000 };
  const ana = screenOf(doc, 'Ana', clock);
  ana.actions.toggle(0);
  expect(stateOf(doc).steps[0]?.state).toBe('pending');
  tick(doc, run, 1, 'done', person('Ben', 5));
  ana.store.state();
  clock.ms += 400;
  ana.actions.toggle(1);
  expect(stateOf(doc).steps[1]).toMatchObject({ state: 'done', by: 'Ana' });
});

test('what was started just now is done by the next press', () => {
  const { ana, doc } = twoScreens('1. One\n');
  ana.actions.set(0, 'running');
  ana.actions.toggle(0);
  expect(stateOf(doc).steps[0]?.state).toBe('done');
});

test('two who both ask for a second person agree to nothing', () => {
  const { ana, ben, clock, doc, exchange } = twoScreens('1. Drop it (needs a second person)\n');
  ana.actions.toggle(0);
  exchange();
  clock.ms += 400;
  expect(ben.actions.toggle(0)).toContain('Ana asks for a second person');
  expect(ben.actions.second(0)).toContain('only just asked');
  expect(ben.actions.agree(0)).toContain('only just asked');
  exchange();
  expect(stateOf(doc).steps[0]).toMatchObject({ state: 'waiting', approvals: [] });
  clock.ms += 60_000;
  expect(ben.actions.toggle(0)).toContain('Ana asks for a second person');
  expect(stateOf(doc).steps[0]).toMatchObject({ state: 'waiting', approvals: [] });
  expect(ana.actions.second(0)).toBeUndefined();
  expect(ben.actions.agree(0)).toBeUndefined();
  exchange();
  expect(stateOf(doc).steps[0]?.approvals).toMatchObject([{ by: 'Ben' }]);
  ben.actions.toggle(0);
  exchange();
  expect(stateOf(doc).steps[0]).toMatchObject({ state: 'done', by: 'Ben' });
});

test('a gate that was agreed to and done by another just now stays done', () => {
  const { ana, ben, clock, doc, run, exchange } = twoScreens('1. Drop it (second person)\n');
  ana.actions.set(0, 'waiting');
  exchange();
  approve(doc, run, 0, person('Cyd', clock.ms));
  ana.actions.set(0, 'done');
  exchange();
  clock.ms += 400;
  ben.actions.toggle(0);
  exchange();
  expect(stateOf(doc).steps[0]?.state).toBe('done');
});
