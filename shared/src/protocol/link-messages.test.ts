import fc from 'fast-check';
import { digest as sha256 } from 'lib0/hash/sha256';
import { encodeUtf8 } from 'lib0/string';
import { describe, expect, it } from 'vitest';
import type { Vector } from '../replica/vector.ts';
import {
  decodeFrame,
  encodeMessage,
  type LinkMessage,
  linkMessages,
  linkVersion,
} from './link-messages.ts';

/**
 * What relays and devices in use already speak. When this fails, a message was changed: give
 * `linkVersion` the next number and a line of history, keep what older sides send readable (or
 * raise `oldestLinkVersion`, which shuts them out), and put the new hash under the new version.
 * A new message that older sides may skip needs no new version, only the new hash.
 */
const pinned: Readonly<Record<number, string>> = {
  1: 'd65d2ca6a08c38a56d1a724b90bb3c6a294f4e05a303fa26f49e731d29aa9f53',
};

const text = fc.string({ maxLength: 20, unit: 'grapheme' });
const number = fc.nat({ max: Number.MAX_SAFE_INTEGER });
const bytes = fc.uint8Array({ maxLength: 40 });
const vector: fc.Arbitrary<Vector> = fc
  .array(fc.tuple(text, fc.record({ boot: text, lsn: number })), { maxLength: 4 })
  .map((entries) => new Map(entries));

const byKind = {
  uint: number,
  string: text,
  flag: fc.boolean(),
  bytes,
  strings: fc.array(text, { maxLength: 4 }),
  vector,
  entries: fc.array(fc.record({ doc: text, update: bytes }), { maxLength: 4 }),
  stores: fc.array(fc.record({ store: text, name: text, vector }), { maxLength: 3 }),
  digests: fc.array(fc.record({ doc: text, digest: text }), { maxLength: 4 }),
} as const;

/** Any message, built by the table itself: a new message is tested without a new line here. */
const message: fc.Arbitrary<LinkMessage> = fc.oneof(
  ...Object.entries(linkMessages).map(([type, { fields }]) => {
    const values = Object.entries(fields).map(([name, kind]) => [name, byKind[kind]] as const);
    // The table says which fields make a message of this type.
    return fc.record({
      type: fc.constant(type),
      ...Object.fromEntries(values),
    }) as unknown as fc.Arbitrary<LinkMessage>;
  }),
);

function frameOf(messages: readonly LinkMessage[]): Uint8Array {
  return Uint8Array.from(messages.flatMap((each) => [...encodeMessage(each)]));
}

describe('link messages', () => {
  it('[LI7] are those pinned for this version', () => {
    const hash = [...sha256(encodeUtf8(JSON.stringify(linkMessages)))]
      .map((byte) => byte.toString(16).padStart(2, '0'))
      .join('');
    expect(hash).toBe(pinned[linkVersion]);
  });

  it('[LI7] have a number of their own each', () => {
    const ids = Object.values(linkMessages).map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('[LI7] are decoded to what was encoded, several in a frame', () => {
    fc.assert(
      fc.property(fc.array(message, { maxLength: 5 }), (messages) => {
        expect(decodeFrame(frameOf(messages))).toEqual(messages);
      }),
      { numRuns: 400 },
    );
  });

  it('[LI3] a frame with changed, missing or added bytes is decoded or refused, never thrown at', () => {
    const change = fc.record({ at: fc.nat(), byte: fc.nat({ max: 255 }), cut: fc.nat({ max: 3 }) });
    let refused = 0;
    fc.assert(
      fc.property(
        fc.array(message, { minLength: 1, maxLength: 3 }),
        change,
        (messages, { at, byte, cut }) => {
          const frame = frameOf(messages);
          if (cut === 1) refused += decodeFrame(frame.subarray(0, at % frame.length)) ? 0 : 1;
          frame[at % frame.length] = byte;
          if (decodeFrame(frame) === undefined) refused++;
          decodeFrame(Uint8Array.of(...frame, byte));
        },
      ),
      { numRuns: 1500 },
    );
    expect(refused).toBeGreaterThan(100);
  });

  it('[LI3] a length that promises more than there is costs nothing', () => {
    const promises = [
      [3, 6, 255, 255, 255, 255, 15, 0],
      [9, 4, 255, 255, 255, 127],
      [2, 5, 255, 255, 255, 255, 15],
      [4, 255, 255, 255, 255, 255, 255, 255, 15],
    ];
    for (const frame of promises) expect(decodeFrame(Uint8Array.from(frame))).toBeUndefined();
  });
});
