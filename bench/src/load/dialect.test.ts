import { expect, test } from 'vitest';
import { decodeSync, encodeSync, syncUpdate } from './dialect.ts';

test('a sync message survives the way there and back in every dialect', () => {
  const payload = Uint8Array.of(1, 2, 3, 200);
  for (const dialect of ['bare', 'y-websocket', 'hocuspocus'] as const) {
    const frame = encodeSync(dialect, 'runbook:room-1', syncUpdate, payload);
    expect(decodeSync(dialect, frame)).toEqual({ kind: syncUpdate, payload });
  }
});

test('presence is not a sync message', () => {
  expect(decodeSync('y-websocket', Uint8Array.of(1, 1, 0))).toBeUndefined();
});
