import { describe, expect, it } from 'vitest';
import { readRelayAddress, relayAddress } from './relay-address.ts';
import { openRelayList } from './relay-list.ts';

/** Host rows in memory: what one device remembers. */
function createRows() {
  const valueByKey = new Map<string, Uint8Array>();
  return {
    get: (key: string) => Promise.resolve(valueByKey.get(key)),
    write(writes: readonly { readonly key: string; readonly value?: Uint8Array }[]) {
      for (const { key, value } of writes) if (value !== undefined) valueByKey.set(key, value);
      return Promise.resolve();
    },
  };
}

describe('relay list', () => {
  it('remembers relays on the device, whoever told of them', async () => {
    const rows = createRows();
    const list = await openRelayList({ rows, onChange: () => undefined });
    list.learn(['ws://10.0.0.1:4100', 'http://10.0.0.2:4100/']);
    list.add('relay.example.org:443');
    const again = await openRelayList({ rows, onChange: () => undefined });
    expect(again.urls()).toEqual([
      'ws://10.0.0.1:4100',
      'ws://10.0.0.2:4100',
      'ws://relay.example.org:443',
    ]);
  });

  it('does not take up again what a person removed, until a person adds it', async () => {
    const rows = createRows();
    const list = await openRelayList({ rows, onChange: () => undefined });
    list.learn(['ws://10.0.0.1:4100']);
    list.remove('ws://10.0.0.1:4100');
    list.learn(['ws://10.0.0.1:4100']);
    const again = await openRelayList({ rows, onChange: () => undefined });
    again.learn(['ws://10.0.0.1:4100']);
    expect(again.urls()).toEqual([]);
    expect(again.add('ws://10.0.0.1:4100')).toBe(true);
    expect(again.urls()).toEqual(['ws://10.0.0.1:4100']);
  });

  it('says when it changed, and not when it did not', async () => {
    let changes = 0;
    const list = await openRelayList({ rows: createRows(), onChange: () => (changes += 1) });
    list.learn(['ws://10.0.0.1:4100']);
    list.learn(['ws://10.0.0.1:4100', 'not an address!']);
    expect(changes).toBe(1);
  });

  it('does not dial the world because a relay says so', async () => {
    const list = await openRelayList({ rows: createRows(), onChange: () => undefined });
    list.learn(Array.from({ length: 500 }, (_, n) => `ws://10.0.0.1:${n + 1}`));
    expect(list.urls().length).toBeLessThanOrEqual(32);
  });
});

describe('relayAddress', () => {
  it.each([
    ['https://relay.example.org/', 'wss://relay.example.org'],
    ['wss://relay.example.org/link/demo', 'wss://relay.example.org'],
    ['  127.0.0.1:4100 ', 'ws://127.0.0.1:4100'],
    ['http://[::1]:4100', 'ws://[::1]:4100'],
  ])('takes %s', (text, address) => {
    expect(relayAddress(text)).toBe(address);
  });

  it.each([
    ['ftp://host', 'scheme'],
    ['git+ssh://host', 'scheme'],
    ['', 'host'],
    ['ws://', 'host'],
    ['ws:///path', 'host'],
    ['relay%20one', 'host'],
    ['wss://relay%2eexample.org', 'host'],
    ['two words', 'host'],
    ['not an address!', 'host'],
    ['relay!', 'host'],
    ['host:99999', 'host'],
    ['ws://user:secret@host', 'account'],
  ])('says why it refuses "%s"', (text, problem) => {
    expect(readRelayAddress(text)).toEqual({ ok: false, problem });
  });

  it.each(['', 'ftp://host', 'ws://user:secret@host', 'ws://', 'two words'])(
    'refuses "%s"',
    (text) => {
      expect(relayAddress(text)).toBeUndefined();
    },
  );

  it('has relays on trial until something comes of them, also after a restart', async () => {
    const rows = createRows();
    const list = await openRelayList({ rows, onChange: () => undefined });
    const [known, named, own] = ['ws://known', 'ws://named', 'ws://own'];
    list.learn([known]);
    list.tryOut([known, named, own, 'javascript:alert(1)']);
    expect(list.urls()).toEqual([known, named, own]);
    expect(list.urls().map((url) => list.isOnTrial(url))).toEqual([false, true, true]);
    // The origin tells of its own: it is one that was to be known anyway.
    list.learn([own]);
    const again = await openRelayList({ rows, onChange: () => undefined });
    again.giveUp([known, named, own]);
    expect(again.urls()).toEqual([known, own]);
    // It was not removed by a person.
    again.learn([named]);
    expect(again.urls()).toContain(named);
  });
});
