import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder that holds the workspaces. */
export const repositoryRoot = dirname(dirname(fileURLToPath(import.meta.url)));

export const workspaces = ['shared', 'server', 'client', 'sim', 'bench', 'e2e'] as const;

/** The path of a command that a dependency installed. */
export function installedCommand(name: string): string {
  return join(repositoryRoot, 'node_modules', '.bin', name);
}
