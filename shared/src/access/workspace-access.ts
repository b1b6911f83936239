import type * as Y from 'yjs';
import { catch as orElse, z } from 'zod/mini';
import { type CommandResult } from '../model/command.ts';
import { cleanLine, setRegister } from '../model/meta.ts';
import { documentNameSchema } from '../protocol/names.ts';
import { maxTokenLength, subjectSchema, tokenIdSchema } from './claims.ts';
import { type DeviceKey, deviceKeySchema, jktSchema, thumbprintOf } from './device-key.ts';

/**
 * Who was let in, who was cut off and what is restricted: a map of registers in the document
 * `workspace`, so that it reaches every relay and every device as any edit does. Keys:
 * `revoked/token:<jti>`, `revoked/device:<jkt>`, `revoked/person:<sub>`, `accepted/<jti>`,
 * `restricted/<doc>`, `settings/<name>`.
 */
export const accessRoot = 'access';

export interface Revocation {
  /** Wall clock, ms since 1970; infinite where that cannot be read, so that it counts for everything. */
  readonly atMs: number;
  readonly by: string;
  readonly reason: string;
  /** The device is asked to delete its copy, too. */
  readonly wipe: boolean;
  /** What the device obeys: an order signed by an admin's device (`wipe-order.ts`), JSON. */
  readonly order?: string | undefined;
}

/** The first device that came with a token, which nobody else may use since. */
export interface AcceptedDevice {
  readonly token: string;
  readonly device: DeviceKey;
  /** Thumbprint of that key. */
  readonly jkt: string;
  /** An invitation's word for the device, base64url; absent where the token is bound to the device itself. */
  readonly acceptance?: string | undefined;
  /** What the device calls itself. */
  readonly label: string;
  readonly atMs: number;
}

export interface Restriction {
  /** Ids of the only people who get the document. */
  readonly people: readonly string[];
  readonly by: string;
  readonly atMs: number;
}

export interface AccessSettings {
  /** For how many days a sign-in through the company's provider is good. */
  readonly graceDays: number;
}

export interface WorkspaceAccess {
  /** By `token:<jti>`, `device:<jkt>` or `person:<sub>`. */
  readonly revoked: ReadonlyMap<string, Revocation>;
  /** By the token's id. */
  readonly accepted: ReadonlyMap<string, AcceptedDevice>;
  /** By the document's name. */
  readonly restricted: ReadonlyMap<string, Restriction>;
  readonly settings: AccessSettings;
}

/** Two tokens and what belongs to them. */
const maxOrderLength = 4 * maxTokenLength;

const text = orElse(z.string(), '');
const atMs = z.number().check(z.gte(0));
const revocationSchema = z.object({
  atMs,
  by: text,
  reason: text,
  wipe: orElse(z.boolean(), false),
  order: orElse(z.optional(z.string().check(z.maxLength(maxOrderLength))), undefined),
});
const acceptedSchema = z.object({
  token: z.string().check(z.maxLength(maxTokenLength)),
  device: deviceKeySchema,
  acceptance: z.optional(z.string()),
  label: text,
  atMs,
});
const restrictionSchema = z.object({
  people: z.array(z.string()),
  by: text,
  atMs: orElse(atMs, 0),
});
const graceDaysSchema = orElse(z.int().check(z.gte(1), z.lte(90)), 7);

/** For a workspace in which nothing was written of it. */
export const noAccess: WorkspaceAccess = {
  revoked: new Map(),
  accepted: new Map(),
  restricted: new Map(),
  settings: { graceDays: 7 },
};

/** Reads it all. Never throws on what other versions or other tools wrote; what cannot be read shuts, never opens. */
export function readWorkspaceAccess(doc: Y.Doc): WorkspaceAccess {
  const revoked = new Map<string, Revocation>();
  const accepted = new Map<string, AcceptedDevice>();
  const restricted = new Map<string, Restriction>();
  const registers = doc.getMap(accessRoot);
  registers.forEach((value, key) => {
    const slash = key.indexOf('/');
    const what = key.slice(0, Math.max(slash, 0));
    const of = key.slice(slash + 1);
    if (what === 'revoked') {
      const read = revocationSchema.safeParse(value);
      revoked.set(of, read.data ?? { atMs: Infinity, by: '', reason: '', wipe: false });
    } else if (what === 'accepted') {
      const read = acceptedSchema.safeParse(value);
      if (!read.success) return;
      accepted.set(of, { ...read.data, jkt: thumbprintOf(read.data.device) });
    } else if (what === 'restricted') {
      const read = restrictionSchema.safeParse(value);
      restricted.set(of, read.data ?? { people: [], by: '', atMs: 0 });
    }
  });
  const settings = { graceDays: graceDaysSchema.parse(registers.get('settings/graceDays')) };
  return { revoked, accepted, restricted, settings };
}

/** Who or what is cut off. */
export type RevokedThing =
  | { readonly token: string }
  | { readonly device: string }
  | { readonly person: string };

