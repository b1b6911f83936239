import { decodeUtf8, encodeUtf8 } from 'lib0/string';
import { deflateSync, Inflate } from 'fflate';
import { textHash } from './ids.ts';

/** No runbook is longer; what claims to be is not unpacked. */
const longestBytes = 8 << 20;
/** Deflate makes at most a thousandfold of what it is given: little at a time keeps that bounded. */
const pushedBytes = 4096;

/** A text, deflated (RFC 1951). */
export function packText(text: string): Uint8Array {
  return deflateSync(encodeUtf8(text), { level: 9 });
}

/**
 * The text again; undefined where the bytes are damaged, too much, or not the text that `version`
 * (its `textHash`) names. Never throws.
 */
export function unpackText(packed: Uint8Array, version: string): string | undefined {
  const parts: Uint8Array[] = [];
  let length = 0;
  const inflate = new Inflate((part) => {
    parts.push(part);
    length += part.length;
  });
  try {
    for (let at = 0; at < packed.length && length <= longestBytes; at += pushedBytes) {
      const end = Math.min(at + pushedBytes, packed.length);
      inflate.push(packed.subarray(at, end), end === packed.length);
    }
    if (length > longestBytes) return undefined;
    const text = decodeUtf8(joined(parts, length));
    return textHash(text) === version ? text : undefined;
  } catch {
    return undefined;
  }
}

function joined(parts: readonly Uint8Array[], length: number): Uint8Array {
  const whole = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
