import { resolve } from 'node:path';
import encodeQr from 'qr';
import { longestDelegatedSeconds } from '@holdfast/shared/access/check-token';
import { readClaims } from '@holdfast/shared/access/claims';
import { createDeviceKey } from '@holdfast/shared/access/es256';
import { thumbprintOf } from '@holdfast/shared/access/device-key';
import { writeInvitationFragment } from '@holdfast/shared/access/invitation';
import { noteInvited } from '@holdfast/shared/access/invited';
import { isPersonRole } from '@holdfast/shared/access/roles';
import { duration } from '@holdfast/shared/model/duration';
import { writeWholeFile } from '../access/private-file.ts';
import { pageAddress } from '../relay/relay-address.ts';
import type { Environment } from '../config.ts';
import { momentText } from './access-options.ts';
import { askedAs } from './asked-as.ts';
import { CommandError, type ExitCode, exitCodes } from './exit-codes.ts';
import { invitationProof } from './invitation-proof.ts';
import { jsonText, type Output } from './output.ts';
import { sealedSheet } from './sealed-sheet.ts';
import { claimsFor, type LetIn } from './token-issue-command.ts';
import { openIssuer } from './token-issuer.ts';
import { withSession } from './workspace-command.ts';

export interface InviteDeps extends LetIn {
  readonly keys: string;
  /** Of an admin who invites without a key of the workspace. */
  readonly credentials: string | undefined;
  readonly relays: readonly string[];
  /** Seconds in which it can be accepted. */
  readonly acceptSeconds: number;
  /** Seconds that it is good for afterwards. */
  readonly lifeSeconds: number;
  readonly isBreakGlass: boolean;
  /** A file to print, in place of a picture in the terminal. */
  readonly sheet: string | undefined;
  readonly showsPicture: boolean;
  readonly json: boolean;
  readonly output: Output;
  readonly env: Environment;
  /** The current folder. */
  readonly folder: string;
}

/** Makes an invitation: a link, and a picture of it, whose secret is behind the `#`. */
export async function invite(deps: InviteDeps): Promise<ExitCode> {
  const { role, output, relays, workspace, isBreakGlass, lifeSeconds, acceptSeconds } = deps;
  if (!isPersonRole(role)) {
    throw new CommandError(
      `A ${role} is a machine: make its key there (holdfast keys device) and issue a token for it (holdfast token issue).`,
      exitCodes.usage,
    );
  }
  const [first] = relays;
  if (first === undefined)
    throw new CommandError('Name a relay with --relay URL.', exitCodes.usage);
  // Relays would refuse it, and only whoever opens the link would hear of that.
  if (deps.credentials !== undefined && acceptSeconds + lifeSeconds > longestDelegatedSeconds) {
    throw new CommandError(
      `An admin's device lets others in for ${duration(longestDelegatedSeconds)} at most, --accept-within and --life together. For longer, sign with the key of the workspace: --dir DIR.`,
      exitCodes.usage,
    );
  }
  const issuer = await openIssuer(deps);
  const key = await createDeviceKey();
  const kind = isBreakGlass ? 'break-glass' : 'invitation';
  const claims = {
    ...claimsFor(deps, { kind, jkt: thumbprintOf(key), seconds: acceptSeconds }),
    life: lifeSeconds,
  };
  const token = await issuer.issue(claims);
  const proof = await invitationProof(issuer, workspace, relays);
  const fragment = writeInvitationFragment({
    ...{ workspace, key, token, relays },
    ...proof,
  });
  const link = `${pageAddress(first)}/join#${fragment}`;
  const words = [
    `${isBreakGlass ? 'Sealed access' : 'Invitation'} ${claims.jti} for ${claims.name} (${claims.sub}), ${role} of workspace ${workspace}.`,
    `To be opened on one device until ${momentText(claims.exp * 1000)}; good for ${duration(lifeSeconds)} from then.`,
    ...(isBreakGlass
      ? [
          'Everybody in the workspace sees when it is opened, and by which device. Keep it sealed: whoever opens it is in.',
        ]
      : ['Whoever opens it first is in: send it over a channel that only its reader sees.']),
    ...(proof.root === undefined
      ? [
          'No relay told the key behind it: whoever opens it cannot check it by that before a relay does.',
        ]
      : []),
    `To take it back: holdfast token revoke --token ${claims.jti}`,
  ];
  if (deps.sheet !== undefined) {
    const path = resolve(deps.folder, deps.sheet);
    const picture = picturedAs(link, 'svg');
    if (picture === undefined) throw new CommandError(tooLong);
    writeWholeFile(
      path,
      sealedSheet({ link, picture, claims, pages: relays.map(pageAddress) }),
      'secret',
    );
    if (deps.json) output.data(jsonText({ ...claims, sheet: path }));
    else output.data(`${path} is ready to print. Delete the file afterwards.`);
  } else if (deps.json) output.data(jsonText({ ...claims, link }));
  else output.data(link);
  if (deps.sheet === undefined && deps.showsPicture)
    output.message(picturedAs(link, 'ascii') ?? tooLong);
  for (const line of words) output.message(line);
  if (deps.credentials !== undefined) await listInvitation(deps, token);
  return exitCodes.ok;
}

/** Writes down for other admins that it was made. It is as good without. */
async function listInvitation(deps: InviteDeps, token: string): Promise<void> {
  const by = await byWhom(deps.credentials, deps.workspace);
  try {
    await withSession(deps, async (session) => {
      const note = { token, by, atMs: deps.nowMs };
      await session.change('workspace', (doc) => noteInvited(doc, note).ok);
      await session.saved();
    });
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    deps.output.message('It could not be put on the list of open invitations: no relay took it.');
  }
}

async function byWhom(credentials: string | undefined, workspace: string): Promise<string> {
  const own = await askedAs({ credentials }, workspace);
  return own === undefined ? '' : (readClaims(own.token)?.name ?? '');
}

const tooLong = 'The link is too long for a picture. Name fewer relays or documents.';

function picturedAs(link: string, form: 'ascii' | 'svg'): string | undefined {
  try {
    return encodeQr(link, form, { ecc: 'low', border: 2 }).trimEnd();
  } catch {
    return undefined;
  }
}
