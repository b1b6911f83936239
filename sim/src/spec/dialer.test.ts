import { createDialer, type DialReport } from '@holdfast/shared/replica/dialer';
import type { Transport, TransportHandlers } from '@holdfast/shared/replica/ports';
import { encodeMessage, linkVersion } from '@holdfast/shared/protocol/link-messages';
import { describe, expect, it } from 'vitest';
import { createSeededRandom } from '../random.ts';
import { openOne } from './one-replica.ts';

interface Address {
  readonly url: string;
  /** What dialling it comes to. */
  answers: 'nothing' | 'silence' | 'hello' | 'live';
  /** The versions of the protocol that it speaks. */
  speaks: { readonly oldest: number; readonly newest: number };
  dialledAtMs: number[];
  close: (code: number) => void;
  /** Lets the attempt that got no answer succeed after all. */
  open: () => void;
}

async function dialling(urls: readonly string[], width: number, fraction?: () => number) {
  const one = await openOne({ role: 'leaf' });
  const clock = one.time.clockFor(
    () => true,
    () => 0,
  );
  const addresses = new Map<string, Address>();
  for (const url of urls)
    addresses.set(url, {
      url,
      answers: 'live',
      speaks: { oldest: 1, newest: linkVersion },
      dialledAtMs: [],
      close: () => undefined,
      open: () => undefined,
    });
  const at = (url: string): Address => {
    const address = addresses.get(url);
    if (address === undefined) throw new Error(url);
    return address;
  };
  const random = createSeededRandom(5);
  const dialer = createDialer({
    replica: one.replica,
    clock,
    random: fraction === undefined ? random : { ...random, fraction },
    dial: async (url) => {
      const address = at(url);
      address.dialledAtMs.push(one.time.nowMs());
      if (address.answers === 'nothing') throw new Error('connection refused');
      if (address.answers === 'silence')
        await new Promise<void>((resolve) => (address.open = resolve));
      return transportTo(address, one.time.at);
    },
    urls: () => urls,
    width,
  });
  await one.run(200);
  const states = (): Record<string, DialReport['state']> =>
    Object.fromEntries(dialer.report().map(({ url, state }) => [url, state]));
  return { one, at, dialer, states };
}

/** A relay that says hello, and that the past is done, and answers pings. */
function transportTo(
  address: Address,
  later: (delayMs: number, task: () => void) => void,
): Transport {
  let handlers: TransportHandlers | undefined;
  const say = (...messages: readonly Parameters<typeof encodeMessage>[0][]): void => {
    for (const message of messages) handlers?.onFrame(encodeMessage(message));
  };
  const close = (code: number): void => {
    const closing = handlers;
    handlers = undefined;
    closing?.onClose(code, '');
  };
  address.close = close;
  return {
    send: () => later(1, () => say({ type: 'pong', sentAt: 0 })),
    bufferedBytes: () => 0,
    close: (code) => close(code),
    start(given) {
      handlers = given;
      const held = new Map();
      const name = address.url;
      later(1, () => {
        say({
          type: 'hello',
          version: address.speaks.newest,
          oldestVersion: address.speaks.oldest,
          role: 'relay',
          storeId: name,
          name,
          insecure: false,
          addresses: [],
          held,
        });
        if (address.answers === 'live') say({ type: 'mark', held, caughtUp: true });
      });
    },
  };
}

