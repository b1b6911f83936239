import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';

/**
 * How a server wants y-protocols messages: as `y-websocket` sends them, or with the document's name
 * in front and a token first (`hocuspocus`); `bare` servers speak nothing and only pass frames on.
 */
export type Dialect = 'bare' | 'y-websocket' | 'hocuspocus';

export const syncStep1 = 0;
export const syncStep2 = 1;
export const syncUpdate = 2;

/** A y-protocols sync message: its kind (0 step 1, 1 step 2, 2 update) and what it carries. */
export interface SyncMessage {
  readonly kind: number;
  readonly payload: Uint8Array;
}

const outerSync = 0;
const outerAuth = 2;
/** hocuspocus answers a first step 1 with this outer type so that nobody answers the answer. */
const outerSyncReply = 4;

/** One frame that carries `payload` as a sync message of `kind`. */
export function encodeSync(
  dialect: Dialect,
  document: string,
  kind: number,
  payload: Uint8Array,
): Uint8Array {
  const encoder = encoding.createEncoder();
  if (dialect === 'hocuspocus') encoding.writeVarString(encoder, document);
  encoding.writeVarUint(encoder, outerSync);
  encoding.writeVarUint(encoder, kind);
  encoding.writeVarUint8Array(encoder, payload);
  return encoding.toUint8Array(encoder);
}

/** The sync message in a frame, or undefined for presence, status and the like. `payload` is a view into `frame`. */
export function decodeSync(dialect: Dialect, frame: Uint8Array): SyncMessage | undefined {
  const decoder = decoding.createDecoder(frame);
  if (dialect === 'hocuspocus') decoding.readVarUint8Array(decoder);
  const outer = decoding.readVarUint(decoder);
  if (outer !== outerSync && outer !== outerSyncReply) return undefined;
  const kind = decoding.readVarUint(decoder);
  return { kind, payload: decoding.readVarUint8Array(decoder) };
}

/** What a client says before anything else, or undefined. */
export function encodeGreeting(dialect: Dialect, document: string): Uint8Array | undefined {
  if (dialect !== 'hocuspocus') return undefined;
  const encoder = encoding.createEncoder();
  encoding.writeVarString(encoder, document);
  encoding.writeVarUint(encoder, outerAuth);
  encoding.writeVarUint(encoder, 0);
  encoding.writeVarString(encoder, 'bench');
  return encoding.toUint8Array(encoder);
}
