import { z } from 'zod/mini';
import { pageAddress } from '../relay/relay-address.ts';
import { askRelay } from './ask-relay.ts';
import { CommandError } from './exit-codes.ts';
import { counted } from './output.ts';
import type { RelayChoice } from './relay-choice.ts';

const answerSchema = z.object({ workspaces: z.array(z.object({ name: z.string() })) });

interface Held {
  /** Relays that answered. */
  readonly answered: readonly string[];
  /** Workspaces on any of them, in order. */
  readonly names: readonly string[];
}

/**
 * Throws when relays answer and none of them holds the workspace. Says nothing when no relay
 * answers; linking then tells why.
 */
export async function expectWorkspace({ relays, workspace }: RelayChoice): Promise<void> {
  const { answered, names } = await heldByAll(relays);
  if (answered.length === 0 || names.includes(workspace)) return;
  const others = names.length === 0 ? 'there are none' : `there are: ${names.join(', ')}`;
  throw new CommandError(
    `There is no workspace ${workspace} on ${answered.map(pageAddress).join(', ')}; ${others}.`,
  );
}

/** For a command that writes: a line that says so where it makes the workspace; a mistyped name is seen then. */
export async function newWorkspaceNote(
  { relays, workspace }: RelayChoice,
  dryRun: boolean,
): Promise<string | undefined> {
  const { answered, names } = await heldByAll(relays);
  if (answered.length === 0 || names.includes(workspace)) return undefined;
  const where = answered.length === 1 ? 'this relay' : `these ${counted(answered.length, 'relay')}`;
  return `Workspace ${workspace} ${dryRun ? 'would be' : 'is'} new on ${where}.`;
}

async function heldByAll(relays: readonly string[]): Promise<Held> {
  const answers = await Promise.all(relays.map(heldBy));
  return {
    answered: relays.filter((_, index) => answers[index] !== undefined),
    names: [...new Set(answers.flatMap((names) => names ?? []))].sort(),
  };
}

/** Names of the workspaces that a relay holds; undefined when it does not answer. */
async function heldBy(url: string): Promise<readonly string[] | undefined> {
  try {
    const answer = await askRelay(url, '/api/v1/workspaces');
    if (!answer.ok) return undefined;
    return answerSchema.parse(await answer.json()).workspaces.map(({ name }) => name);
  } catch {
    return undefined;
  }
}