describe('the dialer', () => {
  it('[DI1] holds as many links as wanted; the others stand by', async () => {
    const { one, states, dialer, at } = await dialling(['a', 'b', 'c', 'd'], 2);
    for (let i = 0; i < 5; i++) {
      await one.run(7000);
      expect(Object.values(states()).sort()).toEqual([
        'connected',
        'connected',
        'standby',
        'standby',
      ]);
    }
    expect(
      [at('a'), at('b'), at('c'), at('d')].map(({ dialledAtMs }) => dialledAtMs.length),
    ).toEqual([1, 1, 0, 0]);
    dialer.stop();
  });

  it('[DI2] lets one that stands by take over at once', async () => {
    const { one, states, at } = await dialling(['a', 'b', 'c'], 2, () => 0.999);
    await one.run(10_000);
    const lostAtMs = one.time.nowMs();
    at('a').close(1006);
    await one.run(10);
    expect(at('c').dialledAtMs).toEqual([lostAtMs]);
    expect(states()).toEqual({ a: 'waiting', b: 'connected', c: 'connected' });
  });

  it('[DI2] also where the one that is dialled does not answer', async () => {
    const { one, states, at } = await dialling(['a', 'b', 'c'], 2, () => 0.999);
    at('c').answers = 'nothing';
    at('a').close(1006);
    await one.run(10_000);
    expect(states()).toMatchObject({ a: 'connected', b: 'connected' });
  });

  it('[DI3] comes back to a relay that said never only after minutes, or when asked to', async () => {
    const { one, states, at, dialer } = await dialling(['a', 'b'], 2, () => 0.5);
    at('a').close(4401);
    await one.run(299_000);
    expect(states()).toEqual({ a: 'stopped', b: 'connected' });
    expect(at('a').dialledAtMs).toHaveLength(1);
    await one.run(2000);
    expect(states()).toEqual({ a: 'connected', b: 'connected' });
    at('a').close(4401);
    await one.run(1000);
    expect(states()).toEqual({ a: 'stopped', b: 'connected' });
    dialer.retry('a');
    await one.run(100);
    expect(states()).toEqual({ a: 'connected', b: 'connected' });
    dialer.stop();
  });

  it('[DI3] asked to while an attempt is under way, tries once more should that be refused', async () => {
    const { one, states, at, dialer } = await dialling(['a'], 1, () => 0.5);
    dialer.retry('a');
    at('a').close(4401);
    await one.run(100);
    expect(at('a').dialledAtMs).toHaveLength(2);
    expect(states()).toEqual({ a: 'connected' });
    at('a').close(4401);
    await one.run(1000);
    expect(at('a').dialledAtMs).toHaveLength(2);
    expect(states()).toEqual({ a: 'stopped' });
    dialer.stop();
  });

  it('[DI3] keeps the reason in sight while it tries again', async () => {
    const { one, at, dialer } = await dialling(['a'], 1, () => 0);
    at('a').close(4401);
    at('a').answers = 'silence';
    const refused = { state: 'stopped', problem: 'the connection closed (4401)' };
    await one.run(1000);
    expect(dialer.report()).toMatchObject([refused]);
    await one.run(240_000);
    expect(at('a').dialledAtMs).toHaveLength(2);
    expect(dialer.report()).toMatchObject([refused]);
    at('a').answers = 'live';
    await one.run(60_000);
    expect(dialer.report()).toMatchObject([{ state: 'connected', problem: undefined }]);
    dialer.stop();
  });

  it('[DI6] gives an attempt up that neither succeeds nor fails', async () => {
    const { one, states, at, dialer } = await dialling(['a', 'b'], 1, () => 0.999);
    at('b').answers = 'silence';
    at('a').close(1006);
    await one.run(100);
    expect(states()).toEqual({ a: 'waiting', b: 'connecting' });
    at('a').answers = 'nothing';
    await one.run(20_000);
    expect(dialer.report()).toMatchObject([{ url: 'a' }, { problem: 'no answer in time' }]);
    at('b').open();
    await one.run(100);
    expect(one.replica.status().links).toEqual([]);
    at('a').answers = 'live';
    await one.run(60_000);
    expect(states()).toMatchObject({ a: 'connected' });
    dialer.stop();
  });

  it('[DI4] waits a random part of a ceiling that doubles up to thirty seconds', async () => {
    const { one, at } = await dialling(['a'], 1, () => 1);
    at('a').answers = 'nothing';
    at('a').close(1006);
    await one.run(300_000);
    expect(waits(at('a')).slice(0, 8)).toEqual([
      1000, 2000, 4000, 8000, 16_000, 30_000, 30_000, 30_000,
    ]);
    const drawn = await dialling(['a'], 1, () => 0.25);
    drawn.at('a').answers = 'nothing';
    drawn.at('a').close(1006);
    await drawn.one.run(5000);
    expect(waits(drawn.at('a')).slice(0, 3)).toEqual([250, 500, 1000]);
  });

  it('[DI4] starts anew only after a connection has been live for a while', async () => {
    const { one, at } = await dialling(['a'], 1, () => 1);
    at('a').answers = 'hello';
    const dropAfter = async (ms: number): Promise<number> => {
      await one.run(ms);
      const droppedAtMs = one.time.nowMs();
      at('a').close(1006);
      await one.run(40_000);
      return (
        Math.round(
          ((at('a').dialledAtMs.findLast((ms_) => ms_ > droppedAtMs) ?? 0) - droppedAtMs) / 500,
        ) * 500
      );
    };
    const gaps = [await dropAfter(100), await dropAfter(100), await dropAfter(20)];
    expect(gaps).toEqual([...gaps].sort((x, y) => x - y));
    expect(gaps[2]).toBeGreaterThan(gaps[0] ?? 0);
    // Up for long, but never caught up: no better than before.
    expect(await dropAfter(10_000)).toBeGreaterThanOrEqual(gaps[2] ?? 0);
    at('a').answers = 'live';
    at('a').close(1006);
    await one.run(60_000);
    expect(await dropAfter(6000)).toBe(500);
  });

  it('[DI5] tells when a relay that stands by was last heard of', async () => {
    const { one, at, dialer } = await dialling(['a', 'b', 'c'], 2, () => 0.999);
    const contact = (url: string) => dialer.report().find((relay) => relay.url === url);
    await one.run(10_000);
    expect(contact('c')).toMatchObject({ state: 'standby', lastContactAtMs: undefined });
    const lostAtMs = one.time.nowMs();
    at('a').close(1006);
    await one.run(60_000);
    expect(contact('a')?.state).toBe('standby');
    const heardAtMs = contact('a')?.lastContactAtMs ?? 0;
    expect(heardAtMs).toBeGreaterThan(0);
    expect(heardAtMs).toBeLessThanOrEqual(lostAtMs);
    expect(contact('c')?.lastContactAtMs).toBeGreaterThan(lostAtMs);
    dialer.stop();
  });

  it('[DI5] tells which side is older where the two have no common version', async () => {
    const { one, at, dialer } = await dialling(['a', 'b'], 2);
    const report = (url: string) => dialer.report().find((relay) => relay.url === url);
    at('a').speaks = { oldest: linkVersion + 1, newest: linkVersion + 2 };
    at('b').speaks = { oldest: 0, newest: linkVersion - 1 };
    at('a').close(1006);
    at('b').close(1006);
    await one.run(60_000);
    expect(report('a')).toMatchObject({ state: 'stopped', older: 'us' });
    expect(report('b')).toMatchObject({ state: 'stopped', older: 'them' });
    at('a').speaks = { oldest: 1, newest: linkVersion };
    dialer.retry('a');
    await one.run(100);
    expect(report('a')).toMatchObject({ state: 'connected', older: undefined });
  });

  it('[DI1] stops for good', async () => {
    const { one, at, dialer } = await dialling(['a', 'b'], 2);
    dialer.stop();
    await one.run(600_000);
    expect(at('a').dialledAtMs.length + at('b').dialledAtMs.length).toBe(2);
    expect(one.replica.status().links).toEqual([]);
  });
});

/** The time between one attempt and the next, the first (which succeeded) left out. */
function waits({ dialledAtMs }: Address): readonly number[] {
  return dialledAtMs.slice(2).map((atMs, i) => atMs - (dialledAtMs[i + 1] ?? 0));
}
