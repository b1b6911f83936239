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

/** Why, and by whom: in words. */
export function whyOf({ reason, by, lostBefore }: AuditLine): string {
  const words = accessAuditText.relay;
  const known = reason === undefined ? undefined : readCloseReason(reason);
  return [
    known === undefined ? (reason ?? '') : reasonInWords(known),
    by === undefined ? '' : words.by(by),
    lostBefore === undefined ? '' : words.lostBefore(lostBefore),
  ]
    .filter((part) => part !== '')
    .join(' ');
}
