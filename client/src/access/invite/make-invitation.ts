import type { Claims } from '@holdfast/shared/access/claims';
import { delegateToken } from '@holdfast/shared/access/delegate-token';
import { type DeviceSigner, thumbprintOf } from '@holdfast/shared/access/device-key';
import { createDeviceKey } from '@holdfast/shared/access/es256';
import {
  readInvitationFragment,
  writeInvitationFragment,
} from '@holdfast/shared/access/invitation';
import { writeIssuer } from '@holdfast/shared/access/invitation-check';
import type { AcceptedDevice } from '@holdfast/shared/access/workspace-access';
import type { PersonRole } from '@holdfast/shared/access/roles';
import { createId } from '@holdfast/shared/model/ids';
import type { Random } from '@holdfast/shared/replica/ports';

export interface InvitationWish {
  readonly kind: 'invitation' | 'break-glass';
  /** Id of the person; absent where sealed access is nobody's. */
  readonly person?: string;
  readonly name: string;
  readonly role: PersonRole;
  /** Absent: all. */
  readonly docs?: readonly string[] | undefined;
  /** For how long it can be taken up, and how long it goes on after that. */
  readonly openS: number;
  readonly lifeS: number;
}

export interface MadeInvitation {
  readonly token: string;
  readonly claims: Claims;
  /** Opens the app with it. Whoever has it has the access, so it is shown once and kept nowhere. */
  readonly link: string;
}

export interface InvitationMaker {
  readonly workspace: string;
  /** Of the app. */
  readonly origin: string;
  readonly relays: readonly string[];
  /** The token of this device, which the invitation is issued with, and its key. */
  readonly via: string;
  /** What the link proves itself with: the key of the workspace, and this device as the workspace knows it. */
  readonly root?: string | undefined;
  readonly issuer?: AcceptedDevice | undefined;
  readonly signer: DeviceSigner;
  readonly random: Pick<Random, 'bytes'>;
  readonly nowMs: number;
}

/** Makes an invitation on this device, with a key of its own that only the link has. */
export async function makeInvitation(
  maker: InvitationMaker,
  wish: InvitationWish,
): Promise<MadeInvitation> {
  const { workspace, origin, relays, via, signer, random, nowMs } = maker;
  const { kind, name, role, docs, openS, lifeS } = wish;
  const key = await createDeviceKey();
  const jti = createId(random, nowMs);
  const iat = Math.floor(nowMs / 1000);
  const claims: Claims = {
    iss: 'holdfast',
    ws: workspace,
    sub: wish.person ?? `${kind}-${jti}`,
    name,
    role,
    ...(docs === undefined ? {} : { docs: [...docs] }),
    kind,
    iat,
    exp: iat + openS,
    jti,
    cnf: { jkt: thumbprintOf(key) },
    life: lifeS,
  };
  const token = await delegateToken(claims, via, signer);
  const { root, issuer } = maker;
  const isProven = root !== undefined && issuer !== undefined;
  const fragment = writeInvitationFragment({
    ...{ workspace, key, token, relays },
    ...(isProven ? { root, issuer: writeIssuer(issuer) } : {}),
  });
  return { token, claims, link: `${origin}/join#${fragment}` };
}

/** An id for somebody new, made of their name, that nobody has. */
export function personIdOf(name: string, taken: ReadonlySet<string>): string {
  const plain = name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 60);
  const base = plain === '' ? 'person' : plain;
  let id = base;
  for (let number = 2; taken.has(id); number += 1) id = `${base}-${number}`;
  return id;
}

/** Where the app may be had from with a link: its own address first, then those of the relays that it names, as a browser opens them. */
export function pageAddresses(link: string): readonly string[] {
  const { origin, hash } = new URL(link);
  const relays = readInvitationFragment(hash.slice(1))?.relays ?? [];
  const pages = relays.flatMap((relay) => {
    const url = URL.parse(relay.replace(/^ws/, 'http'));
    return url === null ? [] : [url.origin];
  });
  return [...new Set([origin, ...pages])];
}

const hourS = 3600;
const dayS = 24 * hourS;

/** How long an invitation can be opened, and how long a device then has access. An admin's device issues for at most 400 days. */
export const openChoices = [
  { seconds: hourS, words: '1 hour' },
  { seconds: dayS, words: '1 day' },
  { seconds: 7 * dayS, words: '7 days' },
  { seconds: 30 * dayS, words: '30 days' },
] as const;
export const lifeChoices = [
  { seconds: dayS, words: '1 day' },
  { seconds: 7 * dayS, words: '7 days' },
  { seconds: 30 * dayS, words: '30 days' },
  { seconds: 90 * dayS, words: '90 days' },
  { seconds: 365 * dayS, words: '1 year' },
] as const;
/**
 * Those of the choices that whoever issues can give: what an admin's device issues ends with that
 * admin's own access. `leftS`: how long that goes on; undefined where it is renewed, or not known.
 */
export function choicesWithin<Choice extends { readonly seconds: number; readonly words: string }>(
  choices: readonly Choice[],
  leftS: number | undefined,
  asLongAsOwn: string,
): readonly { readonly seconds: number; readonly words: string }[] {
  if (leftS === undefined) return choices;
  const given = choices.filter(({ seconds }) => seconds <= leftS);
  if (given.length === choices.length) return choices;
  return [...given, { seconds: Math.max(60, Math.floor(leftS)), words: asLongAsOwn }];
}

/** The same of sealed access. */
export const sealedOpenChoices = [
  { seconds: 30 * dayS, words: '30 days' },
  { seconds: 90 * dayS, words: '90 days' },
  { seconds: 180 * dayS, words: '180 days' },
  { seconds: 365 * dayS, words: '1 year' },
] as const;
export const sealedLifeChoices = [
  { seconds: hourS, words: '1 hour' },
  { seconds: 4 * hourS, words: '4 hours' },
  { seconds: 12 * hourS, words: '12 hours' },
  { seconds: dayS, words: '1 day' },
  { seconds: 3 * dayS, words: '3 days' },
] as const;
