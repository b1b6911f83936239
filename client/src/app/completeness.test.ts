import { expect, test } from 'vitest';
import { completeness } from './completeness.ts';

const connected = [{ state: 'waiting' }, { state: 'connected' }] as const;
const away = [{ state: 'waiting' }, { state: 'connecting' }] as const;

test('until a relay has sent all that it has, nothing here counts as whole', () => {
  expect(completeness({ known: true, relays: connected }, false)).toBe('arriving');
  expect(completeness({ known: true, relays: connected, lastCaughtUpAtMs: 5 }, false)).toBe(
    'whole',
  );
});

test('that no relay can be reached is said once they had time to answer', () => {
  expect(completeness({ known: true, relays: away }, true)).toBe('arriving');
  expect(completeness({ known: true, relays: away }, false)).toBe('unreachable');
  expect(completeness({ known: true, relays: [] }, false)).toBe('unreachable');
  expect(completeness({ known: false, relays: [] }, false)).toBe('arriving');
});

test('a device that had all of it before is not told that most may be missing', () => {
  expect(completeness({ known: true, relays: away, earlierCaughtUpAtMs: 5 }, false)).toBe('whole');
  expect(completeness({ known: true, relays: connected, earlierCaughtUpAtMs: 5 }, true)).toBe(
    'whole',
  );
  expect(completeness({ known: true, relays: connected, earlierCaughtUpAtMs: 5 }, false)).toBe(
    'arriving',
  );
});
