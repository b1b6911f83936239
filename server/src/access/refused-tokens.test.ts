import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestDevice, createTestIssuer } from '@holdfast/shared/access/access-fixture';
import type { Relay } from '../relay/relay.ts';
import {
  createKeyedFixture,
  type Holder,
  type KeyedFixture,
  openRawLink,
} from './keyed-fixture.ts';

let fixture: KeyedFixture;
let relay: Relay;

beforeAll(async () => {
  fixture = await createKeyedFixture();
  relay = await fixture.start('relay-a');
});
afterAll(() => fixture.cleanUp());

const now = (): number => Math.floor(Date.now() / 1000);
const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');

/** The token with other claims or another header, and the old signature. */
function changed({ token }: Holder, at: 0 | 1, change: object): string {
  const parts = token.split('.');
  const read: unknown = JSON.parse(Buffer.from(parts[at] ?? '', 'base64url').toString());
  parts[at] = part(Object.assign({}, read, change));
  return parts.join('.');
}

describe('a relay with keys closes with a word for why', () => {
  it.each<readonly [string, string, () => Promise<Holder>]>([
    ['expired', '4401 expired', () => fixture.holder('editor', { exp: now() - 600 })],
    ['not yet valid', '4401 not-yet', () => fixture.holder('editor', { nbf: now() + 600 })],
    [
      'for another workspace',
      '4401 wrong-workspace',
      () => fixture.holder('editor', { ws: 'other' }),
    ],
    [
      'signed by an unknown key',
      '4401 unknown-key',
      async () => fixture.holder('editor', {}, await createTestIssuer('demo')),
    ],
    [
      'signed for another workspace’s key',
      '4401 unknown-key',
      async () => fixture.holder('editor', {}, await createTestIssuer('other')),
    ],
    [
      'without a signature (alg none)',
      '4401 bad-signature',
      async () => {
        const holder = await fixture.holder('editor');
        const [, claims = ''] = holder.token.split('.');
        return { ...holder, token: `${part({ alg: 'none', typ: 'holdfast+jwt' })}.${claims}.` };
      },
    ],
    [
      'with alg none and the old signature',
      '4401 bad-signature',
      async () => {
        const holder = await fixture.holder('editor');
        return { ...holder, token: changed(holder, 0, { alg: 'none' }) };
      },
    ],
    [
      'with a role that was written over',
      '4401 bad-signature',
      async () => {
        const holder = await fixture.holder('viewer');
        return { ...holder, token: changed(holder, 1, { role: 'admin' }) };
      },
    ],
    [
      'with a scope that was taken away',
      '4401 bad-signature',
      async () => {
        const holder = await fixture.holder('viewer', { docs: ['runbook:one'] });
        return { ...holder, token: changed(holder, 1, { docs: undefined }) };
      },
    ],
    [
      'of another device',
      '4401 other-device',
      async () => {
        const { token, claims } = await fixture.holder('editor');
        return { token, claims, signer: await createTestDevice() };
      },
    ],
    ['of a tool that reports', '4401 not-for-this', () => fixture.holder('webhook')],
    ['of a tool that reads', '4401 not-for-this', () => fixture.holder('export')],
    [
      'that is no token',
      '4401 bad-signature',
      async () => ({ ...(await fixture.holder('editor')), token: 'x.y.z' }),
    ],
  ])('to one %s', async (_, expected, make) => {
    const link = await openRawLink(relay);
    await link.show(await make());
    expect(await link.closed).toBe(expected);
    expect(link.got('granted')).toEqual([]);
    expect(link.got('hello')).toEqual([]);
  });

  it('to a proof that was made for another occasion, relay or key', async () => {
    const holder = await fixture.holder('editor');
    const before = await openRawLink(relay);
    await before.show(holder);
    const nonce = before.got('challenge')[0]?.nonce ?? new Uint8Array();
    const replayed = await openRawLink(relay);
    await replayed.show(holder, { nonce });
    const elsewhere = await openRawLink(relay);
    await elsewhere.show(holder, { audience: 'another store' });
    const dialled = await openRawLink(relay);
    await dialled.show(holder, { host: 'another.example' });
    expect(await replayed.closed).toBe('4401 bad-signature');
    expect(await elsewhere.closed).toBe('4401 bad-signature');
    expect(await dialled.closed).toBe('4401 other-relay');
    before.close();
  });

  it('to workspaces that no key is for, and opens nothing for them', async () => {
    const link = await openRawLink(relay, 'unheard-of');
    expect(await link.closed).toBe('4401 unknown-key');
  });

  it('to a flood from one address, before it looks at anything', async () => {
    const bad = await fixture.holder('editor', { exp: now() - 600 });
    const come = async (): Promise<string> => {
      const link = await openRawLink(relay);
      await link.show(bad);
      return link.closed;
    };
    let words: readonly string[] = [];
    // Many at once: a few are looked at every second.
    for (let n = 0; n < 10 && !words.some((word) => word.startsWith('4429')); n += 1)
      words = await Promise.all(Array.from({ length: 60 }, come));
    expect(words.join()).toContain('4429 ');
  });
});
