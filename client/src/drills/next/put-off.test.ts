import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { putOff, putOffDays, readPutOff, takeUpAgain } from './put-off.ts';

const dayMs = 86_400_000;

test('what is put off comes back by itself, or when it is asked for', () => {
  const device = new Y.Doc();
  putOff(device, 'a', 0);
  putOff(device, 'b', dayMs);
  expect([...readPutOff(device, dayMs)].toSorted()).toEqual(['a', 'b']);
  expect([...readPutOff(device, putOffDays * dayMs)]).toEqual(['b']);
  takeUpAgain(device, ['b']);
  expect([...readPutOff(device, dayMs)]).toEqual(['a']);
});

test('what cannot be read is put off for nobody', () => {
  const device = new Y.Doc();
  device.getMap('suggestionsPutOff').set('a', 'for ever');
  expect(readPutOff(device, 0).size).toBe(0);
});
