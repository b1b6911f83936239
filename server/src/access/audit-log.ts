import type { CloseReason } from '@holdfast/shared/access/close-reason';
import { makeFolder } from '../store/make-folder.ts';
import { networkOf } from './network-of.ts';
import { openTurningFile } from './turning-file.ts';

/** Something about access that happened at a relay: never content, never a token, never a key. */
export interface AuditEvent {
  readonly what:
    | 'connected'
    | 'accepted'
    | 'refused'
    | 'revoked'
    | 'break-glass'
    | 'closed'
    | 'issued'
    | 'let-in-again'
    | 'restricted'
    | 'unrestricted'
    /** An invitation, or that sealed access was used, stands in the workspace no more. */
    | 'unlisted';
  readonly way: 'link' | 'sync' | 'http' | 'sign-in' | 'workspace';
  /** Empty for one that no key here is for: whoever knocks can think of any name. */
  readonly workspace: string;
  /** Id of the person, or name of the machine. */
  readonly person?: string | undefined;
  readonly role?: string | undefined;
  readonly kind?: string | undefined;
  readonly tokenId?: string | undefined;
  /** Thumbprint of the key. */
  readonly device?: string | undefined;
  readonly reason?: CloseReason | undefined;
  /** The network address it came from. */
  readonly address?: string | undefined;
  /** Who did it, where that is somebody else; over `workspace` it is a name, as a device wrote it there. */
  readonly by?: string | undefined;
  /** What the device calls itself. */
  readonly label?: string | undefined;
  /** Whoever is cut off is to delete the copy, too. */
  readonly wipe?: boolean | undefined;
  /** Was a reason given? The reason itself is content. */
  readonly withReason?: boolean | undefined;
  /** A document's name; its title is content. */
  readonly doc?: string | undefined;
  /** How many people may read it. */
  readonly people?: number | undefined;
}

export interface AuditLog {
  note(event: AuditEvent): void;
  /** Lines of JSON, the oldest first. */
  read(): AsyncIterable<string>;
  /** Events that could not be written since the log was opened: the disk was full, or gone. */
  lost(): number;
  close(): void;
}

/** Equal refusals in this time are one line: they come as fast as somebody knocks. */
const repeatMs = 10_000;
const maxRepeats = 10_000;

/**
 * Opens a relay's log of who came and what became of it. What was refused stands in a file of its own,
 * which anybody can fill, and so does who connected, which whoever is let in can: neither is to push
 * out who was let in first, was cut off, or opened sealed access.
 */
export function openAuditLog({
  folder,
  relay,
  nowMs,
  maxBytes = 8 * 1024 * 1024,
  keep = 15,
}: {
  readonly folder: string;
  /** Its name, so that lines of several relays can be put together. */
  readonly relay: string;
  readonly nowMs: () => number;
  readonly maxBytes?: number;
  readonly keep?: number;
}): AuditLog {
  makeFolder(folder, true);
  const weighty = openTurningFile({ folder, name: 'audit', maxBytes, keep });
  const connected = openTurningFile({ folder, name: 'connected', maxBytes, keep });
  const turnedAway = openTurningFile({
    folder,
    name: 'refused',
    maxBytes,
    keep: Math.min(keep, 3),
  });
  const refusals = new Map<string, { sinceMs: number; more: number; last: AuditEvent }>();
  let lost = 0;

  function fileOf({ what }: AuditEvent) {
    if (what === 'refused') return turnedAway;
    return what === 'connected' ? connected : weighty;
  }

  function write(event: AuditEvent, more: number): void {
    const line = {
      at: new Date(nowMs()).toISOString(),
      relay,
      ...event,
      ...(more > 0 ? { times: more } : {}),
      ...(lost > 0 ? { lostBefore: lost } : {}),
    };
    try {
      fileOf(event).write(JSON.stringify(line));
    } catch {
      // A relay whose disk is full still lets people in; the next line says how many are missing.
      lost += 1;
    }
  }

  function flush(isDue: (sinceMs: number) => boolean): void {
    for (const [key, { sinceMs, more, last }] of refusals) {
      if (!isDue(sinceMs)) continue;
      refusals.delete(key);
      if (more > 0) write(last, more);
    }
  }

  return {
    note(event) {
      const now = nowMs();
      flush((sinceMs) => now - sinceMs >= repeatMs || now < sinceMs);
      if (event.what !== 'refused') return write(event, 0);
      const { way, workspace, reason, address, person } = event;
      const from = address === undefined ? undefined : networkOf(address);
      const key = JSON.stringify([way, workspace, reason, from, person]);
      const known = refusals.get(key);
      if (known !== undefined) {
        known.more += 1;
        known.last = event;
        return;
      }
      if (refusals.size < maxRepeats) refusals.set(key, { sinceMs: now, more: 0, last: event });
      write(event, 0);
    },
    async *read() {
      flush(() => true);
      yield* inOrder(weighty.read(), inOrder(connected.read(), turnedAway.read()));
    },
    lost: () => lost,
    close() {
      flush(() => true);
      weighty.close();
      connected.close();
      turnedAway.close();
    },
  };
}

/** Of two that are in order each: both, by their times. */
async function* inOrder(
  first: AsyncGenerator<string, undefined>,
  second: AsyncGenerator<string, undefined>,
): AsyncGenerator<string, undefined> {
  let [one, two] = [await first.next(), await second.next()];
  while (one.value !== undefined || two.value !== undefined) {
    const isFirst =
      two.value === undefined || (one.value !== undefined && timeOf(one.value) < timeOf(two.value));
    yield (isFirst ? one.value : two.value) ?? '';
    if (isFirst) one = await first.next();
    else two = await second.next();
  }
  return undefined;
}

/** `at` stands first in every line, and ISO times are in the order of their letters. */
function timeOf(line: string): string {
  return /^\{"at":"([^"]*)"/.exec(line)?.[1] ?? '';
}
