import type * as Y from 'yjs';
import { z } from 'zod/mini';
import { cutText, wellFormed } from '../markdown/characters.ts';
import { documentNameSchema } from '../protocol/names.ts';
import { isDay } from './day.ts';
import { isMapId } from './map-registers.ts';
import { cleanLine, flagField, limits, readRegisters, textField, timeField } from './meta.ts';
import type { Blackout, DrillScope, Plan, PlanParticipant } from './plan-value.ts';

/**
 * A plan's document: `meta`, a map of registers (last writer wins); `body`, the steps in Markdown;
 * and three maps whose keys are members of sets, so that what two people add at once is all there:
 * `scope` (`components/<id>`), `participants` (`["role","person"]`) and `blackouts`
 * (`2026-12-20/2027-01-04`, with the note as value).
 */
export const scopeParts = ['components', 'domains', 'people'] as const;
type ScopePart = (typeof scopeParts)[number];

/** Limits of what a plan holds beside those of `meta.ts`; texts in UTF-16 code units. */
export const planLimits = {
  textLength: 4_000,
  participants: 100,
  blackouts: 100,
  seconds: 10 * 365 * 86_400,
} as const;

function secondsField() {
  const seconds = z.number().check(z.gte(0), z.lte(planLimits.seconds));
  return z.catch(z.optional(seconds), undefined);
}

const planMetaSchema = z.object({
  title: textField,
  drillKind: textField,
  scenario: textField,
  runbook: z.catch(z.optional(documentNameSchema), undefined),
  hypothesis: textField,
  abort: textField,
  rtoSeconds: secondsField(),
  rpoSeconds: secondsField(),
  owner: textField,
  cadence: textField,
  startsOn: textField,
  archived: flagField,
  createdAtMs: timeField,
  createdBy: textField,
  changedAtMs: timeField,
  changedBy: textField,
});

const untitled = 'Untitled plan';

export function planMeta(doc: Y.Doc): Y.Map<unknown> {
  return doc.getMap('meta');
}

/** The steps, for an editor to bind to. Left empty where a runbook is named. */
export function planBody(doc: Y.Doc): Y.Text {
  return doc.getText('body');
}

/** Nothing of it is here yet. */
export function isPlanEmpty(doc: Y.Doc): boolean {
  return planMeta(doc).size === 0 && planBody(doc).length === 0;
}

/** Reads a plan. Never throws on what other versions or other tools wrote. */
export function readPlan(doc: Y.Doc): Plan {
  const meta = planMetaSchema.parse(
    readRegisters(planMeta(doc), Object.keys(planMetaSchema.shape)),
  );
  const text = (value: string | undefined) => cutText(value ?? '', planLimits.textLength);
  const line = (value: string | undefined) => cutText(cleanLine(value ?? ''), limits.titleLength);
  return {
    title: line(meta.title) || untitled,
    drillKind: line(meta.drillKind),
    scenario: line(meta.scenario),
    scope: readScope(doc),
    runbook: meta.runbook ?? '',
    hypothesis: text(meta.hypothesis),
    abort: text(meta.abort),
    ...(meta.rtoSeconds === undefined ? {} : { rtoSeconds: meta.rtoSeconds }),
    ...(meta.rpoSeconds === undefined ? {} : { rpoSeconds: meta.rpoSeconds }),
    owner: line(meta.owner),
    participants: readParticipants(doc),
    cadence: line(meta.cadence),
    startsOn: meta.startsOn !== undefined && isDay(meta.startsOn) ? meta.startsOn : '',
    blackouts: readBlackouts(doc),
    archived: meta.archived ?? false,
    createdAtMs: meta.createdAtMs ?? 0,
    createdBy: line(meta.createdBy),
    changedAtMs: meta.changedAtMs ?? meta.createdAtMs ?? 0,
    changedBy: line(meta.changedBy ?? meta.createdBy),
    body: planBody(doc).toJSON(),
  };
}

function readScope(doc: Y.Doc): DrillScope {
  const keys = [...doc.getMap('scope').keys()];
  const idsOf = (part: ScopePart) =>
    keys
      .flatMap((key) => (key.startsWith(`${part}/`) ? [key.slice(part.length + 1)] : []))
      .filter(isMapId)
      .sort()
      .slice(0, limits.items);
  return { components: idsOf('components'), domains: idsOf('domains'), people: idsOf('people') };
}

export function scopeKey(part: ScopePart, id: string): string {
  return `${part}/${id}`;
}

export function participantKey({ role, person }: PlanParticipant): string {
  return JSON.stringify([role, person]);
}

const participantSchema = z.tuple([z.string(), z.string()]);

function readParticipants(doc: Y.Doc): readonly PlanParticipant[] {
  const found = [...doc.getMap('participants').keys()].flatMap((key): PlanParticipant[] => {
    const read = participantSchema.safeParse(readJson(key));
    if (!read.success) return [];
    const [role, person] = read.data.map((one) => cutText(cleanLine(one), limits.itemLength));
    return role === undefined || person === undefined || role + person === ''
      ? []
      : [{ role, person }];
  });
  return found.sort(compareBy(participantKey)).slice(0, planLimits.participants);
}

export function blackoutKey({ from, to }: Pick<Blackout, 'from' | 'to'>): string {
  return `${from}/${to}`;
}

function readBlackouts(doc: Y.Doc): readonly Blackout[] {
  const found: Blackout[] = [];
  doc.getMap('blackouts').forEach((value, key) => {
    const [from = '', to = ''] = key.split('/');
    if (!isDay(from) || !isDay(to) || from > to) return;
    const note = typeof value === 'string' ? cleanLine(wellFormed(value)) : '';
    found.push({ from, to, note: cutText(note, limits.titleLength) });
  });
  return found.sort(compareBy(blackoutKey)).slice(0, planLimits.blackouts);
}

function readJson(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return value;
  } catch {
    return undefined;
  }
}

function compareBy<T>(keyOf: (one: T) => string): (a: T, b: T) => number {
  return (a, b) => {
    const left = keyOf(a);
    const right = keyOf(b);
    return left < right ? -1 : left > right ? 1 : 0;
  };
}
