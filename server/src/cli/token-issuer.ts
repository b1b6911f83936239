import { existsSync } from 'node:fs';
import { type Claims, readClaims } from '@holdfast/shared/access/claims';
import { delegateToken } from '@holdfast/shared/access/delegate-token';
import type { SigningKey } from '@holdfast/shared/access/signing-key';
import { type Credentials, CredentialsError, readCredentials } from '../access/credentials.ts';
import { issueToken, readKeys } from '../access/key-files.ts';
import { CommandError } from './exit-codes.ts';

/** Signs claims, with a key of the workspace or as an admin's device. */
export interface Issuer {
  readonly issue: (claims: Claims) => Promise<string>;
  /** The key that signs; absent where an admin's device does. */
  readonly key?: SigningKey;
  /** That admin's device. */
  readonly admin?: Credentials;
}

/**
 * With a folder of credentials: as that admin's device. Otherwise with the newest key of the
 * workspace in the folder of keys.
 */
export async function openIssuer({
  keys,
  credentials,
  workspace,
}: {
  readonly keys: string;
  readonly credentials: string | undefined;
  readonly workspace: string;
}): Promise<Issuer> {
  if (credentials !== undefined) return await adminDevice(credentials, workspace);
  const key = existsSync(keys)
    ? readKeys(keys).secret.find(({ ws }) => ws === workspace)
    : undefined;
  if (key === undefined) {
    throw new CommandError(
      `${keys} has no key of workspace ${workspace} that can sign. Name the folder with --dir DIR, make a key (holdfast keys create), or come as an admin with --credentials DIR.`,
    );
  }
  return { issue: (claims) => issueToken(claims, key), key };
}

async function adminDevice(folder: string, workspace: string): Promise<Issuer> {
  try {
    const admin = await readCredentials(folder, workspace);
    const { token, signer } = admin;
    const own = readClaims(token);
    const isWhole = own?.role === 'admin' && own.docs === undefined && own.via === undefined;
    // Relays would refuse what it issues: it must not leave behind access that outlives it.
    if (!isWhole || own.kind === 'break-glass') {
      throw new CommandError(
        `What ${folder} has for workspace ${workspace} is no admin's own token: it cannot let others in.`,
      );
    }
    return { issue: (claims) => delegateToken(claims, token, signer), admin };
  } catch (error) {
    if (error instanceof CredentialsError) throw new CommandError(error.message);
    throw error;
  }
}
