/**
 * The messages of `/link/<workspace>`. A frame is one or more messages, each `type (varuint), length
 * (varuint), payload`; a receiver skips types it does not know. Positions, vectors and feeds are
 * explained in `docs/architecture.md`; the order in which messages may come in `link.ts`.
 */
import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import { readVector, type Vector, writeVector } from '../replica/vector.ts';

/**
 * One line a version. A change of `linkMessages` needs a new version, or the pin in
 * `link-messages.test.ts` fails.
 * 1: first.
 */
export const linkVersion = 1;
/** The oldest version still spoken. */
export const oldestLinkVersion = 1;

/** Every message: its number on the wire and its fields in order. */
export const linkMessages = {
  /** First on every link, both ways. `addresses`: where this relay and its peers are reached. */
  hello: {
    id: 1,
    fields: {
      version: 'uint',
      oldestVersion: 'uint',
      role: 'string',
      storeId: 'string',
      name: 'string',
      insecure: 'flag',
      addresses: 'strings',
      held: 'vector',
    },
  },
  /** Asks for everything that a holder of `held` lacks, then for all that comes. */
  feed: { id: 2, fields: { held: 'vector' } },
  /** Log entries of the sender, in its order. */
  entries: { id: 3, fields: { entries: 'entries' } },
  /** A document's state, from a snapshot or as the answer to `fetch` (`answers` is its ref, else 0). */
  state: { id: 4, fields: { answers: 'uint', doc: 'string', update: 'bytes' } },
  /** All that the sender held at `held` has been sent. `caughtUp`: the past is done, what follows is live. */
  mark: { id: 5, fields: { held: 'vector', caughtUp: 'flag' } },
  /** An edit without a position, from a leaf. */
  push: { id: 6, fields: { ref: 'uint', doc: 'string', update: 'bytes' } },
  /** The edit is in the sender's log at `boot`, `lsn` (not yet on disk). */
  accepted: { id: 7, fields: { ref: 'uint', boot: 'string', lsn: 'uint' } },
  /** The edit was not taken. `missing`: send what `stateVector` lacks; any other reason is final. */
  nack: { id: 8, fields: { ref: 'uint', doc: 'string', reason: 'string', stateVector: 'bytes' } },
  /** What stores have on disk: the sender's own, then its peers' as they last said. */
  durable: { id: 9, fields: { stores: 'stores' } },
  /** Asks for what `stateVector` lacks of a document; answered by `state`. */
  fetch: { id: 10, fields: { ref: 'uint', doc: 'string', stateVector: 'bytes' } },
  /** What a leaf has of a document, so that a relay that lost it can `fetch`. */
  offer: { id: 11, fields: { doc: 'string', stateVector: 'bytes' } },
  /** Follow, or stop following, who is in a document. */
  watch: { id: 12, fields: { doc: 'string', on: 'flag' } },
  /** A y-protocols awareness update of one document. */
  presence: { id: 13, fields: { doc: 'string', update: 'bytes' } },
  ping: { id: 14, fields: { sentAt: 'uint' } },
  pong: { id: 15, fields: { sentAt: 'uint' } },
  /** What documents at rest contain, so that silent differences between relays are found. */
  digests: { id: 16, fields: { digests: 'digests' } },
  /**
   * First from a side with keys: prove for `audience` (its store id), over this nonce, who you are.
   * `host`: host and port that it dialled; empty from the side that was dialled.
   */
  challenge: { id: 17, fields: { nonce: 'bytes', audience: 'string', host: 'string' } },
  /**
   * The answer; may come again on a live link, over the same nonce. `device`: a public JWK. `host`:
   * what the one of the two that dialled has dialled, as the proof names it.
   */
  auth: {
    id: 18,
    fields: {
      token: 'string',
      device: 'string',
      proof: 'bytes',
      acceptance: 'bytes',
      label: 'string',
      host: 'string',
    },
  },
  /**
   * What the other side is let do, and again when that changes. `docs` counts where `scoped`: it gets
   * no other documents. `withheld`: restricted documents that it does not get.
   */
  granted: {
    id: 19,
    fields: { claims: 'string', scoped: 'flag', docs: 'strings', withheld: 'strings' },
  },
  /** As `push`, of edits that others made: they are offered again because they may have been lost. */
  handed: { id: 20, fields: { ref: 'uint', doc: 'string', update: 'bytes' } },
  /** What somebody orders the other side to do, right before it is turned away. JSON; signed, as the relay alone orders nothing. */
  order: { id: 21, fields: { order: 'string' } },
  /** Before `auth`, from a relay: public keys of the workspace, JSON, that what it shows can be judged by. */
  keys: { id: 22, fields: { keys: 'strings' } },
} as const satisfies Record<string, { id: number; fields: Record<string, FieldKind> }>;

export interface WireEntry {
  readonly doc: string;
  readonly update: Uint8Array;
}

export interface WireStore {
  readonly store: string;
  readonly name: string;
  readonly vector: Vector;
}

export interface WireDigest {
  readonly doc: string;
  /** Hex of the first half of the SHA-256 of the document's canonical encoding. */
  readonly digest: string;
}

interface FieldTypes {
  uint: number;
  string: string;
  flag: boolean;
  bytes: Uint8Array;
  strings: readonly string[];
  vector: Vector;
  entries: readonly WireEntry[];
  stores: readonly WireStore[];
  digests: readonly WireDigest[];
}
type FieldKind = keyof FieldTypes;

