import * as fc from 'fast-check';
import { encodeUtf8 } from 'lib0/string';
import { expect, test } from 'vitest';
import { crc32, seal, unseal } from './checksum.ts';

/** The definition, a bit at a time. */
function slowCrc32(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  }
  return (crc ^ 0xffffffff) >>> 0;
}

test('the checksum of "123456789" is the one that the standard names', () => {
  expect(crc32(encodeUtf8('123456789'))).toBe(0xcbf43926);
});

test('the checksum is that of the definition, wherever in a buffer the bytes lie', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 60 }), fc.nat(9), (bytes, offset) => {
      const within = new Uint8Array([...new Uint8Array(offset), ...bytes, 1, 2, 3]);
      expect(crc32(within.subarray(offset, offset + bytes.length))).toBe(slowCrc32(bytes));
    }),
  );
});

test('a sealed record opens to what was sealed, and not at all once a bit is flipped', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 40 }), fc.nat(), (payload, at) => {
      const record = seal(payload);
      expect([...(unseal(record) ?? [])]).toEqual([...payload]);
      const bit = at % (record.length * 8);
      record[bit >> 3] = (record[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      expect(unseal(record)).toBeUndefined();
    }),
  );
});

test('what is shorter than a checksum is no record', () => {
  expect(unseal(new Uint8Array(3))).toBeUndefined();
});
