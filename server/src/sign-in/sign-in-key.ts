import type { Claims } from '@holdfast/shared/access/claims';
import type { SignInLimits } from '@holdfast/shared/access/sign-in-limits';
import type { WorkspaceName } from '@holdfast/shared/protocol/names';
import { issueToken, readSecretKey } from '../access/key-files.ts';
import { createSeal, type Seal } from './sealed.ts';

/** The key that signs for one workspace what comes of signing in. */
export interface SignInKey {
  readonly workspace: WorkspaceName;
  /** Its thumbprint. */
  readonly kid: string;
  readonly limits: SignInLimits;
  sign(claims: Claims): Promise<string>;
  readonly seal: Seal;
}

/** A file that signing in needs cannot be read, or is not what it should be. The message is for a person. */
export class SignInFileError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'SignInFileError';
  }
}

/** @throws SignInFileError */
export function readSignInKey(path: string): SignInKey {
  const read = readSecretKey(path);
  if (!read.ok) throw new SignInFileError(`--sign-in-key: ${read.problem}`);
  const { key } = read;
  const { limits } = key;
  // Whoever takes this machine over could else make admins at every relay of the workspace.
  if (limits === undefined)
    throw new SignInFileError(
      `${path} is a key for everything, which no relay should have. Make one with: holdfast keys create --for sign-in`,
    );
  return {
    workspace: key.ws,
    kid: key.kid,
    limits,
    sign: (claims) => issueToken(claims, key),
    seal: createSeal(Buffer.from(key.d, 'base64url'), 'holdfast-sign-in-renewal-1'),
  };
}
