import { afterAll, beforeAll, expect, it } from 'vitest';
import { type PrivateDeviceKey, thumbprintOf } from '@holdfast/shared/access/device-key';
import { createDeviceKey } from '@holdfast/shared/access/es256';
import type { Role } from '@holdfast/shared/access/roles';
import type { Relay } from '../relay/relay.ts';
import { createKeyedFixture, type KeyedFixture } from './keyed-fixture.ts';

let fixture: KeyedFixture;
let relay: Relay;
let key: PrivateDeviceKey;

beforeAll(async () => {
  fixture = await createKeyedFixture();
  relay = await fixture.start('relay-a');
  key = await createDeviceKey();
});
afterAll(() => fixture.cleanUp());

async function tokenOf(role: Role): Promise<string> {
  return (await fixture.holder(role, { cnf: { jkt: thumbprintOf(key) } })).token;
}

async function status(path: string, authorization: string, body?: string): Promise<number> {
  const url = new URL(path, (relay.address ?? '').replace(/^ws/, 'http'));
  const method = body === undefined ? 'GET' : 'POST';
  const headers = { authorization, 'content-type': 'application/json' };
  return (await fetch(url, { method, headers, ...(body !== undefined && { body }) })).status;
}

const report = JSON.stringify({ title: 'Disk full', key: 'disk' });
const reports = '/api/v1/webhooks/incidents?workspace=demo';

it('tools that cannot sign send their token and its key', async () => {
  const token = await tokenOf('webhook');
  expect(await status(reports, `Bearer ${token}~${key.d}`, report)).toBe(200);
  expect(await status(reports, `Bearer ${token}`, report)).toBe(401);
  const other = await createDeviceKey();
  expect(await status(reports, `Bearer ${token}~${other.d}`, report)).toBe(401);
  expect(await status('/metrics', `Bearer ${token}~${key.d}`)).toBe(403);
});

it('calendars send them as a password', async () => {
  const password = `${await tokenOf('export')}~${key.d}`;
  const basic = `Basic ${Buffer.from(`calendar:${password}`).toString('base64')}`;
  expect(await status('/calendar/demo.ics', basic)).toBe(200);
  expect(await status('/calendar/other.ics', basic)).toBe(401);
});

it('people and relays cannot come so', async () => {
  for (const role of ['viewer', 'admin', 'peer'] as const)
    expect(await status('/metrics', `Bearer ${await tokenOf(role)}~${key.d}`)).toBe(401);
});
