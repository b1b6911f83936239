import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { createFollower } from './room.ts';
import { clockAfter, prepareLargeText, prepareTyping, textLength } from './typing.ts';

test('typed updates move the clock by one character each', () => {
  const { clientId, updates } = prepareTyping(5);
  const clocks = updates.map((update, index) => clockAfter(update, clientId, index));
  expect(clocks).toEqual([1, 2, 3, 4, 5]);
  expect(textLength(updates)).toBe(5);
});

test('a follower counts single, merged and repeated updates alike, and no gap', () => {
  const typing = prepareTyping(6);
  const advances: number[] = [];
  const follower = createFollower(typing, (updates) => advances.push(updates));
  const [first, second, third, fourth] = typing.updates;
  if (!first || !second || !third || !fourth) throw new Error('too few updates');
  follower.receive(first);
  follower.receive(fourth);
  follower.receive(Y.mergeUpdates([second, third]));
  follower.receive(second);
  expect(advances).toEqual([1, 2]);
  expect(follower.clock()).toBe(3);
});

test('a large text is about as large as asked for, in many items', () => {
  const large = prepareLargeText(200_000);
  const bytes = large.updates.reduce((sum, update) => sum + update.length, 0);
  expect(bytes).toBeGreaterThanOrEqual(200_000);
  expect(bytes).toBeLessThan(300_000);
  expect(textLength(large.updates)).toBe(large.length);
});
