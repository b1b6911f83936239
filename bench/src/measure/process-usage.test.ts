import { expect, test } from 'vitest';
import { cpuTimeMs, ownMemoryBytes, parseClock } from './process-usage.ts';

test('the clock column of ps is read in all its lengths', () => {
  expect(parseClock('0:01.25')).toBe(1250);
  expect(parseClock('02:00:03')).toBe(7_203_000);
  expect(parseClock('1-00:00:01')).toBe(86_401_000);
});

test('a running process has used some time and memory', () => {
  expect(cpuTimeMs(process.pid)).toBeGreaterThan(0);
  expect(ownMemoryBytes(process.pid)).toBeGreaterThan(1_000_000);
});
