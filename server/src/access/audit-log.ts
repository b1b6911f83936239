import {
  closeSync,
  createReadStream,
  existsSync,
  fstatSync,
  openSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { CloseReason } from '@holdfast/shared/access/close-reason';
import { makeFolder } from '../store/make-folder.ts';

/** Something about access that happened at a relay: never content, never a token, never a key. */
export interface AuditEvent {
  readonly what:
    | 'connected'
    | 'accepted'
    | 'refused'
    | 'revoked'
    | 'break-glass'
    | 'closed'
    | 'issued';
  readonly way: 'link' | 'sync' | 'http' | 'sign-in' | 'workspace';
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
  /** Who did it, where that is somebody else. */
  readonly by?: string | undefined;
}

export interface AuditLog {
  note(event: AuditEvent): void;
  /** Lines of JSON, the oldest first. */
  read(): AsyncIterable<string>;
  /** Events that could not be written since the log was opened: the disk was full, or gone. */
  lost(): number;
  close(): void;
}

const fileName = 'audit.jsonl';
/** Equal refusals in this time are one line: they come as fast as somebody knocks. */
const repeatMs = 10_000;
const maxRepeats = 10_000;

/**
 * Opens a relay's log of who came and what became of it. It is only ever added to; when it has
 * grown to `maxBytes` it is put aside, and of those put aside the `keep` newest stay.
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
  const path = join(folder, fileName);
  const refusals = new Map<string, { sinceMs: number; more: number; last: AuditEvent }>();
  let file: number | undefined;
  let size = 0;
  let lost = 0;

  function open(): number {
    const opened = openSync(path, 'a', 0o600);
    size = fstatSync(opened).size;
    return opened;
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
      file ??= open();
      const bytes = Buffer.from(`${JSON.stringify(line)}\n`);
      if (size > 0 && size + bytes.length > maxBytes) {
        closeSync(file);
        file = undefined;
        putAside(folder, keep);
        file = open();
      }
      writeSync(file, bytes);
      size += bytes.length;
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

  file = open();
  return {
    note(event) {
      const now = nowMs();
      flush((sinceMs) => now - sinceMs >= repeatMs || now < sinceMs);
      if (event.what !== 'refused') return write(event, 0);
      const { way, workspace, reason, address, person } = event;
      const key = JSON.stringify([way, workspace, reason, address, person]);
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
      for (const name of [...asideNames(keep).toReversed(), fileName]) {
        const one = join(folder, name);
        if (!existsSync(one)) continue;
        yield* createInterface({ input: createReadStream(one), crlfDelay: Infinity });
      }
    },
    lost: () => lost,
    close() {
      flush(() => true);
      if (file !== undefined) closeSync(file);
      file = undefined;
    },
  };
}

/** The newest first. */
function asideNames(keep: number): readonly string[] {
  return Array.from({ length: keep }, (_, at) => `audit.${at + 1}.jsonl`);
}

function putAside(folder: string, keep: number): void {
  const names = [fileName, ...asideNames(keep)];
  rmSync(join(folder, names.at(-1) ?? ''), { force: true });
  for (let at = names.length - 2; at >= 0; at -= 1) {
    const from = join(folder, names[at] ?? '');
    if (existsSync(from)) renameSync(from, join(folder, names[at + 1] ?? ''));
  }
}
