import { stateLimits } from './admission-limits.ts';
import { type Cursor, readUint } from './update-decoder-cursor.ts';

/**
 * Whether `bytes` from outside are a Yjs state vector that may be worked with: nothing after it, no
 * client twice, and no more clients than a document's state may have. No bytes at all count as the
 * vector of someone who holds nothing. Yjs itself believes any count and reads until it fails.
 */
export function isStateVector(bytes: Uint8Array): boolean {
  if (bytes.length === 0) return true;
  const cursor: Cursor = { bytes, pos: 0, fault: undefined };
  const clients = readUint(cursor);
  if (clients > stateLimits.maxClients || clients * 2 > bytes.length - cursor.pos) return false;
  const seen = new Set<number>();
  for (let i = 0; i < clients && cursor.fault === undefined; i += 1) {
    seen.add(readUint(cursor));
    readUint(cursor);
  }
  return cursor.fault === undefined && seen.size === clients && cursor.pos === bytes.length;
}
