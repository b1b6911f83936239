import { expect, test } from 'vitest';
import { createFramer, frameMessage } from './web-socket-frame.ts';

/** Reads the header the way RFC 6455 section 5.2 draws it. */
function payloadOf(frame: Uint8Array): Uint8Array {
  const view = new DataView(frame.buffer, frame.byteOffset, frame.byteLength);
  expect(view.getUint8(0)).toBe(0x82);
  const short = view.getUint8(1);
  if (short < 126) return checked(frame.subarray(2), short);
  if (short === 126) return checked(frame.subarray(4), view.getUint16(2));
  return checked(frame.subarray(10), Number(view.getBigUint64(2)));
}

function checked(payload: Uint8Array, length: number): Uint8Array {
  expect(payload.length).toBe(length);
  return payload;
}

test.each([0, 1, 125, 126, 127, 65_535, 65_536, 300_000])(
  'a message of %i bytes is framed with its length',
  (length) => {
    const payload = Uint8Array.from({ length }, (_, i) => i & 255);
    expect(Buffer.compare(payloadOf(Buffer.concat(frameMessage(payload))), payload)).toBe(0);
  },
);

test('the same message is framed once, however many receive it', () => {
  const frame = createFramer();
  const message = Uint8Array.of(1, 2, 3);
  expect(frame(message)).toBe(frame(message));
  expect(frame(Uint8Array.of(4)).map((piece) => [...piece])).toEqual([[0x82, 1, 4]]);
});
