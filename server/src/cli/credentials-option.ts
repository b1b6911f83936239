import { resolve } from 'node:path';
import { CommandError, exitCodes } from './exit-codes.ts';
import type { ProgramDeps } from './program-deps.ts';

export const credentialsHelp =
  'folder with the key of this device and its tokens (HOLDFAST_CREDENTIALS)';

/** The folder of credentials, as typed or in the environment; undefined where neither names one. */
export function credentialsFolder(
  { env, folder }: Pick<ProgramDeps, 'env' | 'folder'>,
  typed: string | undefined,
): string | undefined {
  const named = typed ?? env['HOLDFAST_CREDENTIALS'];
  return named === undefined || named === '' ? undefined : resolve(folder, named);
}

export function neededCredentials(deps: ProgramDeps, typed: string | undefined): string {
  const named = credentialsFolder(deps, typed);
  if (named !== undefined) return named;
  throw new CommandError('Name the folder with --credentials DIR.', exitCodes.usage);
}
