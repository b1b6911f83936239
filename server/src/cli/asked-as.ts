import { CredentialsError, readCredentials } from '../access/credentials.ts';
import type { AskedAs } from './ask-relay.ts';
import { CommandError } from './exit-codes.ts';

/** Whom relays are asked as; undefined where no folder of credentials was named. */
export async function askedAs(
  { credentials }: { readonly credentials?: string | undefined },
  workspace: string,
): Promise<AskedAs | undefined> {
  if (credentials === undefined) return undefined;
  try {
    return await readCredentials(credentials, workspace);
  } catch (error) {
    if (error instanceof CredentialsError) throw new CommandError(error.message);
    throw error;
  }
}
