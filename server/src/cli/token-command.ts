import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { type Claims, readClaims } from '@holdfast/shared/access/claims';
import { checkToken } from '@holdfast/shared/access/check-token';
import { thumbprintOf } from '@holdfast/shared/access/device-key';
import { reasonInWords } from '@holdfast/shared/access/close-reason';
import { checkInvitation } from '@holdfast/shared/access/invitation-check';
import { type Invitation, readInvitationFragment } from '@holdfast/shared/access/invitation';
import {
  noAccess,
  readWorkspaceAccess,
  revoke,
  type RevokedThing,
  unrevoke,
  type WorkspaceAccess,
} from '@holdfast/shared/access/workspace-access';
import { ownedLabel } from '@holdfast/shared/access/owned-label';
import { writeWipeOrder } from '@holdfast/shared/access/wipe-order';
import { duration } from '@holdfast/shared/model/duration';
import { CredentialsError, keepToken, openDevice } from '../access/credentials.ts';
import { readKeys } from '../access/key-files.ts';
import { relayAddress } from '../relay/relay-address.ts';
import { momentText } from './access-options.ts';
import type { AskedAs } from './ask-relay.ts';
import { askedAs } from './asked-as.ts';
import { CommandError, type ExitCode, exitCodes } from './exit-codes.ts';
import { jsonText, type Output, table } from './output.ts';
import { chooseRelays, rememberRelays } from './relay-choice.ts';
import type { Session } from './session.ts';
import { type StillCutOff, stillCutOff, stillCutOffText } from './still-cut-off.ts';
import { savedText, withSession, type WorkspaceCommandDeps } from './workspace-command.ts';

interface Given {
  readonly token: string;
  readonly claims: Claims;
  readonly invitation: Invitation | undefined;
}

/** A token or an invitation's link: itself, or in a file, or `-` for standard input. */
function readGiven(text: string, folder: string): Given {
  const content = isWritten(text) ? text : contentOf(text, folder);
  const trimmed = content.trim();
  const hash = trimmed.indexOf('#');
  const invitation = hash < 0 ? undefined : readInvitationFragment(trimmed.slice(hash));
  const token = invitation?.token ?? trimmed;
  const claims = readClaims(token);
  if (claims === undefined) {
    throw new CommandError(
      'That is neither a token nor the whole link of an invitation.',
      exitCodes.usage,
    );
  }
  return { token, claims, invitation };
}

function isWritten(text: string): boolean {
  return text.includes('#') || readClaims(text.trim()) !== undefined;
}

function contentOf(name: string, folder: string): string {
  const path = name === '-' ? 0 : resolve(folder, name);
  try {
    return readFileSync(path, 'utf8');
  } catch {
    throw new CommandError(
      'That is neither a token nor the whole link of an invitation, nor a file with one.',
      exitCodes.usage,
    );
  }
}

/** Says what a token or a link allows; with keys at hand, whether it is good. */
export async function inspectToken({
  given,
  keys,
  folder,
  json,
  output,
  nowMs,
}: {
  readonly given: string;
  /** A folder of keys; what is signed is not checked where it is not there. */
  readonly keys: string;
  readonly folder: string;
  readonly json: boolean;
  readonly output: Output;
  readonly nowMs: number;
}): Promise<ExitCode> {
  const { token, claims, invitation } = readGiven(given, folder);
  const trusted = existsSync(keys) ? readKeys(keys).trusted : [];
  const checked =
    trusted.length === 0 || claims.via !== undefined
      ? undefined
      : await checkToken({
          token,
          keys: new Map(trusted.map((key) => [key.kid, key])),
          workspace: claims.ws,
          nowMs,
          access: noAccess,
        });
  const verdict =
    checked === undefined
      ? 'not checked: needs the public key in --keys DIR'
      : checked.ok
        ? 'good, unless it was revoked'
        : `${checked.reason}: ${reasonInWords(checked.reason)}`;
  if (json) {
    const result = checked === undefined ? null : checked.ok ? 'good' : checked.reason;
    output.data(jsonText({ ...claims, relays: invitation?.relays, result }));
  } else output.data(table([...claimRows(claims, invitation), ['result', verdict]]));
  return checked?.ok === false ? exitCodes.problemsFound : exitCodes.ok;
}

function claimRows(
  claims: Claims,
  invitation: Invitation | undefined,
): readonly (readonly string[])[] {
  const { sub, name, role, ws, kind, docs, iat, exp, nbf, life, jti, cnf, via } = claims;
  const issuer = via === undefined ? undefined : readClaims(via);
  return [
    ['token', jti],
    ['kind', kind],
    ['for', `${name} (${sub})`],
    ['role', role],
    ['workspace', ws],
    ...(docs === undefined ? [] : [['documents', docs.join(', ')]]),
    ['issued', momentText(iat * 1000)],
    ...(issuer === undefined ? [] : [['issued by', `${issuer.name} (${issuer.sub})`]]),
    ...(nbf === undefined ? [] : [['not before', momentText(nbf * 1000)]]),
    [life === undefined ? 'until' : 'to be accepted until', momentText(exp * 1000)],
    ...(life === undefined ? [] : [['then good for', duration(life)]]),
    ['bound to', cnf.jkt],
    ...(invitation === undefined ? [] : [['relays', invitation.relays.join(', ')]]),
  ];
}

