import { z } from 'zod/mini';
import type { FolderRow } from './folders.ts';
import type { KeptTexts } from './kept-corrections.ts';

/** What somebody said of one repository: which components its folders are, and what does not count. */
export interface GitChoices {
  /** Id of the component that the rest of it belongs to; empty where none was chosen. */
  readonly component: string;
  readonly repository: string;
  readonly rows: readonly FolderRow[];
  /** Patterns, as somebody typed them. */
  readonly exclude: string;
}

const keptSchema = z.object({
  component: z.catch(z.string(), ''),
  repository: z.catch(z.string().check(z.maxLength(100)), ''),
  rows: z.catch(z.array(z.object({ folder: z.string(), component: z.string() })), []),
  exclude: z.catch(z.string(), ''),
});

/** Nobody said anything of it. */
export function noChoices(name: string): GitChoices {
  return { component: '', repository: name, rows: [], exclude: '' };
}

/**
 * What was said of a repository in a workspace on this device; nothing where it cannot be read.
 *
 * @param name of the repository, as its log is called
 */
export function readChoicesKept(
  workspace: string,
  name: string,
  texts: () => KeptTexts,
): GitChoices {
  const nothing = noChoices(name);
  try {
    const read = keptSchema.safeParse(JSON.parse(texts().getItem(keyOf(workspace, name)) ?? ''));
    return read.success ? { ...read.data, repository: read.data.repository || name } : nothing;
  } catch {
    // Forbidden, broken, or never said: what is not there has to be said again.
    return nothing;
  }
}

/** @returns whether it is kept; a browser may forbid it, or have no room */
export function keepChoices(
  workspace: string,
  name: string,
  choices: GitChoices,
  texts: () => KeptTexts,
): boolean {
  const isNothing = JSON.stringify(choices) === JSON.stringify(noChoices(name));
  try {
    if (isNothing) texts().removeItem(keyOf(workspace, name));
    else texts().setItem(keyOf(workspace, name), JSON.stringify(choices));
    return true;
  } catch {
    return isNothing;
  }
}

function keyOf(workspace: string, name: string): string {
  return `holdfast-git-choices/${workspace}/${name}`;
}