type Messages = typeof linkMessages;
export type LinkMessageType = keyof Messages;
type Fields<T extends LinkMessageType> = {
  readonly [F in keyof Messages[T]['fields']]: FieldTypes[Extract<
    Messages[T]['fields'][F],
    FieldKind
  >];
};
export type LinkMessage = {
  [T in LinkMessageType]: { readonly type: T } & Fields<T>;
}[LinkMessageType];

interface FieldCodec<T> {
  readonly write: (encoder: encoding.Encoder, value: T) => void;
  readonly read: (decoder: FrameDecoder) => T;
}

/**
 * Messages in one frame, and things in all their lists, that a receiver takes: each costs a hundred
 * times its bytes. Senders keep far below (`frame-queue.ts`, `feed.ts`).
 */
const mostItemsInFrame = 30_000;

/** Reads one message of a frame, with what the frame may still hold. */
class FrameDecoder extends decoding.Decoder {
  readonly #left: { items: number };

  constructor(bytes: Uint8Array, left: { items: number }) {
    super(bytes);
    this.#left = left;
  }

  spend(items: number): void {
    this.#left.items -= items;
    if (this.#left.items < 0) throw new RangeError('a frame holds too much');
  }
}

function listOf<T>(item: FieldCodec<T>): FieldCodec<readonly T[]> {
  return {
    write(encoder, values) {
      encoding.writeVarUint(encoder, values.length);
      for (const value of values) item.write(encoder, value);
    },
    read(decoder) {
      const length = decoding.readVarUint(decoder);
      decoder.spend(length);
      const values: T[] = [];
      for (let i = 0; i < length; i++) values.push(item.read(decoder));
      return values;
    },
  };
}

const stringCodec: FieldCodec<string> = {
  write: encoding.writeVarString,
  read: decoding.readVarString,
};

const codecs: { readonly [K in FieldKind]: FieldCodec<FieldTypes[K]> } = {
  uint: { write: encoding.writeVarUint, read: decoding.readVarUint },
  string: stringCodec,
  flag: {
    write: (encoder, value) => encoding.writeUint8(encoder, value ? 1 : 0),
    read: (decoder) => decoding.readUint8(decoder) === 1,
  },
  bytes: { write: encoding.writeVarUint8Array, read: decoding.readVarUint8Array },
  strings: listOf(stringCodec),
  vector: {
    write: writeVector,
    read(decoder) {
      const vector = readVector(decoder);
      decoder.spend(vector.size);
      return vector;
    },
  },
  entries: listOf<WireEntry>({
    write(encoder, { doc, update }) {
      encoding.writeVarString(encoder, doc);
      encoding.writeVarUint8Array(encoder, update);
    },
    read: (decoder) => ({
      doc: decoding.readVarString(decoder),
      update: decoding.readVarUint8Array(decoder),
    }),
  }),
  stores: listOf<WireStore>({
    write(encoder, { store, name, vector }) {
      encoding.writeVarString(encoder, store);
      encoding.writeVarString(encoder, name);
      writeVector(encoder, vector);
    },
    read: (decoder) => ({
      store: decoding.readVarString(decoder),
      name: decoding.readVarString(decoder),
      vector: readVector(decoder),
    }),
  }),
  digests: listOf<WireDigest>({
    write(encoder, { doc, digest }) {
      encoding.writeVarString(encoder, doc);
      encoding.writeVarString(encoder, digest);
    },
    read: (decoder) => ({
      doc: decoding.readVarString(decoder),
      digest: decoding.readVarString(decoder),
    }),
  }),
};

/** The bytes of one message, ready to stand in a frame beside others. */
export function encodeMessage(message: LinkMessage): Uint8Array {
  const payload = encoding.createEncoder();
  const { id, fields } = linkMessages[message.type];
  for (const [name, kind] of Object.entries(fields)) {
    writeField(payload, kind, Reflect.get(message, name));
  }
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, id);
  encoding.writeVarUint8Array(encoder, encoding.toUint8Array(payload));
  return encoding.toUint8Array(encoder);
}

function writeField<K extends FieldKind>(
  encoder: encoding.Encoder,
  kind: K,
  value: FieldTypes[K],
): void {
  codecs[kind].write(encoder, value);
}

const typesById = new Map<number, LinkMessageType>(
  Object.entries(linkMessages).map(([type, { id }]) => [id, type as LinkMessageType]),
);

/**
 * The messages of a frame, unknown types left out. Undefined when the frame does not fit the
 * protocol, or holds more than is ever sent: then none of it may be acted on.
 */
export function decodeFrame(frame: Uint8Array): readonly LinkMessage[] | undefined {
  try {
    const messages: LinkMessage[] = [];
    const left = { items: mostItemsInFrame };
    const decoder = new FrameDecoder(frame, left);
    while (decoding.hasContent(decoder)) {
      decoder.spend(1);
      const type = typesById.get(decoding.readVarUint(decoder));
      const payload = new FrameDecoder(decoding.readVarUint8Array(decoder), left);
      if (type !== undefined) messages.push(decodeMessage(type, payload));
    }
    return messages;
  } catch {
    return undefined;
  }
}

function decodeMessage(type: LinkMessageType, payload: FrameDecoder): LinkMessage {
  const message: Record<string, unknown> = { type };
  for (const [name, kind] of Object.entries(linkMessages[type].fields)) {
    message[name] = codecs[kind].read(payload);
  }
  if (decoding.hasContent(payload)) throw new RangeError(`${type} is too long`);
  // The table says which field holds what; the loop above read exactly these.
  return message as LinkMessage;
}
