import { catch as orElse, z } from 'zod/mini';
import type * as Y from 'yjs';
import { wellFormed } from '../markdown/characters.ts';
import type { CommandResult } from './command.ts';
import { builtInRoles, severities, type Severity } from './incident-terms.ts';
import { cleanLine, limits, setRegister } from './meta.ts';

/** A role as this workspace calls it. */
export interface NamedRole {
  /** One of `builtInRoles`, or the workspace's own. */
  readonly id: string;
  readonly name: string;
  /** What whoever takes it should do; empty: as the app says, if it does. */
  readonly instructions: string;
}

/** A severity as this workspace calls it; what is empty is as the app says. */
export interface NamedSeverity {
  readonly severity: Severity;
  readonly short: string;
  readonly long: string;
}

/** What a workspace calls things, other than the app does. */
export interface IncidentNames {
  readonly roles: readonly NamedRole[];
  readonly severities: readonly NamedSeverity[];
}

const nameLimits = {
  short: 20,
  long: 120,
  role: 60,
  instructions: 1_000,
  roles: 30,
} as const;

const idPattern = /^[a-z0-9][a-z0-9-]{0,63}$/u;
const roleSchema = z.object({
  name: z.string().check(z.minLength(1)),
  instructions: orElse(z.string(), ''),
});
const severitySchema = z.object({
  short: orElse(z.string(), ''),
  long: orElse(z.string(), ''),
});

/** Reads the names in the `workspace` document. Never throws on what other versions wrote. */
export function readIncidentNames(doc: Y.Doc): IncidentNames {
  const roles: NamedRole[] = [];
  doc.getMap('incidentRoles').forEach((value, id) => {
    const role = roleSchema.safeParse(value);
    if (role.success && idPattern.test(id)) roles.push({ id, ...role.data });
  });
  roles.sort((a, b) => placeOf(a.id) - placeOf(b.id) || (a.name < b.name ? -1 : 1));
  const map = doc.getMap('incidentSeverities');
  const named = severities.flatMap((severity): readonly NamedSeverity[] => {
    const found = severitySchema.safeParse(map.get(String(severity)));
    if (!found.success || (found.data.short === '' && found.data.long === '')) return [];
    return [{ severity, ...found.data }];
  });
  return { roles, severities: named };
}

/** Those that come with the app first, in its order. */
function placeOf(id: string): number {
  const place = builtInRoles.findIndex((one) => one === id);
  return place < 0 ? builtInRoles.length : place;
}

type NameRefused = 'no-name' | 'no-id' | 'too-long' | 'too-many';

/** Names a role, or adds one of the workspace's own. */
export function putRole(doc: Y.Doc, role: NamedRole): CommandResult<NameRefused> {
  const name = cleanLine(role.name);
  const instructions = wellFormed(role.instructions).trim();
  if (!idPattern.test(role.id)) return refuse('no-id', 'This role has no usable id.');
  if (name === '') return refuse('no-name', 'A role needs a name.');
  if (name.length > nameLimits.role || instructions.length > nameLimits.instructions) {
    const problem = `The name of a role has at most ${nameLimits.role} characters, what it means ${nameLimits.instructions.toLocaleString('en')}.`;
    return refuse('too-long', problem);
  }
  const map = doc.getMap('incidentRoles');
  if (!map.has(role.id) && map.size >= nameLimits.roles) {
    return refuse('too-many', `At most ${nameLimits.roles} roles.`);
  }
  return doc.transact(() => ({
    ok: true,
    changed: setRegister(map, role.id, { name, instructions }),
  }));
}

/** Takes a role of the workspace away, or the name that it gave to one of the app's. Who holds it in an incident still does. */
export function removeRole(doc: Y.Doc, id: string): CommandResult {
  const map = doc.getMap('incidentRoles');
  if (!map.has(id)) return { ok: true, changed: false };
  doc.transact(() => map.delete(id));
  return { ok: true, changed: true };
}

/** Says what a severity is called and means; empty: as the app says. */
export function nameSeverity(
  doc: Y.Doc,
  { severity, short, long }: NamedSeverity,
): CommandResult<NameRefused> {
  const said = { short: cleanLine(short), long: cleanLine(long) };
  if (said.short.length > nameLimits.short || said.long.length > nameLimits.long) {
    const problem = `The name of a severity has at most ${nameLimits.short} characters, what it means ${nameLimits.long}.`;
    return refuse('too-long', problem);
  }
  const map = doc.getMap('incidentSeverities');
  const key = String(severity);
  if (said.short === '' && said.long === '') {
    if (!map.has(key)) return { ok: true, changed: false };
    doc.transact(() => map.delete(key));
    return { ok: true, changed: true };
  }
  return doc.transact(() => ({ ok: true, changed: setRegister(map, key, said) }));
}

/** An id for a role of the workspace's own, told from its name; not one that is taken. */
export function roleIdFor(name: string, taken: readonly string[]): string {
  const plain =
    cleanLine(name)
      .toLowerCase()
      .normalize('NFKD')
      .replace(/[^a-z0-9]+/gu, '-')
      .replace(/^-|-$/gu, '')
      .slice(0, limits.itemLength / 2) || 'role';
  for (let n = 1; ; n += 1) {
    const id = n === 1 ? plain : `${plain}-${n}`;
    if (!taken.includes(id)) return id;
  }
}

function refuse(reason: NameRefused, problem: string) {
  return { ok: false as const, reason, problem };
}
