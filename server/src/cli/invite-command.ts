import { join } from 'node:path';
import encodeQr from 'qr';
import { createDeviceKey } from '@holdfast/shared/access/es256';
import { thumbprintOf } from '@holdfast/shared/access/device-key';
import { writeInvitationFragment } from '@holdfast/shared/access/invitation';
import { isPersonRole } from '@holdfast/shared/access/roles';
import { duration } from '@holdfast/shared/model/duration';
import { writeWholeFile } from '../access/private-file.ts';
import { pageAddress } from '../relay/relay-address.ts';
import { momentText } from './access-options.ts';
import { CommandError, type ExitCode, exitCodes } from './exit-codes.ts';
import { jsonText, type Output } from './output.ts';
import { sealedSheet } from './sealed-sheet.ts';
import { claimsFor, type LetIn } from './token-issue-command.ts';
import { openIssuer } from './token-issuer.ts';

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
  const issue = await openIssuer(deps);
  const key = await createDeviceKey();
  const kind = isBreakGlass ? 'break-glass' : 'invitation';
  const claims = {
    ...claimsFor(deps, { kind, jkt: thumbprintOf(key), seconds: acceptSeconds }),
    life: lifeSeconds,
  };
  const token = await issue(claims);
  const fragment = writeInvitationFragment({ workspace, key, token, relays });
  const link = `${pageAddress(first)}/join#${fragment}`;
  const words = [
    `${isBreakGlass ? 'Sealed access' : 'Invitation'} ${claims.jti} for ${claims.name} (${claims.sub}), ${role} of workspace ${workspace}.`,
    `To be opened on one device until ${momentText(claims.exp * 1000)}; good for ${duration(lifeSeconds)} from then.`,
    ...(isBreakGlass
      ? [
          'Everybody in the workspace sees when it is opened, and by which device. Keep it sealed: whoever opens it is in.',
        ]
      : ['Whoever opens it first is in: send it over a channel that only its reader sees.']),
    `To take it back: holdfast token revoke --token ${claims.jti}`,
  ];
  if (deps.sheet !== undefined) {
    const path = join(deps.folder, deps.sheet);
    const picture = picturedAs(link, 'svg');
    if (picture === undefined) throw new CommandError(tooLong);
    writeWholeFile(path, sealedSheet({ link, picture, claims }), 'secret');
    if (deps.json) output.data(jsonText({ ...claims, sheet: path }));
    else output.data(`${path} is ready to print. Delete the file afterwards.`);
  } else if (deps.json) output.data(jsonText({ ...claims, link }));
  else output.data(link);
  if (deps.sheet === undefined && deps.showsPicture)
    output.message(picturedAs(link, 'ascii') ?? tooLong);
  for (const line of words) output.message(line);
  return exitCodes.ok;
}

const tooLong = 'The link is too long for a picture. Name fewer relays or documents.';

function picturedAs(link: string, form: 'ascii' | 'svg'): string | undefined {
  try {
    return encodeQr(link, form, { ecc: 'low', border: 2 }).trimEnd();
  } catch {
    return undefined;
  }
}
