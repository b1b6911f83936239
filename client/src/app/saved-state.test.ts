import { expect, test } from 'vitest';
import type { SavedState } from '../hub/client-api.ts';
import { describeSaved, openingGraceMs, reachNote, wouldLoseEdits } from './saved-state.ts';

function state(part: Partial<SavedState> & Pick<SavedState, 'kind'>): SavedState {
  return { pending: 0, relays: 0, wanted: 2, ...part };
}

test.each([
  [state({ kind: 'opening' }), 'Opening…', 'busy'],
  [state({ kind: 'in-memory', pending: 1 }), 'Saving…', 'busy'],
  [state({ kind: 'relays', relays: 2 }), 'Saved on 2 relays', 'good'],
  [state({ kind: 'relays', relays: 3 }), 'Saved on 3 relays', 'good'],
  [state({ kind: 'relays', relays: 1, wanted: 1 }), 'Saved on 1 relay', 'good'],
  [state({ kind: 'relays', relays: 1, pending: 3 }), 'Saved on 1 of 2 relays', 'partial'],
  [state({ kind: 'device', pending: 4 }), 'On this device only: 4 changes', 'local'],
  [state({ kind: 'device', pending: 1 }), 'On this device only: 1 change', 'local'],
  [state({ kind: 'device' }), 'On this device only', 'local'],
  [state({ kind: 'failed', pending: 2, fault: 'full' }), 'Could not save on this device', 'bad'],
] as const)('%j is said as "%s"', (saved, label, tone) => {
  expect(describeSaved(saved, undefined)).toMatchObject({ label, tone });
});

test.each([
  [state({ kind: 'relays', relays: 2 }), 'refused', 'Edits so far are on 2 relays', 'partial'],
  [
    state({ kind: 'relays', relays: 1, pending: 3 }),
    'refused',
    'Edits so far are on 1 of 2 relays',
    'partial',
  ],
  [
    state({ kind: 'relays', relays: 1, wanted: 1 }),
    'refused',
    'Edits so far are on 1 relay',
    'partial',
  ],
  [state({ kind: 'device', pending: 4 }), 'refused', 'On this device only: 4 changes', 'local'],
  [state({ kind: 'device', pending: 4 }), 'locked', 'On this device only: 4 changes', 'local'],
  [state({ kind: 'device' }), 'locked', 'Nothing on this device', 'local'],
] as const)(
  'where relays do not let the device in, %j (%s) is said as "%s"',
  (saved, barred, label, tone) => {
    expect(describeSaved(saved, barred)).toMatchObject({ label, tone });
  },
);

test('nothing is well while relays do not let the device in', () => {
  for (const kind of ['opening', 'in-memory', 'device', 'relays', 'failed'] as const)
    for (const barred of ['refused', 'locked'] as const)
      expect(describeSaved(state({ kind, relays: 2 }), barred).tone).not.toBe('good');
});

test('a device that cannot save says why and what to do, whatever the fault', () => {
  for (const fault of ['full', 'refused', 'gone', 'failed', 'hub-lost'] as const) {
    expect(describeSaved(state({ kind: 'failed', fault }), undefined).advice).toMatch(/\. .+\.$/);
  }
  expect(describeSaved(state({ kind: 'failed' }), undefined).advice).toBeTruthy();
});

test('leaving is only questioned while edits are nowhere but in memory', () => {
  expect(wouldLoseEdits(state({ kind: 'in-memory', pending: 1 }))).toBe(true);
  expect(wouldLoseEdits(state({ kind: 'failed', pending: 1 }))).toBe(true);
  expect(wouldLoseEdits(state({ kind: 'failed' }))).toBe(false);
  expect(wouldLoseEdits(state({ kind: 'device', pending: 9 }))).toBe(false);
  expect(wouldLoseEdits(state({ kind: 'opening' }))).toBe(false);
});

test('edits on relays are out of reach when, after opening, no relay is connected', () => {
  const safe = state({ kind: 'relays', relays: 2 });
  const [up, down] = [{ state: 'connected' }, { state: 'waiting' }] as const;
  expect(reachNote(safe, [down, down], openingGraceMs)).toBe('no-relay');
  expect(reachNote(safe, [], openingGraceMs)).toBe('no-relay');
  expect(reachNote(safe, [down, down], openingGraceMs - 1)).toBeUndefined();
  expect(reachNote(safe, [down, up], openingGraceMs)).toBeUndefined();
  expect(reachNote(state({ kind: 'device' }), [down], openingGraceMs)).toBeUndefined();
});

test('another version is named at once, in every state, while too few relays are connected', () => {
  const up = { state: 'connected' } as const;
  const newer = { state: 'stopped', older: 'page' } as const;
  const old = { state: 'stopped', older: 'relay' } as const;
  expect(reachNote(state({ kind: 'device' }), [newer, old], 0)).toBe('page-older');
  expect(reachNote(state({ kind: 'relays', relays: 1 }), [up, old], 0)).toBe('relay-older');
  expect(reachNote(state({ kind: 'relays', relays: 2 }), [up, up, newer], 0)).toBeUndefined();
});
