import { connectClient, type Client, type Target } from './client.ts';
import { clockAfter, emptyUpdate, type Typing } from './typing.ts';
import * as Y from 'yjs';

/** Follows one writer's clock through what a reader receives. */
export interface Follower {
  /** How many of the writer's updates are here. */
  clock(): number;
  receive(payload: Uint8Array): void;
}

/** `onAdvance` gets by how many updates the reader moved on. */
export function createFollower(typing: Typing, onAdvance: (updates: number) => void): Follower {
  let clock = 0;
  return {
    clock: () => clock,
    receive(payload) {
      // Most servers pass an update on as it came: comparing bytes is cheaper than decoding.
      const expected = typing.updates[clock];
      const isNext = expected !== undefined && Buffer.compare(expected, payload) === 0;
      const reached = isNext ? clock + 1 : updatesAfter(typing, payload, clock);
      if (reached === clock) return;
      const advance = reached - clock;
      clock = reached;
      onAdvance(advance);
    },
  };
}

function updatesAfter(typing: Typing, payload: Uint8Array, known: number): number {
  const { clientId, charactersPerUpdate } = typing;
  const clock = clockAfter(payload, clientId, known * charactersPerUpdate);
  return Math.floor(clock / charactersPerUpdate);
}

/** One document with one writer and its readers. */
export interface Room {
  readonly document: string;
  readonly typing: Typing;
  readonly writer: Client;
  readonly readers: readonly { readonly client: Client; readonly follower: Follower }[];
  /** How many updates the writer has made so far. */
  sent(): number;
  /** Marks the next `count` updates as made and returns them. */
  take(count: number): readonly Uint8Array[];
}

/** Connects a writer and `readerCount` readers of one document. */
export async function openRoom(
  target: Target,
  document: string,
  typing: Typing,
  readerCount: number,
  onAdvance: (updates: number) => void,
): Promise<Room> {
  let sent = 0;
  const answer = (clock: number) => {
    const known = Math.floor(clock / typing.charactersPerUpdate);
    return known < sent ? Y.mergeUpdates(typing.updates.slice(known, sent)) : emptyUpdate;
  };
  const { clientId } = typing;
  const readers = Array.from({ length: readerCount }, async () => {
    const follower = createFollower(typing, onAdvance);
    const onContent = follower.receive;
    return { client: await connectClient({ target, document, clientId, onContent }), follower };
  });
  const [writer, ...others] = await Promise.all([
    connectClient({ target, document, clientId, answer }),
    ...readers,
  ]);
  return {
    document,
    typing,
    writer,
    readers: others,
    sent: () => sent,
    take(count) {
      const updates = typing.updates.slice(sent, sent + count);
      sent += updates.length;
      return updates;
    },
  };
}

/** Drops every connection of a room. */
export function dropRoom(room: Room): void {
  room.writer.drop();
  for (const { client } of room.readers) client.drop();
}

/** `runbook:bench-12`: a name that every server takes. */
export function documentName(group: string, index: number): string {
  return `runbook:${group}-${index}`;
}
