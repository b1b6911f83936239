import { describe, expect, it } from 'vitest';
import { createLedger, promisedBy } from './ledger.ts';

const nowhere = new Set<string>();
const here = new Set(['a1']);

describe('the words at the top of a page', () => {
  it.each([
    ['Saved on 2 relays', 2],
    ['Saved on 1 of 2 relays', 1],
    ['Saved on 1 relay, no relay reachable', 1],
    ['On this device only: 3 changes', 0],
    ['Saving…', -1],
    ['Could not save on this device', -1],
  ])('%s promise %i', (words, level) => {
    expect(promisedBy(words)).toBe(level);
  });
});

describe('the ledger', () => {
  it('counts a mark that is gone as lost, whatever was said', () => {
    const ledger = createLedger();
    ledger.typed('a1', 'ana');
    expect(ledger.checkEnd(nowhere).lost).toMatchObject([{ mark: 'a1', said: 'nothing yet' }]);
    expect(ledger.checkEnd(here).lost).toEqual([]);
  });

  it('excuses a tab that died before anything was promised, and not after', () => {
    const ledger = createLedger();
    ledger.typed('a1', 'ana');
    ledger.typed('a2', 'ana');
    ledger.said('ana', ['a1'], 'On this device only: 1 change');
    ledger.tabDied(['a1', 'a2']);
    expect(ledger.checkEnd(nowhere)).toMatchObject({ excused: 1, lost: [{ mark: 'a1' }] });
  });

  it('excuses a lost device only for what was on no relay', () => {
    const ledger = createLedger();
    for (const mark of ['a1', 'a2']) ledger.typed(mark, 'ana');
    ledger.said('ana', ['a1'], 'Saved on 1 of 2 relays');
    ledger.said('ana', ['a1', 'a2'], 'On this device only: 1 change');
    ledger.deviceLost('ana');
    expect(ledger.checkEnd(nowhere)).toMatchObject({ excused: 1, lost: [{ mark: 'a1' }] });
  });

  it('finds words that promised more disks than have the mark', () => {
    const ledger = createLedger();
    ledger.typed('a1', 'ana');
    ledger.said('ana', ['a1'], 'Saved on 2 relays');
    expect(ledger.checkDisks([here, here, nowhere])).toEqual([]);
    expect(ledger.checkDisks([here, nowhere, nowhere])).toMatchObject([{ found: 'on 1 disks' }]);
    ledger.diskLost();
    expect(ledger.checkDisks([here, nowhere, nowhere])).toEqual([]);
  });
});
