import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Relay } from '../relay/relay.ts';
import { createKeyedFixture, type KeyedFixture } from './keyed-fixture.ts';

let fixture: KeyedFixture;
let relay: Relay;
beforeAll(async () => {
  fixture = await createKeyedFixture();
  relay = await fixture.start('relay-a');
});
afterAll(() => fixture.cleanUp());

const http = (path: string): string => `${(relay.address ?? '').replace(/^ws/, 'http')}${path}`;

describe('a relay with keys', () => {
  it.each(['demo.ics', '%64emo.ics', 'demo%2Eics', 'demo.ics/', '%64%65mo.ics?x=1'])(
    'gives nobody without a key the calendar, however it is written: %s',
    async (path) => {
      const answer = await fetch(http(`/calendar/${path}`));
      expect(answer.status).toBe(401);
      expect(await answer.text()).not.toContain('VCALENDAR');
    },
  );

  it.each(['/calendar/x', '/calendar/..%2fdemo.ics', '/api/v1/NO/status', '/api/v1/NO/audit'])(
    'answers for what is no workspace’s name itself: %s',
    async (path) => {
      const answer = await fetch(http(path));
      expect(answer.status).toBe(404);
      expect(await answer.json()).toMatchObject({ detail: 'No workspace has that name.' });
    },
  );

  it.each(['', '?workspace=', '?workspace=NO', '?workspace=a&workspace=b'])(
    'reads no report for a workspace that has no name: %s',
    async (query) => {
      const answer = await fetch(http(`/api/v1/webhooks/alertmanager${query}`), {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: 'no JSON, which would be answered with 400 if it were read',
      });
      expect(answer.status).toBe(404);
    },
  );
});
