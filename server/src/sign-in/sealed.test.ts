import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createSeal } from './sealed.ts';

const secret = new Uint8Array(32).fill(7);
const seal = createSeal(secret, 'a test');

test('what was closed opens for the same thing only, with the same key only', () => {
  const sealed = seal.close('the token', 'kim');
  expect(seal.open(sealed, 'kim')).toBe('the token');
  expect(seal.open(sealed, 'lee')).toBeUndefined();
  expect(createSeal(secret, 'another purpose').open(sealed, 'kim')).toBeUndefined();
  expect(createSeal(new Uint8Array(32), 'a test').open(sealed, 'kim')).toBeUndefined();
  expect(sealed).not.toMatch('token');
  expect(seal.close('the token', 'kim')).not.toBe(sealed);
});

test('whatever else comes is nothing, and breaks nothing', () => {
  const bytes = Buffer.from(seal.close('the token', 'kim'), 'base64url');
  fc.assert(
    fc.property(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), (at, change) => {
      const changed = Uint8Array.from(bytes, (byte, index) =>
        index === at ? byte ^ change : byte,
      );
      expect(seal.open(Buffer.from(changed).toString('base64url'), 'kim')).toBeUndefined();
    }),
  );
  fc.assert(
    fc.property(fc.string(), (text) => {
      expect(seal.open(text, 'kim')).toBeUndefined();
    }),
  );
});
