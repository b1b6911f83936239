import { z } from 'zod/mini';
import type { FolderRow } from './folders.ts';
import { keepValue, type KeptTexts, readKept } from '../kept-values.ts';

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
  const read = readKept(keptSchema, keyOf(workspace, name), texts);
  return read === undefined ? noChoices(name) : { ...read, repository: read.repository || name };
}

/** @returns whether it is kept; a browser may forbid it, or have no room */
export function keepChoices(
  workspace: string,
  name: string,
  choices: GitChoices,
  texts: () => KeptTexts,
): boolean {
  const isNothing = JSON.stringify(choices) === JSON.stringify(noChoices(name));
  return keepValue(keyOf(workspace, name), isNothing ? undefined : choices, texts);
}

function keyOf(workspace: string, name: string): string {
  return `holdfast-git-choices/${workspace}/${name}`;
}
