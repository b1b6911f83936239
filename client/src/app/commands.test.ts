import { runbookProjection } from '@holdfast/shared/model/projection-fixture';
import { expect, test, vi } from 'vitest';
import { endRun } from '@holdfast/shared/model/run-commands';
import { docWithRun, person } from '@holdfast/shared/model/run-fixture';
import { createRunActions } from '../runs/run-actions.ts';
import { runCommands } from '../runs/run-keys.ts';
import { createRunStore } from '../runs/run-store.ts';
import { createCommands, matchCommands, type CommandContext } from './commands.ts';
import { noDrillFilter, noFilter, type Route } from './routes.ts';

function context(route: Route, archived = false): CommandContext {
  return {
    route,
    navigate: vi.fn(),
    dialogs: { show: vi.fn() },
    actions: {
      createFor: vi.fn(),
      create: vi.fn(),
      rename: vi.fn(),
      duplicate: vi.fn(),
      archive: vi.fn(),
      restore: vi.fn(),
      offerAsTemplate: vi.fn(),
      copyLink: vi.fn(),
    },
    drillActions: { run: vi.fn(), archive: vi.fn(), restore: vi.fn(), copyLink: vi.fn() },
    screenCommands: [],
    currentDrill: undefined,
    current: {
      name: 'runbook:a',
      projection: runbookProjection({ title: 'Failover', archived }),
    },
    openPalette: vi.fn(),
    focusSearch: vi.fn(),
    retryRelays: vi.fn(),
    print: vi.fn(),
    saveBundle: vi.fn(),
    exportAll: vi.fn(),
  };
}

const places: readonly Route[] = [
  { page: 'runbooks', filter: noFilter },
  { page: 'runbook', id: 'a' },
  { page: 'edit', id: 'a' },
  { page: 'history', id: 'a', from: '', to: '' },
  { page: 'drills', filter: noDrillFilter },
  { page: 'drill', id: 'a', run: '' },
  { page: 'sync' },
  { page: 'settings' },
];

test('no two commands of a place share an id or keys', () => {
  for (const place of places) {
    const commands = createCommands(context(place));
    const keys = commands.flatMap((command) => command.keys ?? []);
    expect(new Set(commands.map((command) => command.id)).size).toBe(commands.length);
    expect(new Set(keys).size).toBe(keys.length);
    // A single key that begins a sequence would never let it finish.
    const starts = keys.filter((one) => one.includes(' ')).map((one) => one.split(' ')[0]);
    expect(starts.filter((start) => keys.includes(start ?? ''))).toEqual([]);
  }
});

test('the keys of a run clash with no others, and fewer make sense once it has ended', () => {
  const { doc, run } = docWithRun('1. One\n2. Two (needs a second person)\n');
  const store = createRunStore(doc);
  const state = store.state();
  if (state === undefined) throw new Error('no run');
  const shown = {
    run: state.run,
    name: 'drill:a',
    why: undefined,
    store,
    actions: createRunActions({ doc, store, context: () => person('Ana') }),
    attempt: vi.fn(),
    goTo: store.setCursor,
    move: vi.fn(),
  };
  const list = () =>
    createCommands({
      ...context({ page: 'drill', id: 'a', run: '' }),
      screenCommands: runCommands(shown, { show: vi.fn() }),
    });
  const keys = list().flatMap((command) => command.keys ?? []);
  expect(new Set(keys).size).toBe(keys.length);
  expect(keys).toEqual(expect.arrayContaining(['j', 'k', 'Space', 's', 'f', 'n']));
  list()
    .find(({ id }) => id === 'step-done')
    ?.run();
  expect(store.step(0)?.state).toBe('done');
  endRun(doc, run, 'passed', person('Ana'));
  const left = list().flatMap((command) => command.keys ?? []);
  expect(left).toEqual(expect.arrayContaining(['j', 'k', 'n']));
  expect(left).not.toContain('Space');
});

test('what is done to a runbook is offered only where one is open', () => {
  const here = (route: Route, archived = false) =>
    createCommands(context(route, archived))
      .filter((command) => command.group === 'here')
      .map((command) => command.id);
  expect(here({ page: 'sync' })).toEqual([]);
  expect(here({ page: 'runbook', id: 'a' })).toContain('archive');
  expect(here({ page: 'runbook', id: 'a' }, true)).toContain('restore');
  expect(here({ page: 'edit', id: 'a' })).toContain('read');
});

test('every word must match the title or another word for it', () => {
  const commands = createCommands(context({ page: 'sync' }));
  const ids = (query: string) => matchCommands(commands, query).map((command) => command.id);
  expect(ids('new run')).toEqual(['create']);
  expect(ids('offline relay')).toContain('retry');
  expect(ids('xyzzy')).toEqual([]);
});
