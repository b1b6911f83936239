/** A larger payload is not copied behind its header: two writes are cheaper then. */
const copyBelowBytes = 64 * 1024;

/**
 * A binary message as a server sends it (RFC 6455 section 5.2: final, opcode 2, not masked), in the
 * pieces that are to be written: one, but for large payloads.
 */
export function frameMessage(payload: Uint8Array): readonly Uint8Array[] {
  const { length } = payload;
  const headerLength = length < 126 ? 2 : length < 65_536 ? 4 : 10;
  const isCopied = length < copyBelowBytes;
  const bytes = Buffer.allocUnsafe(isCopied ? headerLength + length : headerLength);
  bytes[0] = 0x82;
  if (headerLength === 2) {
    bytes[1] = length;
  } else if (headerLength === 4) {
    bytes[1] = 126;
    bytes.writeUInt16BE(length, 2);
  } else {
    bytes[1] = 127;
    bytes.writeBigUInt64BE(BigInt(length), 2);
  }
  if (!isCopied) return [bytes, payload];
  bytes.set(payload, headerLength);
  return [bytes];
}

/** Frames messages, remembering the last one: a broadcast hands over the same object for every receiver. */
export function createFramer(): (payload: Uint8Array) => readonly Uint8Array[] {
  let lastPayload: Uint8Array | undefined;
  let lastFrame: readonly Uint8Array[] = [];
  return (payload) => {
    if (payload !== lastPayload) {
      lastFrame = frameMessage(payload);
      lastPayload = payload;
    }
    return lastFrame;
  };
}
