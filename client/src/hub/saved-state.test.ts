import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isStronger, savedState, type SavedFacts } from './saved-state.ts';

const onTwo = { pending: 0, relays: 2, wanted: 2 };

describe('savedState', () => {
  it('knows nothing before the hub has spoken', () => {
    expect(savedState({ hub: 'starting', tabPending: 0 }).kind).toBe('opening');
    expect(savedState({ hub: 'starting', tabPending: 0, outbox: onTwo }).kind).toBe('opening');
  });

  it('counts edits of this tab that are nowhere but in memory first', () => {
    const state = savedState({ hub: 'ready', tabPending: 3, outbox: onTwo });
    expect(state).toMatchObject({ kind: 'in-memory', pending: 3, relays: 0 });
  });

  it('says on this device, on one relay, on two, as the relays said', () => {
    const at = (relays: number, pending: number) =>
      savedState({ hub: 'ready', tabPending: 0, outbox: { pending, relays, wanted: 2 } });
    expect(at(0, 4)).toMatchObject({ kind: 'device', pending: 4 });
    expect(at(1, 4)).toMatchObject({ kind: 'relays', relays: 1, pending: 4 });
    expect(at(2, 0)).toMatchObject({ kind: 'relays', relays: 2, pending: 0 });
  });

  it('says that the device cannot save, whatever the relays hold', () => {
    const state = savedState({ hub: 'ready', tabPending: 0, hubFault: 'full', outbox: onTwo });
    expect(state).toMatchObject({ kind: 'failed', fault: 'full' });
  });

  it('is quiet about a hub that is being started anew, and loud when it stays lost', () => {
    expect(savedState({ hub: 'restarting', tabPending: 2, outbox: onTwo }).kind).toBe('in-memory');
    expect(savedState({ hub: 'restarting', tabPending: 0, outbox: onTwo }).kind).toBe('opening');
    expect(savedState({ hub: 'lost', tabPending: 2, outbox: onTwo })).toMatchObject({
      kind: 'failed',
      fault: 'hub-lost',
      pending: 2,
    });
  });

  it('never claims more than is known', () => {
    const facts: fc.Arbitrary<SavedFacts> = fc.record(
      {
        hub: fc.constantFrom('starting', 'ready', 'restarting', 'lost'),
        tabPending: fc.nat(5),
        hubFault: fc.constantFrom('full', 'refused', 'gone', 'failed'),
        outbox: fc.record({ pending: fc.nat(9), relays: fc.nat(3), wanted: fc.constantFrom(1, 2) }),
      },
      { requiredKeys: ['hub', 'tabPending'] },
    );
    fc.assert(
      fc.property(facts, (known) => {
        const state = savedState(known);
        const claimsDevice = state.kind === 'device' || state.kind === 'relays';
        if (claimsDevice) {
          expect(known.hub).toBe('ready');
          expect(known.tabPending).toBe(0);
          expect(known.hubFault).toBeUndefined();
          expect(state.relays).toBe(known.outbox?.relays);
          expect(state.pending).toBe(known.outbox?.pending);
        } else {
          expect(state.relays).toBe(0);
          expect(state.pending).toBe(known.tabPending);
        }
        expect(isStronger(state, state)).toBe(false);
      }),
    );
  });
});
