/**
 * A binary message as a server sends it (RFC 6455 section 5.2: final, opcode 2, not masked), header
 * and payload in one buffer, so that it is one write.
 */
export function frameMessage(payload: Uint8Array): Uint8Array {
  const { length } = payload;
  const headerLength = length < 126 ? 2 : length < 65_536 ? 4 : 10;
  const bytes = Buffer.allocUnsafe(headerLength + length);
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
  bytes.set(payload, headerLength);
  return bytes;
}

/** Frames messages, remembering the last one: a broadcast hands over the same object for every receiver. */
export function createFramer(): (payload: Uint8Array) => Uint8Array {
  let lastPayload: Uint8Array | undefined;
  let lastFrame: Uint8Array = new Uint8Array();
  return (payload) => {
    if (payload !== lastPayload) {
      lastFrame = frameMessage(payload);
      lastPayload = payload;
    }
    return lastFrame;
  };
}
