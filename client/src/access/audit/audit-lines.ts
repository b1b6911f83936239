import { readCloseReason, reasonInWords } from '@holdfast/shared/access/close-reason';
import { z } from 'zod/mini';
import { accessAuditText } from '../../ui/text/access-audit.ts';

const text = z.optional(z.string());
const lineSchema = z.object({
  at: z.string(),
  relay: text,
  what: z.string(),
  way: text,
  person: text,
  role: text,
  kind: text,
  tokenId: text,
  device: text,
  reason: text,
  address: text,
  by: text,
  label: text,
  wipe: z.optional(z.boolean()),
  withReason: z.optional(z.boolean()),
  doc: text,
  people: z.optional(z.number()),
  /** How many it stands for, where that is not one. */
  times: z.optional(z.number()),
  /** How many before it could not be written. */
  lostBefore: z.optional(z.number()),
});
/** One line of a relay's log, of this or another version of the relay. */
export type AuditLine = z.infer<typeof lineSchema>;

export const auditColumns = [
  'at',
  'relay',
  'what',
  'way',
  'person',
  'role',
  'kind',
  'tokenId',
  'device',
  'reason',
  'address',
  'by',
  'label',
  'wipe',
  'withReason',
  'doc',
  'people',
  'times',
  'lostBefore',
] as const satisfies readonly (keyof AuditLine)[];

/** The lines of a log, the latest first, and how many could not be read. */
export function readAuditLog(log: string): {
  readonly lines: readonly AuditLine[];
  readonly skipped: number;
} {
  const lines: AuditLine[] = [];
  let skipped = 0;
  for (const line of log.split('\n')) {
    if (line.trim() === '') continue;
    const read = lineSchema.safeParse(asJson(line));
    if (read.success) lines.push(read.data);
    else skipped += 1;
  }
  return { lines: lines.toReversed(), skipped };
}

function asJson(line: string): unknown {
  try {
    const value: unknown = JSON.parse(line);
    return value;
  } catch {
    return undefined;
  }
}

/** What happened, in a word or as the relay wrote it. */
export function eventOf({ what, way, kind, wipe = false }: AuditLine): string {
  const { events } = accessAuditText.relay;
  if (what === 'issued' && way === 'workspace')
    return kind === 'break-glass' ? events.sealed : events.invited;
  if (what === 'revoked' && wipe) return events.wipe;
  return new Map(Object.entries(events)).get(what) ?? what;
}

/** Why, and by whom: in words. */
export function whyOf({ reason, by, people, withReason, lostBefore }: AuditLine): string {
  const words = accessAuditText.relay;
  const known = reason === undefined ? undefined : readCloseReason(reason);
  return [
    known === undefined ? (reason ?? '') : reasonInWords(known),
    by === undefined || by === '' ? '' : words.by(by),
    people === undefined ? '' : words.people(people),
    withReason === true ? words.withReason : '',
    lostBefore === undefined ? '' : words.lostBefore(lostBefore),
  ]
    .filter((part) => part !== '')
    .join(' ');
}
