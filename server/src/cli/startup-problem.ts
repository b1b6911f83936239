import { StoreFault } from '@holdfast/shared/replica/ports';
import { KeysFolderError } from '../access/trusted-keys.ts';
import { hostAndPort } from '../config-values.ts';
import type { RelayConfig } from '../config.ts';
import { WebhookSecretError } from '../outgoing/read-secret.ts';
import { CertificateError } from '../relay/http-server.ts';
import { RoleRulesError } from '../sign-in/roles-file.ts';
import { SignInFileError } from '../sign-in/sign-in-key.ts';
import { FolderLockedError } from '../store/folder-lock.ts';

/** One line for a person about why a relay did not start, or undefined where the cause is a bug. */
export function startupProblem(
  error: unknown,
  { listen }: Pick<RelayConfig, 'listen'>,
): string | undefined {
  if (error instanceof FolderLockedError || error instanceof StoreFault) return error.message;
  if (error instanceof WebhookSecretError || error instanceof KeysFolderError) return error.message;
  if (error instanceof CertificateError) return error.message;
  if (error instanceof SignInFileError || error instanceof RoleRulesError) return error.message;
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const place = hostAndPort(listen);
  switch (code) {
    case 'EADDRINUSE':
      return `Port ${listen.port} on ${listen.host} is taken. Stop the program that uses it, or choose another with --listen.`;
    case 'EACCES':
      return `This user may not listen on ${place}. Choose a port above 1023 with --listen.`;
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return `${listen.host} is no address of this machine. Choose another with --listen.`;
    default:
      return undefined;
  }
}
