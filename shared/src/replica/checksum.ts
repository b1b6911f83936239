/**
 * Eight tables, one after the other: the n-th says what a byte does to the checksum once n more
 * bytes have followed.
 */
const tables = new Uint32Array(8 * 256);
for (let byte = 0; byte < 256; byte++) {
  let value = byte;
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  tables[byte] = value;
}
for (let i = 256; i < tables.length; i++) {
  const before = tables[i - 256] ?? 0;
  tables[i] = (before >>> 8) ^ (tables[before & 0xff] ?? 0);
}

/**
 * CRC-32 (ISO 3309, as in zlib) of `bytes`, as an unsigned integer. Finds flipped bits, not malice.
 * Eight bytes at a time (Kounavis and Berry, 2005): every record goes through here, of whatever size.
 */
export function crc32(bytes: Uint8Array): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const wholeEnd = bytes.length - 7;
  let crc = -1;
  let i = 0;
  for (; i < wholeEnd; i += 8) {
    const low = crc ^ view.getUint32(i, true);
    const high = view.getUint32(i + 4, true);
    crc =
      (tables[1792 + (low & 0xff)] ?? 0) ^
      (tables[1536 + ((low >>> 8) & 0xff)] ?? 0) ^
      (tables[1280 + ((low >>> 16) & 0xff)] ?? 0) ^
      (tables[1024 + (low >>> 24)] ?? 0) ^
      (tables[768 + (high & 0xff)] ?? 0) ^
      (tables[512 + ((high >>> 8) & 0xff)] ?? 0) ^
      (tables[256 + ((high >>> 16) & 0xff)] ?? 0) ^
      (tables[high >>> 24] ?? 0);
  }
  for (; i < bytes.length; i++) {
    crc = (crc >>> 8) ^ (tables[(crc ^ (bytes[i] ?? 0)) & 0xff] ?? 0);
  }
  return (crc ^ -1) >>> 0;
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
