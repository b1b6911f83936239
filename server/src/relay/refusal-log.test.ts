import { expect, test } from 'vitest';
import type { DialReport } from '@holdfast/shared/replica/dialer';
import { createRefusalLog } from './refusal-log.ts';

const base: DialReport = {
  url: 'ws://b',
  state: 'connecting',
  link: undefined,
  problem: undefined,
  nextTryAtMs: undefined,
  lastContactAtMs: undefined,
  older: undefined,
};
const refused: DialReport = { ...base, state: 'stopped', problem: 'this side speaks 3 to 3' };
const peer = { storeId: 's', name: 'b', role: 'relay', insecure: false, addresses: [] } as const;
const taken: DialReport = {
  ...base,
  state: 'connected',
  link: {
    peer,
    peerVersion: 1,
    phase: 'live',
    roundTripMs: undefined,
    lastAckAtMs: undefined,
    refused: [],
    durable: undefined,
  },
};

test('a refusal is logged once, and again when its reason is another or it comes back', () => {
  const lines: string[] = [];
  const note = createRefusalLog({
    warn: (fields: object) => void lines.push(JSON.stringify(fields)),
    info: () => void lines.push('taken'),
  });
  for (const reports of [[base], [refused], [refused], [base], [refused], [taken], [taken]])
    note(reports);
  note([{ ...refused, problem: 'not allowed' }]);
  expect(lines).toEqual([
    '{"peer":"ws://b","problem":"this side speaks 3 to 3"}',
    'taken',
    '{"peer":"ws://b","problem":"not allowed"}',
  ]);
});
