import { endOf } from '@holdfast/shared/access/check-token';
import { type Claims, readClaims } from '@holdfast/shared/access/claims';
import type { Invited } from '@holdfast/shared/access/invited';
import type { Role } from '@holdfast/shared/access/roles';
import type { Revocation, WorkspaceAccess } from '@holdfast/shared/access/workspace-access';

export type AccessState = 'good' | 'waiting' | 'not-yet' | 'expired' | 'off';

/** Who took it away, from what. */
export interface CutOff extends Revocation {
  readonly of: 'token' | 'device' | 'person' | 'issuer';
}

/** What somebody was given: on a device, or in an invitation that nobody has opened yet. */
export interface Access {
  /** Id of the token. */
  readonly id: string;
  readonly claims: Claims;
  /** Thumbprint of the device's key; undefined while no device has come with it. */
  readonly device: string | undefined;
  /** What the device calls itself; may be empty. */
  readonly label: string;
  /** When the device came, or the invitation was made. Wall clock, ms since 1970. */
  readonly sinceMs: number;
  readonly untilMs: number;
  readonly state: AccessState;
  readonly cutOff: CutOff | undefined;
  /** Name of whoever made it, as far as that is said. */
  readonly by: string;
  /** Claims of the admin's device that issued it; undefined where the workspace's key did. */
  readonly issuer: Claims | undefined;
}

export interface PersonAccess {
  /** Id of the person. */
  readonly id: string;
  readonly name: string;
  /** What they may do now; of the newest, where they may do nothing now. */
  readonly role: Role;
  /** Of the same: documents that it is limited to. */
  readonly docs: readonly string[] | undefined;
  readonly state: AccessState;
  /** The newest first. */
  readonly devices: readonly Access[];
  readonly invitations: readonly Access[];
  /** Where the person was cut off, and not only a device. */
  readonly cutOff: CutOff | undefined;
}

export interface Directory {
  readonly access: WorkspaceAccess;
  readonly invited: ReadonlyMap<string, Invited>;
}

/** Claims of a token and of the one that it was issued with, read once. */
interface ReadToken {
  readonly claims: Claims;
  readonly issuer: Claims | undefined;
}

const read = new Map<string, ReadToken | undefined>();

function readToken(token: string): ReadToken | undefined {
  if (!read.has(token)) {
    const claims = readClaims(token);
    const issuer = claims?.via === undefined ? undefined : readClaims(claims.via);
    read.set(token, claims && { claims, issuer });
  }
  return read.get(token);
}

/** Everything that anybody was given and the workspace knows of, whether it still counts or not. */
export function accessOf(directory: Directory, nowMs: number): readonly Access[] {
  const { access, invited } = directory;
  const found: Access[] = [];
  for (const [id, { token, jkt, label, atMs, acceptance }] of access.accepted) {
    const one = readToken(token);
    if (one?.claims.jti !== id) continue;
    const { claims, issuer } = one;
    const untilMs = endOf(claims, { atMs, acceptance });
    const cutOff = cutOffOf(access, claims, jkt, issuer);
    const state = stateOf(claims, untilMs, nowMs, cutOff);
    const by = issuer?.name ?? invited.get(id)?.by ?? '';
    found.push({
      id,
      claims,
      device: jkt,
      label,
      sinceMs: atMs,
      untilMs,
      state,
      cutOff,
      by,
      issuer,
    });
  }
  for (const [id, { token, by: maker, atMs }] of invited) {
    const one = access.accepted.has(id) ? undefined : readToken(token);
    if (one === undefined) continue;
    const { claims, issuer } = one;
    const untilMs = claims.exp * 1000;
    const cutOff = cutOffOf(access, claims, undefined, issuer);
    const stood = stateOf(claims, untilMs, nowMs, cutOff);
    const state = stood === 'good' ? 'waiting' : stood;
    const by = issuer?.name ?? maker;
    const device = undefined;
    found.push({
      id,
      claims,
      device,
      label: '',
      sinceMs: atMs,
      untilMs,
      state,
      cutOff,
      by,
      issuer,
    });
  }
  return found;
}

function stateOf(
  { nbf }: Claims,
  untilMs: number,
  nowMs: number,
  cutOff: CutOff | undefined,
): AccessState {
  if (cutOff !== undefined) return 'off';
  if (untilMs <= nowMs) return 'expired';
  return nbf !== undefined && nbf * 1000 > nowMs ? 'not-yet' : 'good';
}

