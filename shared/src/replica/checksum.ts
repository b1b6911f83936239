const table = new Uint32Array(256);
for (let byte = 0; byte < 256; byte++) {
  let value = byte;
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  table[byte] = value;
}

/** CRC-32 (ISO 3309, as in zlib) of `bytes`, as an unsigned integer. Finds flipped bits, not malice. */
export function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (let i = 0; i < bytes.length; i++) {
    crc = (crc >>> 8) ^ (table[(crc ^ (bytes[i] ?? 0)) & 0xff] ?? 0);
  }
  return (crc ^ 0xffffffff) >>> 0;
}

/** Puts a checksum in front of a record's bytes. */
export function seal(payload: Uint8Array): Uint8Array {
  const record = new Uint8Array(payload.length + 4);
  new DataView(record.buffer).setUint32(0, crc32(payload), true);
  record.set(payload, 4);
  return record;
}

/** The record's bytes, or undefined where they do not fit their checksum. The result shares memory with `record`. */
export function unseal(record: Uint8Array): Uint8Array | undefined {
  if (record.length < 4) return undefined;
  const payload = record.subarray(4);
  const expected = new DataView(record.buffer, record.byteOffset, 4).getUint32(0, true);
  return crc32(payload) === expected ? payload : undefined;
}
