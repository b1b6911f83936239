import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestIssuer } from '@holdfast/shared/access/access-fixture';
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
let ada: Holder;
beforeAll(async () => {
  fixture = await createKeyedFixture();
  relay = await fixture.start('relay-a', [], { metrics: 'on' });
  ada = await fixture.holder('editor');
  // From now on the workspace knows the device.
  const link = await enterLink(relay, ada);
  if (typeof link !== 'string') link.close();
});
afterAll(() => fixture.cleanUp());

const http = (path: string): string => `${(relay.address ?? '').replace(/^ws/, 'http')}${path}`;
/** More than are looked at of one address at once. */
const many = Array.from({ length: 150 }, (_, at) => at);
const statusesOf = async (path: string, init: RequestInit = {}): Promise<readonly number[]> => {
  const answers = await Promise.all(many.map(async () => (await fetch(http(path), init)).status));
  return [...new Set(answers)];
};

describe('of one address', () => {
  it('requests that show nothing, as a page on the web sends them, shut nobody out', async () => {
    expect(await statusesOf('/metrics')).toEqual([401]);
    const stranger = await fixture.holder('viewer', {}, await createTestIssuer('demo'));
    // It is looked at still.
    expect((await ask(relay, stranger, '/api/v1/demo/status')).status).toBe(401);
  });

  it('reports without a key take nothing from who has one', async () => {
    const body = { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}' };
    expect(await statusesOf('/api/v1/webhooks/incidents?workspace=', body)).toEqual([404]);
    const machine = await fixture.holder('webhook');
    const path = '/api/v1/webhooks/incidents?workspace=demo';
    const answer = await ask(relay, machine, path, { method: 'POST', body: '{}' });
    // It was read: there is nothing in it.
    expect(answer.status).toBe(400);
  });

  it('what is refused does not shut out the devices that are known here', async () => {
    const stranger = await fixture.holder('viewer', {}, await createTestIssuer('demo'));
    const authorization = `Holdfast ${stranger.token}`;
    expect(await statusesOf('/metrics', { headers: { authorization } })).not.toContain(200);
    expect((await ask(relay, ada, '/api/v1/demo/status')).status).toBe(200);
    const link = await enterLink(relay, ada);
    expect(typeof link).not.toBe('string');
  });
});
