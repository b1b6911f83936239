/** For tests: bytes that begin as a PNG does; `seed` tells one from another. */
export function pngOf(seed: number, length = 40): Uint8Array {
  const bytes = new Uint8Array(length).fill(seed);
  bytes.set([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return bytes;
}