function cutOffOf(
  access: WorkspaceAccess,
  claims: Claims,
  device: string | undefined,
  issuer: Claims | undefined,
): CutOff | undefined {
  const of = (what: CutOff['of'], revocation: Revocation | undefined): CutOff | undefined =>
    revocation && { ...revocation, of: what };
  const person = access.revoked.get(`person:${claims.sub}`);
  const counts = person !== undefined && claims.iat * 1000 <= person.atMs;
  const issuerDevice = issuer && (access.accepted.get(issuer.jti)?.jkt ?? issuer.cnf.jkt);
  return (
    of('person', counts ? person : undefined) ??
    of('device', access.revoked.get(`device:${device}`)) ??
    of('token', access.revoked.get(`token:${claims.jti}`)) ??
    of('issuer', issuer && cutOffOf(access, issuer, issuerDevice, undefined))
  );
}

/** Everybody, by name: who they are, what they may do, on which devices. Machines are nobody. */
export function peopleOf(all: readonly Access[]): readonly PersonAccess[] {
  const bySubject = new Map<string, Access[]>();
  for (const one of all) {
    if (one.claims.kind === 'machine' || isBreakGlass(one)) continue;
    const theirs = bySubject.get(one.claims.sub);
    if (theirs === undefined) bySubject.set(one.claims.sub, [one]);
    else theirs.push(one);
  }
  const people = [...bySubject].map(([id, theirs]) => personOf(id, theirs));
  return people.toSorted((a, b) => order.compare(a.name, b.name) || (a.id < b.id ? -1 : 1));
}

const order = new Intl.Collator();

/** How much each state says of a person: the first that there is counts. */
const tellingStates: readonly AccessState[] = ['good', 'waiting', 'not-yet', 'off', 'expired'];

function personOf(id: string, theirs: readonly Access[]): PersonAccess {
  const newest = theirs.toSorted((a, b) => b.claims.iat - a.claims.iat || b.sinceMs - a.sinceMs);
  const state = tellingStates.find((one) => theirs.some((token) => token.state === one)) ?? 'off';
  const telling = newest.find((one) => one.state === state) ?? newest[0];
  return {
    id,
    name: newest[0]?.claims.name ?? id,
    role: telling?.claims.role ?? 'viewer',
    docs: telling?.claims.docs,
    state,
    devices: onePerDevice(newest),
    invitations: newest.filter((one) => one.device === undefined),
    cutOff:
      state === 'off' ? newest.find(({ cutOff }) => cutOff?.of === 'person')?.cutOff : undefined,
  };
}

/** A device that was given access again has several tokens: what it may do is what counts, else the newest. */
function onePerDevice(newest: readonly Access[]): readonly Access[] {
  const devices = new Map<string, Access>();
  for (const one of newest) {
    if (one.device === undefined) continue;
    const known = devices.get(one.device);
    if (known === undefined || (known.state !== 'good' && one.state === 'good')) {
      devices.set(one.device, one);
    }
  }
  return [...devices.values()];
}

/** Sealed access, whoever came with it. */
export function isBreakGlass({ claims }: Access): boolean {
  return claims.kind === 'break-glass';
}

export const peopleFilters = ['all', 'now', 'waiting', 'off'] as const;
export type PeopleFilter = (typeof peopleFilters)[number];

/** Those that fit the words and the choice. */
export function filterPeople(
  people: readonly PersonAccess[],
  query: string,
  filter: PeopleFilter,
): readonly PersonAccess[] {
  const words = query
    .toLowerCase()
    .split(/\s+/u)
    .filter((word) => word !== '');
  return people.filter((person) => {
    const fits =
      filter === 'all' ||
      (filter === 'now' && person.state === 'good') ||
      (filter === 'waiting' && person.invitations.some(({ state }) => state === 'waiting')) ||
      (filter === 'off' && (person.state === 'off' || person.state === 'expired'));
    if (!fits || words.length === 0) return fits;
    const text = [person.name, person.id, person.role, ...person.devices.map(({ label }) => label)]
      .join(' ')
      .toLowerCase();
    return words.every((word) => text.includes(word));
  });
}

/** Names of those who administer the workspace now: whom to ask. */
export function adminsOf(people: readonly PersonAccess[]): readonly string[] {
  return people
    .filter(({ devices }) =>
      devices.some(
        ({ state, claims: { role, docs } }) =>
          state === 'good' && role === 'admin' && docs === undefined,
      ),
    )
    .map(({ name }) => name);
}

/** What stops working with a device, since an admin's device issued it: what is good or open now. */
export function issuedBy(all: readonly Access[], device: string): readonly Access[] {
  const tokens = new Set(all.flatMap((one) => (one.device === device ? [one.id] : [])));
  return all.filter(
    ({ issuer, state }) =>
      issuer !== undefined &&
      (tokens.has(issuer.jti) || issuer.cnf.jkt === device) &&
      (state === 'good' || state === 'waiting' || state === 'not-yet'),
  );
}
