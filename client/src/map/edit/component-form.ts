import type { ComponentChange } from '@holdfast/shared/model/map-commands';
import type { Layer, MapComponent } from '@holdfast/shared/model/map-value';
import { mapEditText as words } from '../../ui/text/map-edit.ts';

/** A component as fields that people type into. Shares are in percent, sets are ids or words. */
export interface ComponentForm {
  readonly name: string;
  readonly layer: Layer;
  readonly type: string;
  readonly system: string;
  readonly tier: string;
  readonly description: string;
  readonly tags: readonly string[];
  readonly aliases: readonly string[];
  readonly domains: readonly string[];
  readonly ownerPeople: readonly string[];
  readonly ownerTeams: readonly string[];
  readonly staff: readonly string[];
  readonly availability: string;
  readonly mttf: string;
  readonly mttr: string;
  readonly objectiveAvailability: string;
  readonly rto: string;
  readonly rpo: string;
}

export function formOf(component: MapComponent | undefined): ComponentForm {
  const objective = component?.objective;
  return {
    name: component?.name ?? '',
    layer: component?.layer ?? 'software',
    type: component?.type ?? '',
    system: component?.system ?? '',
    tier: component?.tier ?? '',
    description: component?.description ?? '',
    tags: component?.tags ?? [],
    aliases: component?.aliases ?? [],
    domains: component?.domains ?? [],
    ownerPeople: component?.ownerPeople ?? [],
    ownerTeams: component?.ownerTeams ?? [],
    staff: component?.staff ?? [],
    availability: percentOf(component?.availability),
    mttf: numberText(component?.mttfHours),
    mttr: numberText(component?.mttrHours),
    objectiveAvailability: percentOf(objective?.availability),
    rto: minutesOf(objective?.rtoSeconds),
    rpo: minutesOf(objective?.rpoSeconds),
  };
}

export type FormChange =
  | { readonly ok: true; readonly change: ComponentChange }
  | { readonly ok: false; readonly problem: string };

/**
 * What somebody changed in the fields: nothing else is written, and of sets only what was added and
 * taken away, so that what others do meanwhile stays.
 */
export function changeOf(before: ComponentForm, now: ComponentForm): FormChange {
  const change: { -readonly [Key in keyof ComponentChange]: ComponentChange[Key] } = {};
  for (const key of ['name', 'type', 'system', 'tier', 'description'] as const) {
    if (now[key] !== before[key]) change[key] = now[key];
  }
  if (now.layer !== before.layer) change.layer = now.layer;
  for (const key of ['tags', 'aliases', 'domains', 'ownerPeople', 'ownerTeams', 'staff'] as const) {
    const add = now[key].filter((one) => !before[key].includes(one));
    const remove = before[key].filter((one) => !now[key].includes(one));
    if (add.length + remove.length > 0) change[key] = { add, remove };
  }
  const numbers = [
    ['availability', 'availability', words.availability, 0.01],
    ['mttf', 'mttfHours', words.mttf, 1],
    ['mttr', 'mttrHours', words.mttr, 1],
    ['objectiveAvailability', 'objectiveAvailability', words.objectiveAvailability, 0.01],
    ['rto', 'rtoSeconds', words.rto, 60],
    ['rpo', 'rpoSeconds', words.rpo, 60],
  ] as const;
  for (const [field, key, label, factor] of numbers) {
    if (now[field].trim() === before[field].trim()) continue;
    const value = readNumber(now[field], factor);
    if (value === undefined) return { ok: false, problem: words.notNumber(label) };
    change[key] = value;
  }
  return { ok: true, change };
}

/** A number as people write it, also with a comma or a percent sign; `null` where there is none. */
function readNumber(text: string, factor: number): number | null | undefined {
  const trimmed = text.trim().replace(/%$/, '').trim().replace(',', '.');
  if (trimmed === '') return null;
  const value = Number(trimmed);
  // Binary fractions must not turn 99.95 % into 0.9995000000000001.
  return Number.isFinite(value) ? Number((value * factor).toPrecision(12)) : undefined;
}

function percentOf(share: number | undefined): string {
  return share === undefined ? '' : String(Number((share * 100).toPrecision(12)));
}

function minutesOf(seconds: number | undefined): string {
  return seconds === undefined ? '' : String(Number((seconds / 60).toPrecision(12)));
}

function numberText(value: number | undefined): string {
  return value === undefined ? '' : String(value);
}
