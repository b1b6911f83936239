import { existsSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { thumbprintOf } from '@holdfast/shared/access/device-key';
import type { SigningKey } from '@holdfast/shared/access/signing-key';
import { CredentialsError, openDevice } from '../access/credentials.ts';
import {
  createSigningKey,
  type KeysInFolder,
  publicEnding,
  readKeys,
  readPublicKey,
  type SecretSigningKey,
  secretEnding,
  writePublicKey,
  writeSigningKey,
} from '../access/key-files.ts';
import { isReadableByOthers } from '../access/private-file.ts';
import { momentText } from './access-options.ts';
import { CommandError, type ExitCode, exitCodes } from './exit-codes.ts';
import { jsonText, type Output, table } from './output.ts';

interface KeysDeps {
  /** The folder of keys. */
  readonly folder: string;
  readonly json: boolean;
  readonly output: Output;
}

interface OfWorkspace {
  readonly workspace: string;
  readonly label: string;
  readonly nowMs: number;
}

/** Makes the first key of a workspace. */
export async function createKeys(deps: KeysDeps & OfWorkspace): Promise<ExitCode> {
  const { folder, workspace, output } = deps;
  const known = keysIn(folder)?.secret.find(({ ws }) => ws === workspace);
  if (known !== undefined) {
    throw new CommandError(
      `${folder} has a key of workspace ${workspace} already. To put another in its place: holdfast keys rotate`,
    );
  }
  const key = await newKey(deps);
  if (deps.json) output.data(jsonText(described(folder, key)));
  else output.data(`Key ${key.kid} of workspace ${workspace} is in ${folder}`);
  output.message(
    [
      'Next:',
      `  1. Copy ${join(folder, key.kid)}${publicEnding} into a folder on every relay, and start each with --keys FOLDER.`,
      `     The file ending in ${secretEnding} stays here: whoever has it can let anybody in. Keep a copy of it somewhere safe.`,
      '  2. Let the first admin in: holdfast invite --role admin --name "Your Name" --relay https://…',
    ].join('\n'),
  );
  return exitCodes.ok;
}

/** Makes a new key beside those there are, which are trusted for some time yet. */
export async function rotateKeys(
  deps: KeysDeps &
    OfWorkspace & { readonly overlapSeconds: number; readonly relays: readonly string[] },
): Promise<ExitCode> {
  const { folder, workspace, output, nowMs, relays } = deps;
  const before = keysIn(folder)?.trusted.filter(
    ({ ws, until }) => ws === workspace && (until === undefined || Date.parse(until) > nowMs),
  );
  if (before === undefined || before.length === 0) {
    throw new CommandError(
      `${folder} has no key of workspace ${workspace}. Make the first one: holdfast keys create`,
    );
  }
  const after = keysIn(folder)?.secret.find(
    ({ ws, limits }) => ws === workspace && limits === undefined,
  );
  const until = new Date(nowMs + deps.overlapSeconds * 1000).toISOString();
  const retired = before.map((old): SigningKey => {
    const sooner = old.until !== undefined && old.until < until ? old.until : until;
    return { ...old, until: sooner };
  });
  const ends = retired.find(({ kid }) => kid === after?.kid)?.until;
  const key = await newKey(deps, after && { key: after, until: ends ?? until });
  for (const old of retired) writePublicKey(folder, old);
  if (deps.json) {
    output.data(
      jsonText({
        key: described(folder, key),
        retired: retired.map((old) => described(folder, old)),
      }),
    );
  } else {
    output.data(`Key ${key.kid} of workspace ${workspace} is in ${folder}`);
    for (const old of retired)
      output.data(`Key ${old.kid} ends on ${momentText(Date.parse(old.until ?? ''))}`);
  }
  const copied = [key, ...retired].map(({ kid }) => `       ${join(folder, kid)}${publicEnding}`);
  output.message(
    [
      'Next:',
      `  1. Copy these into the folder of keys of ${relays.length === 0 ? 'every relay' : 'every relay, among them'}:`,
      ...copied,
      ...relays.map((relay) => `       to ${relay}`),
      '     Relays read the folder again by themselves; nobody is cut off by that.',
      ...(after === undefined
        ? [
            '     The secret half of no old key is here to sign the new one: devices that go by an old one will refuse invitations of the new one until their data here is cleared.',
          ]
        : []),
      `  2. Until ${momentText(Date.parse(until))}, give new tokens to all who have one of an old key.`,
      `  3. After that, delete the old files ending in ${secretEnding}.`,
      'An old key that somebody else may have seen: take its files away from the relays at once.',
    ].join('\n'),
  );
  return exitCodes.ok;
}

/** Lists the keys in a folder. Fails where one cannot be used, or is readable by others. */
export function listKeys({
  folder,
  json,
  output,
  nowMs,
}: KeysDeps & { readonly nowMs: number }): ExitCode {
  const keys = keysIn(folder);
  if (keys === undefined) throw new CommandError(`There is no folder ${folder}.`);
  const secret = new Set(keys.secret.map(({ kid }) => kid));
  const problems = [...keys.problems, ...openToOthers(folder, keys)];
  const rows = keys.trusted.map((key) => ({
    ...described(folder, key),
    signsHere: secret.has(key.kid),
    state: key.until !== undefined && Date.parse(key.until) <= nowMs ? 'ended' : 'trusted',
  }));
  if (json) output.data(jsonText({ keys: rows, problems }));
  else if (rows.length > 0) {
    output.data(
      table(
        rows.map(({ kid, workspace, created, until, signsHere, state, label }) => [
          kid,
          workspace,
          state,
          created === undefined ? '' : `made ${created.slice(0, 10)}`,
          until === undefined ? 'no end' : `until ${until.slice(0, 10)}`,
          signsHere ? 'can sign here' : '',
          label ?? '',
        ]),
      ),
    );
  } else output.message(`There are no keys in ${folder}.`);
  for (const problem of problems) output.message(problem);
  return problems.length > 0 ? exitCodes.problemsFound : exitCodes.ok;
}

/** Puts a public key into a relay's folder, once it is known to be one. */
export function trustKey({
  file,
  into,
  json,
  output,
}: {
  readonly file: string;
  readonly into: string;
  readonly json: boolean;
  readonly output: Output;
}): ExitCode {
  if (basename(file).endsWith(secretEnding)) {
    throw new CommandError(
      `${file} holds the secret half of a key, which no relay needs. Take the file that ends in ${publicEnding}.`,
      exitCodes.usage,
    );
  }
  const read = readPublicKey(resolve(file));
  if (!read.ok) throw new CommandError(read.problem);
  const path = writePublicKey(into, read.key);
  if (json) output.data(jsonText({ ...described(into, read.key), path }));
  else output.data(`Key ${read.key.kid} of workspace ${read.key.ws} is trusted in ${into}`);
  return exitCodes.ok;
}

/** Makes the key of a machine or a command line, or says what it is. */
export async function deviceKey({
  credentials,
  label,
  json,
  output,
}: {
  readonly credentials: string;
  readonly label: string;
  readonly json: boolean;
  readonly output: Output;
}): Promise<ExitCode> {
  try {
    const device = await openDevice(credentials, label);
    const jkt = thumbprintOf(device.secret);
    if (json) output.data(jsonText({ device: jkt, label: device.label, new: device.isNew }));
    else output.data(jkt);
    output.message(
      `${device.isNew ? 'Made' : 'This is'} the key of this device. An admin issues a token for it: holdfast token issue --device ${jkt} --role … --name …`,
    );
    return exitCodes.ok;
  } catch (error) {
    if (error instanceof CredentialsError) throw new CommandError(error.message);
    throw error;
  }
}

async function newKey(
  { folder, workspace, label, nowMs }: KeysDeps & OfWorkspace,
  after?: { readonly key: SecretSigningKey; readonly until: string },
) {
  const key = await createSigningKey({
    ...{ ws: workspace, label, nowMs },
    ...(after === undefined ? {} : { after: after.key, afterUntil: after.until }),
  });
  writeSigningKey(folder, key);
  return key;
}

function keysIn(folder: string): KeysInFolder | undefined {
  return existsSync(folder) ? readKeys(folder) : undefined;
}

function openToOthers(folder: string, { secret }: KeysInFolder): readonly string[] {
  return secret
    .map(({ kid }) => join(folder, `${kid}${secretEnding}`))
    .filter((path) => isReadableByOthers(path))
    .map((path) => `${path} can be read by others on this machine. Run: chmod 600 ${path}`);
}

function described(folder: string, { kid, ws, created, until, label }: SigningKey) {
  return {
    kid,
    workspace: ws,
    created,
    until,
    label,
    file: join(folder, `${kid}${publicEnding}`),
  };
}
