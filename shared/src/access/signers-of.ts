import { readClaims, type Claims } from './claims.ts';
import type { DeviceKey } from './device-key.ts';
import { makeSigners, type SigningDevice } from './entry-proof.ts';
import type { SignersWithKeys } from './entry-verifier.ts';
import { calledAs } from './owned-label.ts';
import { namesakesIn, nameWithId } from './namesakes.ts';
import { isPersonRole } from './roles.ts';
import type { AcceptedDevice, WorkspaceAccess } from './workspace-access.ts';

interface Accepted extends AcceptedDevice {
  readonly claims: Claims;
}

/**
 * The directory of people's devices, from what the workspace says of those that were let in;
 * undefined where none ever was: then nothing is signed, and nothing is said about it.
 */
export function signersOf(access: WorkspaceAccess): SignersWithKeys | undefined {
  const all = [...access.accepted.values()].flatMap<Accepted>((one) => {
    const claims = readClaims(one.token);
    return claims === undefined || !isPersonRole(claims.role) ? [] : [{ ...one, claims }];
  });
  if (all.length === 0) return undefined;
  const names = new Map<string, string[]>();
  const lastNames = new Map<string, string>();
  for (const { claims, label } of all.toSorted((a, b) => a.claims.iat - b.claims.iat)) {
    const called = [claims.name, calledAs(claims, label)];
    names.set(claims.sub, [...(names.get(claims.sub) ?? []), ...called]);
    lastNames.set(claims.sub, claims.name);
  }
  const namesakes = namesakesIn(access);
  const keys = new Map<string, DeviceKey>();
  const devices = new Map<string, SigningDevice[]>();
  for (const tokens of groupByUse(all)) {
    const last = tokens.at(-1);
    if (last === undefined) continue;
    const { jkt, claims, label } = last;
    const ends = tokens.map((token) => cutOffAt(token, access));
    const isCutOff = ends.every((end) => end !== undefined);
    const name = lastNames.get(claims.sub) ?? claims.name;
    const device: SigningDevice = {
      person: claims.sub,
      name: nameWithId(name, namesakes.idBeside(name, claims.sub)),
      label,
      ...(isCutOff ? { cutOffAtMs: Math.max(...ends) } : {}),
    };
    keys.set(jkt, last.device);
    devices.set(jkt, [...(devices.get(jkt) ?? []), device]);
  }
  const sinceMs = Math.min(...all.map(({ atMs }) => atMs));
  return { ...makeSigners(devices, names, sinceMs), keys, namesakes };
}

/** A person may have had several tokens on one device: they are one use of it, in the order of their coming. */
function groupByUse(all: readonly Accepted[]): Iterable<readonly Accepted[]> {
  const uses = new Map<string, Accepted[]>();
  for (const one of all.toSorted((a, b) => a.atMs - b.atMs)) {
    const use = `${one.jkt} ${one.claims.sub}`;
    uses.set(use, [...(uses.get(use) ?? []), one]);
  }
  return uses.values();
}

/** Wall clock, ms since 1970, from when a device's token was not good any more; undefined: nobody cut it off. */
function cutOffAt({ jkt, claims }: Accepted, { revoked }: WorkspaceAccess): number | undefined {
  const person = revoked.get(`person:${claims.sub}`);
  const ends = [
    revoked.get(`device:${jkt}`),
    revoked.get(`token:${claims.jti}`),
    // A person's counts for what was issued before it.
    person !== undefined && claims.iat * 1000 <= person.atMs ? person : undefined,
  ].flatMap((one) => (one === undefined ? [] : [one.atMs]));
  return ends.length === 0 ? undefined : Math.min(...ends);
}
