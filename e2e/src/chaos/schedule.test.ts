import { describe, expect, it } from 'vitest';
import { planChaos } from './schedule.ts';

const options = { durationMs: 600_000, relays: 3, devices: 3, smallDisks: [2], slowRelays: true };

describe('a chaos schedule', () => {
  it('is the same for the same seed, and another for another', () => {
    expect(planChaos({ ...options, seed: 7 })).toEqual(planChaos({ ...options, seed: 7 }));
    expect(planChaos({ ...options, seed: 7 })).not.toEqual(planChaos({ ...options, seed: 8 }));
  });

  it('strikes every kind of fault in ten minutes and leaves the end quiet', () => {
    const planned = planChaos({ ...options, seed: 1 });
    expect(new Set(planned.map(({ fault }) => fault.kind)).size).toBe(13);
    expect(Math.max(...planned.map(({ atMs }) => atMs))).toBeLessThan(585_000);
  });

  it('loses at most one disk, and in two minutes still has each single fault once', () => {
    for (let seed = 0; seed < 50; seed++) {
      const kinds = planChaos({ ...options, durationMs: 120_000, seed }).map(
        ({ fault }) => fault.kind,
      );
      for (const kind of ['wipe', 'browser-kill', 'tab-crash', 'device-lost']) {
        expect(kinds.filter((other) => other === kind)).toHaveLength(1);
      }
    }
  });

  it('cuts no relay off from itself and fills only small disks', () => {
    for (let seed = 0; seed < 50; seed++) {
      for (const { fault } of planChaos({ ...options, seed })) {
        if (fault.kind === 'full-disk') expect(fault.relay).toBe(2);
        if (!('from' in fault)) continue;
        const own = 'relay' in fault.from && fault.from.relay === fault.to;
        expect(own).toBe(false);
      }
    }
  });
});
