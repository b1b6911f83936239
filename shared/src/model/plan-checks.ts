import { wellFormed } from '../markdown/characters.ts';
import { readCadence } from '../drilling/cadence-read.ts';
import { documentKind, documentNameSchema } from '../protocol/names.ts';
import { type Checked, checkTitle } from './checks.ts';
import { drillKinds } from './drill-kinds.ts';
import { isDay } from './day.ts';
import { cleanLine, limits } from './meta.ts';
import { planLimits } from './plan-document.ts';
import type { PlanRefused } from './plan-members.ts';

/** What stands in a register of its own. */
interface PlanFields {
  readonly title: string;
  /** One of `drillKinds`. */
  readonly drillKind: string;
  readonly scenario: string;
  /** Document name of a runbook, or empty. */
  readonly runbook: string;
  readonly hypothesis: string;
  readonly abort: string;
  /** Seconds; `null`: nobody says. */
  readonly rtoSeconds: number | null;
  readonly rpoSeconds: number | null;
  readonly owner: string;
  /** As people write it, see `readCadence`; it is kept in canonical words. */
  readonly cadence: string;
  /** Local day, or empty. */
  readonly startsOn: string;
}

/** What is absent stays. */
export type PlanChange = { readonly [Field in keyof PlanFields]?: PlanFields[Field] | undefined };

type FieldChecked = Checked<string | number | null, PlanRefused>;

/** What to write into which register; `null` takes it away. */
export type FieldWrites = readonly (readonly [field: string, value: string | number | null])[];

/** Checks the fields that are there, and gives them as they will be written. `heldKind` may stay, known or not. */
export function checkFields(
  fields: PlanChange,
  heldKind: string,
): Checked<FieldWrites, PlanRefused> {
  const checks: readonly (readonly [keyof PlanFields, FieldChecked | undefined])[] = [
    ['title', fields.title === undefined ? undefined : checkTitle(fields.title)],
    ['drillKind', kind(fields.drillKind, heldKind)],
    ['scenario', line(fields.scenario, 'scenario', limits.itemLength)],
    ['runbook', runbook(fields.runbook)],
    ['hypothesis', prose(fields.hypothesis, 'hypothesis')],
    ['abort', prose(fields.abort, 'conditions to stop')],
    ['rtoSeconds', seconds(fields.rtoSeconds, 'recovery time')],
    ['rpoSeconds', seconds(fields.rpoSeconds, 'data loss')],
    ['owner', line(fields.owner, 'owner', limits.itemLength)],
    ['cadence', cadence(fields.cadence)],
    ['startsOn', day(fields.startsOn)],
  ];
  const writes: [string, string | number | null][] = [];
  for (const [field, checked] of checks) {
    if (checked === undefined) continue;
    if (!checked.ok) return checked;
    writes.push([field, checked.value]);
  }
  return { ok: true, value: writes };
}

function refuse(reason: PlanRefused, problem: string): FieldChecked {
  return { ok: false, reason, problem } as const;
}

function kind(said: string | undefined, held: string): FieldChecked | undefined {
  if (said === undefined) return undefined;
  if (said === held || drillKinds.some((one) => one === said)) return { ok: true, value: said };
  return refuse('no-kind', `A drill is one of: ${drillKinds.join(', ')}.`);
}

function line(said: string | undefined, name: string, most: number): FieldChecked | undefined {
  if (said === undefined) return undefined;
  const value = cleanLine(said);
  return value.length <= most
    ? { ok: true, value }
    : refuse('too-long', `The ${name} has at most ${most} characters.`);
}

function prose(said: string | undefined, name: string): FieldChecked | undefined {
  if (said === undefined) return undefined;
  const value = wellFormed(said).trim();
  return value.length <= planLimits.textLength
    ? { ok: true, value }
    : refuse('too-long', `The ${name} may have ${planLimits.textLength} characters.`);
}

function runbook(said: string | undefined): FieldChecked | undefined {
  if (said === undefined || said === '') return said === undefined ? said : { ok: true, value: '' };
  const isName = documentNameSchema.safeParse(said).success && documentKind(said) === 'runbook';
  return isName
    ? { ok: true, value: said }
    : refuse('no-runbook', `"${said.slice(0, 80)}" is not the name of a runbook.`);
}

function seconds(said: number | null | undefined, name: string): FieldChecked | undefined {
  if (said === undefined) return undefined;
  if (said === null || (Number.isFinite(said) && said >= 0 && said <= planLimits.seconds))
    return { ok: true, value: said };
  return refuse('no-duration', `The expected ${name} is a time from 0 seconds to 10 years.`);
}

function cadence(said: string | undefined): FieldChecked | undefined {
  if (said === undefined) return undefined;
  const read = readCadence(said);
  return read.ok ? { ok: true, value: read.words } : refuse('no-cadence', read.problem);
}

function day(said: string | undefined): FieldChecked | undefined {
  if (said === undefined) return undefined;
  const value = said.trim();
  return value === '' || isDay(value)
    ? { ok: true, value }
    : refuse('no-day', 'A day is written as 2026-12-24.');
}