/** Keeps a token, or accepts an invitation, on this machine. */
export async function useToken({
  given,
  credentials,
  label,
  who,
  folder,
  json,
  output,
}: {
  readonly given: string;
  readonly credentials: string;
  readonly label: string;
  /** Who uses sealed access, which is nobody's by name. */
  readonly who: string | undefined;
  readonly folder: string;
  readonly json: boolean;
  readonly output: Output;
}): Promise<ExitCode> {
  const { token, claims, invitation } = readGiven(given, folder);
  if (invitation !== undefined && (await checkInvitation(invitation, undefined)) === 'forged') {
    throw new CommandError(
      'That is not a genuine invitation: its parts do not fit each other. Ask an admin for a new link.',
    );
  }
  const isSealed = claims.kind === 'break-glass';
  if (isSealed && (who ?? '').trim() === '') {
    throw new CommandError(
      'That is break-glass access, which is nobody’s until somebody says who they are, and everybody sees who uses it: give your name with --who.',
    );
  }
  const called = isSealed ? ownedLabel((who ?? '').trim(), label) : label;
  try {
    const device = await openDevice(credentials, called);
    if (isSealed && device.label !== called) {
      throw new CommandError(
        `The device in ${credentials} is called “${device.label}” already, which does not say who you are: give another folder with --credentials.`,
      );
    }
    await keepToken(credentials, token, invitation?.key);
  } catch (error) {
    if (error instanceof CredentialsError) throw new CommandError(error.message);
    throw error;
  }
  const relays = (invitation?.relays ?? []).flatMap((relay) => relayAddress(relay) ?? []);
  if (relays.length > 0) rememberRelays(folder, { relays, workspace: claims.ws });
  if (json)
    output.data(jsonText({ token: claims.jti, workspace: claims.ws, role: claims.role, relays }));
  else
    output.data(
      `${credentials} lets ${claims.name} in as ${claims.role} of workspace ${claims.ws}`,
    );
  if (invitation !== undefined && isWritten(given)) {
    output.message(
      'The link was an argument: it stands in the history of this shell, and others on this machine could see it. Next time: holdfast token use - and paste it, or name a file.',
    );
  }
  if (invitation !== undefined) {
    output.message(
      'The invitation is accepted once a command reaches a relay: try holdfast list documents. Delete the link: it is no use to anybody then.',
    );
  }
  return exitCodes.ok;
}

/** Cuts off a token, a device or a person, or takes that back. */
export async function revokeAccess(
  deps: WorkspaceCommandDeps & {
    readonly thing: RevokedThing;
    readonly by: string;
    readonly reason: string;
    readonly wipe: boolean;
    readonly undo: boolean;
    readonly nowMs: number;
  },
): Promise<ExitCode> {
  const { thing, undo, output, by, reason, wipe, nowMs: atMs } = deps;
  const own = await askedAs(deps, chooseRelays(deps).workspace);
  if (own !== undefined && !undo && isOwn(thing, own)) {
    throw new CommandError(
      'That would cut off the credentials that this command comes with, and nobody would be left to say whether it was saved. Come as another admin.',
    );
  }
  const isWipe = wipe && !undo;
  if (isWipe && (own === undefined || !('device' in thing))) {
    throw new CommandError(
      'A copy is deleted on one device, by order of an admin: give --device THUMBPRINT and --credentials DIR.',
      exitCodes.usage,
    );
  }
  return withSession(deps, async (session, { workspace }) => {
    const order =
      isWipe && own !== undefined && 'device' in thing
        ? await wipeOrder(session, own, { workspace, device: thing.device, atMs })
        : undefined;
    let problem: string | undefined;
    const changed = await session.change('workspace', (doc) => {
      const result = undo
        ? unrevoke(doc, thing)
        : revoke(doc, thing, { by, atMs, reason, wipe, order });
      if (!result.ok) problem = result.problem;
      return result.ok && result.changed;
    });
    if (problem !== undefined) throw new CommandError(problem, exitCodes.usage);
    const what = Object.entries(thing)
      .map(([kind, id]) => `${kind} ${id}`)
      .join('');
    const done = undo ? `The ${what} is let in again.` : `The ${what} is cut off.`;
    const still = undo && 'person' in thing ? await stillOf(session, thing.person) : undefined;
    const told = { ...thing, undo, changed, ...(still && { stillCutOff: still }) };
    if (!changed) {
      if (deps.json) output.data(jsonText(told));
      output.message('Nothing to write: it was so already.');
      if (still && still.length > 0) output.message(stillCutOffText(still));
      return exitCodes.ok;
    }
    const saved = await session.saved();
    if (deps.json) output.data(jsonText({ ...told, savedOnRelays: saved.relays }));
    else output.data(done);
    output.message(savedText(saved));
    if (still && still.length > 0) output.message(stillCutOffText(still));
    if (!undo) {
      output.message(
        'Each relay closes its connections as soon as it hears of this: those that are reachable at once, one that is cut off when it is reachable again.',
      );
    }
    return exitCodes.ok;
  });
}

function isOwn(thing: RevokedThing, { token, signer }: AskedAs): boolean {
  const claims = readClaims(token);
  if ('token' in thing) return thing.token === claims?.jti;
  if ('device' in thing) return thing.device === thumbprintOf(signer.key);
  return thing.person === claims?.sub;
}

/** What the device obeys: a relay's word alone would let any relay delete copies. */
async function wipeOrder(
  session: Session,
  own: AskedAs,
  wipe: { readonly workspace: string; readonly device: string; readonly atMs: number },
): Promise<string> {
  return writeWipeOrder(wipe, own, await accessOf(session));
}

async function stillOf(session: Session, person: string): Promise<readonly StillCutOff[]> {
  return stillCutOff(await accessOf(session), person);
}

async function accessOf(session: Session): Promise<WorkspaceAccess> {
  const doc = await session.read('workspace');
  const access = doc === undefined ? noAccess : readWorkspaceAccess(doc);
  doc?.destroy();
  return access;
}
