import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { personRoles } from '@holdfast/shared/access/roles';
import { type SignInLimits, signInLimitsSchema } from '@holdfast/shared/access/sign-in-limits';
import {
  createSigningKey,
  publicEnding,
  readKeys,
  secretEnding,
  writeSigningKey,
} from '../access/key-files.ts';
import { CommandError, type ExitCode, exitCodes } from './exit-codes.ts';
import { jsonText, type Output } from './output.ts';

export interface SignInKeyDeps {
  readonly folder: string;
  readonly workspace: string;
  readonly label: string;
  /** The highest role that it may give. */
  readonly highestRole: string;
  /** The longest that what it signs is good for. */
  readonly longestLifeS: number;
  readonly nowMs: number;
  readonly json: boolean;
  readonly output: Output;
}

/** Makes a key that lies on relays where people sign in with a provider: it may sign little, and every relay checks that. */
export async function createSignInKey(deps: SignInKeyDeps): Promise<ExitCode> {
  const { folder, workspace, label, nowMs, json, output } = deps;
  const limits = limitsOf(deps);
  const others = existsSync(folder) ? readKeys(folder).secret : [];
  if (others.some((key) => key.limits === undefined)) {
    throw new CommandError(
      `${folder} holds a key that may sign anything. Keep this one, which goes to relays, apart: give another --dir.`,
      exitCodes.usage,
    );
  }
  const key = await createSigningKey({ ws: workspace, label, nowMs, limits });
  writeSigningKey(folder, key);
  const file = join(folder, key.kid);
  if (json)
    output.data(jsonText({ kid: key.kid, workspace, limits, file: `${file}${publicEnding}` }));
  else output.data(`Key ${key.kid} for signing in to workspace ${workspace} is in ${folder}`);
  output.message(
    [
      'Next:',
      `  1. Copy ${file}${publicEnding} into the folder of keys of every relay.`,
      `  2. Put ${file}${secretEnding} on the relays where people sign in, readable by the relay alone: --sign-in-key FILE.`,
      '  3. Set up the provider: docs/sign-in.md.',
    ].join('\n'),
  );
  return exitCodes.ok;
}

function limitsOf({ highestRole, longestLifeS }: SignInKeyDeps): SignInLimits {
  const read = signInLimitsSchema.safeParse({ use: 'sign-in', highestRole, longestLifeS });
  if (read.success) return read.data;
  const isRole = personRoles.some((role) => role === highestRole);
  throw new CommandError(
    isRole
      ? '--longest-life: from a minute to 400 days'
      : `--highest-role: one of ${personRoles.join(', ')}`,
    exitCodes.usage,
  );
}
