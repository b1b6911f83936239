import { describe, expect, it } from 'vitest';
import {
  chooseWorkspace,
  likelyWorkspaces,
  nameWorkspace,
  rememberHeld,
} from './workspace-choice.ts';

/** A device whose relay opens `served`, or does not answer. */
function device(served?: string) {
  const kept = new Map<string, string>();
  const state = { served };
  const deps = {
    memory: {
      get: (key: string) => kept.get(key) ?? null,
      set: (key: string, value: string) => void kept.set(key, value),
    },
    askOrigin: () => Promise.resolve(state.served),
  };
  return {
    state,
    hold: (name: string) => rememberHeld(deps.memory, name),
    likely: (name: string) => likelyWorkspaces(name, deps),
    async open(path: string) {
      const choice = await chooseWorkspace(new URL(path, 'http://relay:4100'), deps);
      return choice.isNamedInAddresses ? `${choice.workspace} named` : choice.workspace;
    },
  };
}

describe('the workspace that an address opens', () => {
  it('is the serving relay’s where nothing is named or remembered', async () => {
    expect(await device('demo').open('/')).toBe('demo');
    expect(await device('ops').open('/runbooks/x')).toBe('ops');
    expect(await device().open('/')).toBe('demo');
  });

  it('is the one named, which is not remembered before it holds something', async () => {
    const { open, hold } = device('demo');
    await open('/');
    expect(await open('/?workspace=dmeo')).toBe('dmeo named');
    expect(await open('/')).toBe('demo');
    expect(await open('/runbooks/x')).toBe('demo');
    expect(await open('/?workspace=ops')).toBe('ops named');
    hold('ops');
    expect(await open('/')).toBe('ops named');
    expect(await open('/?workspace=../x')).toBe('ops named');
  });

  it('is the serving relay’s for a document’s address, whatever was opened last', async () => {
    const { open, hold } = device('demo');
    await open('/');
    hold('ops');
    expect(await open('/runbooks/x')).toBe('demo');
    expect(await open('/runbooks/x/edit')).toBe('demo');
    expect(await open('/runbooks/x?workspace=ops')).toBe('ops named');
    expect(await open('/runbooks/archived')).toBe('ops named');
    expect(await open('/sync')).toBe('ops named');
  });

  it('needs no relay after the first visit, and follows one that changed its mind', async () => {
    const { open, state } = device('demo');
    await open('/');
    state.served = undefined;
    expect(await open('/runbooks/x')).toBe('demo');
    state.served = 'ops';
    await open('/');
    expect(await open('/runbooks/x')).toBe('ops');
  });
});

it('offers what somebody may have meant: the relay’s own workspace, and the last that held something', async () => {
  const { hold, likely, open, state } = device('demo');
  await open('/');
  expect(await likely('dmeo')).toEqual(['demo']);
  hold('ops');
  expect(await likely('dmeo')).toEqual(['demo', 'ops']);
  expect(await likely('demo')).toEqual(['ops']);
  state.served = undefined;
  expect(await likely('ops')).toEqual(['demo']);
});

it('puts the name into an address beside what it carries already', () => {
  expect(nameWorkspace('/sync', 'ops')).toBe('/sync?workspace=ops');
  expect(nameWorkspace('/runbooks?q=a%20b#top', 'ops')).toBe('/runbooks?q=a+b&workspace=ops#top');
  expect(nameWorkspace('/?workspace=demo', 'ops')).toBe('/?workspace=ops');
});
