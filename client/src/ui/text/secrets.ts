import type { SecretKind } from '@holdfast/shared/markdown/lint-secrets';
import { secretsInWords } from './lint.ts';

/** Before something that looks like a secret is shared. */
export const secretsText = {
  looksLike: (kinds: readonly SecretKind[]) =>
    `This looks like ${secretsInWords(kinds)}. Everybody in the workspace will see it, and it stays in the history. Nothing is shared yet.`,
  keepOut: 'Keep it out',
  shareAnyway: 'Share it anyway',
} as const;
