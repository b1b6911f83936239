import { describe, expect, it } from 'vitest';
import { documentNameSchema } from '../protocol/names.ts';
import { createId, deterministicClientId, readableId, runbookIdForPath, textHash } from './ids.ts';

const zeros = { bytes: (length: number) => new Uint8Array(length) };
const ones = { bytes: (length: number) => new Uint8Array(length).fill(255) };

describe('createId', () => {
  it('is a lower-case ULID', () => {
    // The example time of the ULID specification's reference implementation.
    expect(createId(zeros, 1_469_918_176_385)).toBe('01aryz6s410000000000000000');
    expect(createId(ones, 1_469_918_176_385)).toBe('01aryz6s41zzzzzzzzzzzzzzzz');
  });

  it('sorts by time', () => {
    expect(createId(ones, 1_000) < createId(zeros, 1_001)).toBe(true);
  });

  it('fits a document name', () => {
    expect(documentNameSchema.safeParse(`runbook:${createId(ones, 2 ** 60)}`).success).toBe(true);
  });
});

describe('deterministic names', () => {
  it('stay the same for ever, or imports would no longer meet', () => {
    expect(runbookIdForPath('content/a.md')).toBe('4tzmfyvqxzrk8c9rxn23wwpe1g');
    expect(textHash('# A\n')).toBe('n893fdvkre6vvqqngf28d2nemy');
    expect(deterministicClientId('content/a.md', '# A\n')).toBe(2_506_777_469);
  });

  it('tell path and text apart', () => {
    expect(deterministicClientId('ab', 'c')).not.toBe(deterministicClientId('a', 'bc'));
  });
});

describe('an id that people read', () => {
  it('is told without what makes it the same for all, and otherwise as it is', () => {
    expect(readableId('postgresql-s94js4468923')).toBe('postgresql');
    expect(readableId('mains-fail-b3z53t3rt484')).toBe('mains-fail');
    expect(readableId('orders-notification')).toBe('orders-notification');
    expect(readableId('01aryz6s410000000000000000')).toBe('01aryz6s410000000000000000');
  });
});
