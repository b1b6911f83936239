import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type * as Y from 'yjs';
import { z } from 'zod/mini';
import { readClaims } from '@holdfast/shared/access/claims';
import { readInvited } from '@holdfast/shared/access/invited';
import { readOwnedLabel } from '@holdfast/shared/access/owned-label';
import { accessRoot, type WorkspaceAccess } from '@holdfast/shared/access/workspace-access';
import type { AuditEvent, AuditLog } from './audit-log.ts';
import { writeWholeFile } from './private-file.ts';

/** Tells a relay's log what admins change in the registers of a workspace, wherever they do it. */
export interface RegisterNotes {
  /** The document `workspace` is so now, and says this. */
  heard(doc: Y.Doc, access: WorkspaceAccess): void;
}

/** By the register's name: what was noted of it, as far as that has to be known to note a change of it. */
type Noted = ReadonlyMap<string, string>;

type Event = Omit<AuditEvent, 'way' | 'workspace'>;

/**
 * What was noted is kept beside the log, so that a relay that starts again notes what has changed since
 * it stopped, and nothing twice. Where that file is gone, all is noted anew: rather twice than never.
 *
 * @param path of that file, in a folder that is there
 */
export function openRegisterNotes({
  path,
  workspace,
  audit,
}: {
  readonly path: string;
  readonly workspace: string;
  readonly audit: Pick<AuditLog, 'note'>;
}): RegisterNotes {
  let noted = readNoted(path);

  return {
    heard(doc, access) {
      const marks = marksOf(doc, access);
      const isNew = (key: string): boolean => noted.get(key) !== marks.get(key);
      const gone = [...noted.keys()].filter((key) => !marks.has(key));
      if (gone.length === 0 && ![...marks.keys()].some(isNew)) return;
      for (const event of [...toldOf(doc, access, isNew), ...gone.map(takenBack)])
        audit.note({ ...short(event), way: 'workspace', workspace });
      noted = marks;
      try {
        writeWholeFile(path, JSON.stringify(Object.fromEntries(marks)), 'secret');
      } catch {
        // The log itself says what it lost on a disk that is full; after a restart this comes again.
      }
    },
  };
}

const notedSchema = z.record(z.string(), z.string());

function readNoted(path: string): Noted {
  try {
    const read = notedSchema.safeParse(JSON.parse(readFileSync(path, 'utf8')));
    return new Map(Object.entries(read.data ?? {}));
  } catch {
    return new Map();
  }
}

const prefixes = {
  revoked: 'revoked/',
  restricted: 'restricted/',
  accepted: 'accepted/',
  invited: 'invited/',
} as const;

/** All registers that are noted, each with what makes it another one. */
function marksOf(doc: Y.Doc, { revoked, restricted, accepted }: WorkspaceAccess): Noted {
  const marks = new Map<string, string>();
  for (const [thing, { atMs, by, reason, wipe }] of revoked)
    marks.set(prefixes.revoked + thing, markOf([atMs, by, reason, wipe]));
  for (const [name, { atMs, by, people }] of restricted)
    marks.set(prefixes.restricted + name, markOf([atMs, by, people]));
  // The relay where a device comes first notes that; of sealed access every relay tells.
  for (const [tokenId, { token, jkt }] of accepted)
    if (readClaims(token)?.kind === 'break-glass')
      marks.set(prefixes.accepted + tokenId, markOf([jkt]));
  doc.getMap(accessRoot).forEach((value, key) => {
    if (!key.startsWith(prefixes.invited)) return;
    marks.set(key, markOf([withToken.safeParse(value).data?.token]));
  });
  return marks;
}

const withToken = z.object({ token: z.string() });

/** Reasons are content, and lists of people long: neither is kept beside the log. */
function markOf(parts: readonly unknown[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('base64url').slice(0, 22);
}

/** What those registers tell that `isNew` names, in the order in which it is said to have happened. */
function toldOf(
  doc: Y.Doc,
  { revoked, restricted, accepted }: WorkspaceAccess,
  isNew: (key: string) => boolean,
): readonly Event[] {
  const told: { readonly atMs: number; readonly event: Event }[] = [];
  for (const [thing, { atMs, by, wipe, reason }] of revoked) {
    if (!isNew(prefixes.revoked + thing)) continue;
    const event = { what: 'revoked', person: thing, by, wipe, withReason: reason !== '' } as const;
    told.push({ atMs, event });
  }
  for (const [name, { atMs, by, people }] of restricted) {
    if (!isNew(prefixes.restricted + name)) continue;
    told.push({ atMs, event: { what: 'restricted', doc: name, people: people.length, by } });
  }
  for (const [tokenId, { atMs, token, jkt: device, label }] of accepted) {
    const opened = readClaims(token);
    if (opened?.kind !== 'break-glass' || !isNew(prefixes.accepted + tokenId)) continue;
    const { sub: person, role, kind } = opened;
    // It is nobody's by name: who opened it is what they said.
    const { person: by, device: called } = readOwnedLabel(label);
    const who = { person, role, kind, tokenId, device, label: called, by };
    told.push({ atMs, event: { what: 'break-glass', ...who } });
  }
  const hasInvited = [...doc.getMap(accessRoot).keys()].some(
    (key) => key.startsWith(prefixes.invited) && isNew(key),
  );
  // They are many, and read only where there is something new among them.
  for (const [tokenId, { atMs, by, claims }] of hasInvited ? readInvited(doc) : []) {
    if (!isNew(prefixes.invited + tokenId)) continue;
    const { sub: person, role, kind } = claims;
    told.push({ atMs, event: { what: 'issued', person, role, kind, tokenId, by } });
  }
  return told.toSorted((a, b) => a.atMs - b.atMs).map(({ event }) => event);
}

/** Nothing says who did that: the register is gone. */
function takenBack(key: string): Event {
  const at = key.indexOf('/') + 1;
  const of = key.slice(at);
  switch (key.slice(0, at)) {
    case prefixes.revoked:
      return { what: 'let-in-again', person: of };
    case prefixes.restricted:
      return { what: 'unrestricted', doc: of };
    default:
      return { what: 'unlisted', person: `token:${of}`, tokenId: of };
  }
}

const maxLength = 300;

/** Names of registers and what they say are as long as whoever wrote them likes. */
function short(event: Event): Event {
  const { person, by, label, doc } = event;
  const texts = Object.entries({ person, by, label, doc }).flatMap(([name, text]) =>
    text === undefined ? [] : [[name, text.slice(0, maxLength)]],
  );
  return { ...event, ...Object.fromEntries(texts) };
}
