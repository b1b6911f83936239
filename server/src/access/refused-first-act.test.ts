import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Role } from '@holdfast/shared/access/roles';
import type { Relay } from '../relay/relay.ts';
import {
  ask,
  createKeyedFixture,
  enterLink,
  type Holder,
  type KeyedFixture,
} from './keyed-fixture.ts';

let fixture: KeyedFixture;
let relay: Relay;
let data: string;

beforeAll(async () => {
  fixture = await createKeyedFixture();
  data = fixture.relays.folder();
  relay = await fixture.start('one', [], { data });
});
afterAll(() => fixture.cleanUp());

const isOnDisk = (words: string): boolean =>
  readdirSync(data, { recursive: true, encoding: 'utf8' })
    .map((name) => join(data, name))
    .filter((path) => statSync(path).isFile())
    .some((path) => readFileSync(path).includes(words));

const request = async (holder: Holder, path: string, method = 'GET'): Promise<string> =>
  String((await ask(relay, holder, path, { method })).status);

it.each<readonly [string, Role, (holder: Holder) => Promise<string>]>([
  ['asks who came', 'viewer', (holder) => request(holder, '/api/v1/demo/audit')],
  ['asks for a ticket', 'export', (holder) => request(holder, '/api/v1/demo/tickets', 'POST')],
  [
    'opens a link',
    'webhook',
    async (holder) => {
      const link = await enterLink(relay, holder);
      return typeof link === 'string' ? link : 'let in';
    },
  ],
])(
  'who is new, %s as %s and is refused is not written down as somebody who came',
  async (_, role, act) => {
    const holder = await fixture.holder(role);
    expect(await act(holder)).toMatch(/^(?:403|440[13] not-for-this)$/);
    expect(isOnDisk(holder.claims.jti)).toBe(false);
  },
);

it('who may is written down', async () => {
  const holder = await fixture.holder('viewer');
  expect(await request(holder, '/api/v1/demo/status')).toBe('200');
  expect(isOnDisk(holder.claims.jti)).toBe(true);
});
