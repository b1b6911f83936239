import { z } from 'zod/mini';
import type { Contact, Deletion, MapLink } from '../model/map-value.ts';
import { type DraftSource, type DraftValue, listOf, recordOf } from './draft.ts';

/** How values stand in our own YAML. */

type Said = Readonly<Record<string, unknown>>;

/** As written: what a field may hold is checked where it is written. */
export function value(said: unknown): DraftValue | undefined {
  return typeof said === 'string' || typeof said === 'number' || typeof said === 'boolean'
    ? said
    : undefined;
}

/** Words; numbers count as such, for a name may look like one. */
export function word(said: unknown): string | undefined {
  return text(said) || undefined;
}

export function text(said: unknown): string {
  return typeof said === 'string' || typeof said === 'number' ? String(said) : '';
}

export function texts(said: unknown): readonly string[] | undefined {
  return Array.isArray(said) ? said.map(text) : undefined;
}

export function numbers(said: Said) {
  return {
    availability: share(said['availability']),
    mttfHours: value(said['mttf-hours']),
    mttrHours: value(said['mttr-hours']),
  };
}

/** 0.999, or "99.9 %". */
export function share(said: unknown): DraftValue | undefined {
  const match = typeof said === 'string' ? /^\s*([\d.]+)\s*%\s*$/.exec(said) : null;
  if (match === null) return value(said);
  const parsed = Number(match[1]) / 100;
  return Number.isFinite(parsed) ? Number(parsed.toPrecision(15)) : value(said);
}

const units: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3_600, d: 86_400 };

/** Seconds, or "15m", "4h", "1d". */
export function seconds(said: unknown): DraftValue | undefined {
  const match = typeof said === 'string' ? /^\s*([\d.]+)\s*([smhd])\s*$/.exec(said) : null;
  if (match === null) return value(said);
  return Number(match[1]) * (units[match[2] ?? ''] ?? 1);
}

export function contacts(said: unknown): readonly Contact[] | undefined {
  if (!Array.isArray(said)) return undefined;
  return said.flatMap((one: unknown) =>
    Object.entries(recordOf(one)).map(([kind, of]) => ({ kind, value: text(of) })),
  );
}

export function links(said: unknown): readonly MapLink[] | undefined {
  if (!Array.isArray(said)) return undefined;
  return said.map((one: unknown) => {
    const { url, title } = recordOf(one);
    return typeof one === 'string'
      ? { url: one, title: '' }
      : { url: text(url), title: text(title) };
  });
}

const deletionSchema = z.object({ at: z.union([z.string(), z.number()]), by: z.string() });

export function deletion(said: unknown): Deletion | undefined {
  const read = deletionSchema.safeParse(said);
  if (!read.success) return undefined;
  const { at, by } = read.data;
  const atMs = typeof at === 'number' ? at : Date.parse(at);
  return { atMs: Number.isFinite(atMs) ? Math.max(0, atMs) : 0, by };
}

const sourceSchema = z.object({
  from: z.string().check(z.regex(/^[^:]+$/)),
  ref: z.string(),
  file: z.string(),
  line: z.optional(z.int().check(z.gte(1))),
  commit: z.optional(z.string()),
});

export function sources(said: unknown): readonly DraftSource[] {
  return listOf(said).flatMap((one) => {
    const read = sourceSchema.safeParse(one);
    return read.success ? [read.data] : [];
  });
}

/**
 * Why a group cannot be as it is said; undefined where it can. It is kept so, and counts as one that
 * needs all of its members.
 */
export function impossibleGroup(said: Said): string | undefined {
  const { needs } = said;
  const of = new Set(texts(said['of'])).size;
  if (typeof needs !== 'number' || needs <= of || said['deleted'] !== undefined) return undefined;
  return of === 0
    ? `A group that needs ${needs} of its members names them: of.`
    : `A group cannot need ${needs} of ${of} members: "needs" is from 1 to ${of}. It counts as one that needs all of them.`;
}