/** The name of its register, without `revoked/`; undefined where that is no such thing. */
export function revokedKey(thing: RevokedThing): string | undefined {
  if ('token' in thing) return named('token', tokenIdSchema, thing.token);
  if ('device' in thing) return named('device', jktSchema, thing.device);
  return named('person', subjectSchema, thing.person);
}

function named(
  what: string,
  schema: z.core.$ZodType<string, string>,
  of: string,
): string | undefined {
  return z.safeParse(schema, of).success ? `${what}:${of}` : undefined;
}

interface By {
  readonly by: string;
  readonly atMs: number;
}

/** Cuts off a token, a device or a person (all tokens that were issued to them before). */
export function revoke(
  doc: Y.Doc,
  thing: RevokedThing,
  {
    by,
    atMs: when,
    reason,
    wipe = false,
    order,
  }: By & {
    readonly reason: string;
    readonly wipe?: boolean;
    /** See `Revocation`. */
    readonly order?: string | undefined;
  },
): CommandResult<'no-such-thing'> {
  const key = revokedKey(thing);
  if (key === undefined) return noSuchThing();
  const value = {
    atMs: when,
    by: cleanLine(by),
    reason: cleanLine(reason).slice(0, 300),
    wipe,
    ...(order === undefined ? {} : { order }),
  };
  return { ok: true, changed: setRegister(doc.getMap(accessRoot), `revoked/${key}`, value) };
}

/** Takes that back. */
export function unrevoke(doc: Y.Doc, thing: RevokedThing): CommandResult<'no-such-thing'> {
  const key = revokedKey(thing);
  if (key === undefined) return noSuchThing();
  return { ok: true, changed: remove(doc, `revoked/${key}`) };
}

function noSuchThing() {
  const problem = 'That names no token, device or person.';
  return { ok: false, reason: 'no-such-thing', problem } as const;
}

/**
 * Writes down the first device that came with a token. Never over another one, unless that is `unproven`:
 * whoever may write there could else make an invitation void.
 */
export function acceptDevice(
  doc: Y.Doc,
  tokenId: string,
  { token, device, acceptance, label, atMs: when }: Omit<AcceptedDevice, 'jkt'>,
  unproven?: AcceptedDevice,
): CommandResult<'no-such-thing' | 'other-device'> {
  if (!tokenIdSchema.safeParse(tokenId).success) return noSuchThing();
  const known = readWorkspaceAccess(doc).accepted.get(tokenId);
  const isVoid =
    unproven !== undefined &&
    known?.jkt === unproven.jkt &&
    known.token === unproven.token &&
    known.acceptance === unproven.acceptance;
  if (known !== undefined && !isVoid) {
    if (known.jkt !== thumbprintOf(device)) {
      const problem = 'Another device has it. Each device needs an invitation of its own.';
      return { ok: false, reason: 'other-device', problem };
    }
    // Only what somebody gets by signing in comes again as another token with the same id.
    const isSame = known.token === token || known.acceptance !== undefined;
    if (isSame) return { ok: true, changed: false };
  }
  const { kty, crv, x, y } = device;
  doc.getMap(accessRoot).set(`accepted/${tokenId}`, {
    token,
    device: { kty, crv, x, y },
    ...(acceptance === undefined ? {} : { acceptance }),
    label: cleanLine(label).slice(0, 200),
    atMs: when,
  });
  return { ok: true, changed: true };
}

const maxPeople = 200;

/** Lets only these people have a document; without people, everybody whose role lets them. */
export function restrictDocument(
  doc: Y.Doc,
  name: string,
  people: readonly string[] | undefined,
  { by, atMs: when }: By,
): CommandResult<'no-such-thing' | 'nobody' | 'too-many'> {
  if (!documentNameSchema.safeParse(name).success || name === 'workspace') {
    const problem = 'That document cannot be restricted.';
    return { ok: false, reason: 'no-such-thing', problem };
  }
  const key = `restricted/${name}`;
  if (people === undefined) return { ok: true, changed: remove(doc, key) };
  const given = [...new Set(people)].toSorted();
  if (given.length === 0) {
    return { ok: false, reason: 'nobody', problem: 'Name at least one person who may read it.' };
  }
  if (given.length > maxPeople || given.some((one) => !subjectSchema.safeParse(one).success)) {
    return { ok: false, reason: 'too-many', problem: `At most ${maxPeople} people, by their ids.` };
  }
  const value = { people: given, by: cleanLine(by), atMs: when };
  return { ok: true, changed: setRegister(doc.getMap(accessRoot), key, value) };
}

/** Sets for how many days (1 to 90) a sign-in through the company's provider is good. */
export function setGraceDays(doc: Y.Doc, days: number): CommandResult<'out-of-range'> {
  if (!Number.isInteger(days) || days < 1 || days > 90) {
    return { ok: false, reason: 'out-of-range', problem: 'From 1 to 90 days.' };
  }
  return { ok: true, changed: setRegister(doc.getMap(accessRoot), 'settings/graceDays', days) };
}

function remove(doc: Y.Doc, key: string): boolean {
  const registers = doc.getMap(accessRoot);
  if (!registers.has(key)) return false;
  registers.delete(key);
  return true;
}
