import { z } from 'zod/mini';
import { pageAddress } from '../relay/relay-address.ts';
import { type AskedAs, askRelay } from './ask-relay.ts';
import { askedAs } from './asked-as.ts';
import { CommandError } from './exit-codes.ts';
import { counted } from './output.ts';
import { chooseRelays, type RelayChoiceDeps } from './relay-choice.ts';

const answerSchema = z.object({ workspaces: z.array(z.object({ name: z.string() })) });

type Asking = RelayChoiceDeps & { readonly credentials?: string | undefined };

interface Held {
  /** The one that is meant. */
  readonly workspace: string;
  /** Relays that answered. */
  readonly answered: readonly string[];
  /** Workspaces on any of them, in order. */
  readonly names: readonly string[];
}

/**
 * Throws when relays answer and none of them holds the workspace. Says nothing when no relay
 * answers; linking then tells why.
 */
export async function expectWorkspace(deps: Asking): Promise<void> {
  const { workspace, answered, names } = await heldByAll(deps);
  if (answered.length === 0 || names.includes(workspace)) return;
  const others = names.length === 0 ? 'there are none' : `there are: ${names.join(', ')}`;
  throw new CommandError(
    `There is no workspace ${workspace} on ${answered.map(pageAddress).join(', ')}; ${others}.`,
  );
}

/** For a command that writes: a line that says so where it makes the workspace; a mistyped name is seen then. */
export async function newWorkspaceNote(deps: Asking, dryRun: boolean): Promise<string | undefined> {
  const { workspace, answered, names } = await heldByAll(deps);
  if (answered.length === 0 || names.includes(workspace)) return undefined;
  const where = answered.length === 1 ? 'this relay' : `these ${counted(answered.length, 'relay')}`;
  return `Workspace ${workspace} ${dryRun ? 'would be' : 'is'} new on ${where}.`;
}

async function heldByAll(deps: Asking): Promise<Held> {
  const { relays, workspace } = chooseRelays(deps);
  const as = await askedAs(deps, workspace);
  const answers = await Promise.all(relays.map((url) => heldBy(url, as)));
  return {
    workspace,
    answered: relays.filter((_, index) => answers[index] !== undefined),
    names: [...new Set(answers.flatMap((names) => names ?? []))].sort(),
  };
}

/** Names of the workspaces that a relay holds; undefined when it does not answer. */
async function heldBy(
  url: string,
  as: AskedAs | undefined,
): Promise<readonly string[] | undefined> {
  try {
    const answer = await askRelay(url, '/api/v1/workspaces', as);
    if (!answer.ok) return undefined;
    return answerSchema.parse(await answer.json()).workspaces.map(({ name }) => name);
  } catch {
    return undefined;
  }
}
