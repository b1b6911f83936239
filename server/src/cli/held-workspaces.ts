import { z } from 'zod/mini';
import { pageAddress } from '../relay/relay-address.ts';
import { CommandError } from './exit-codes.ts';
import type { RelayChoice } from './relay-choice.ts';

const answerTimeoutMs = 5000;
const answerSchema = z.object({ workspaces: z.array(z.object({ name: z.string() })) });

/**
 * Throws when relays answer and none of them holds the workspace: linking to it would create it.
 * Says nothing when no relay answers; linking then tells why.
 */
export async function expectWorkspace({ relays, workspace }: RelayChoice): Promise<void> {
  const answers = await Promise.all(relays.map(heldBy));
  const answered = relays.filter((_, index) => answers[index] !== undefined);
  const held = [...new Set(answers.flatMap((names) => names ?? []))].sort();
  if (answered.length === 0 || held.includes(workspace)) return;
  throw new CommandError(noSuchWorkspace(workspace, answered, held));
}

function noSuchWorkspace(
  workspace: string,
  relays: readonly string[],
  held: readonly string[],
): string {
  const others = held.length === 0 ? 'there are none' : `there are: ${held.join(', ')}`;
  return `there is no workspace ${workspace} on ${relays.map(pageAddress).join(', ')}; ${others}`;
}

/** Names of the workspaces that a relay holds; undefined when it does not answer. */
async function heldBy(url: string): Promise<readonly string[] | undefined> {
  try {
    const answer = await fetch(`${pageAddress(url)}/api/v1/workspaces`, {
      signal: AbortSignal.timeout(answerTimeoutMs),
    });
    if (!answer.ok) return undefined;
    return answerSchema.parse(await answer.json()).workspaces.map(({ name }) => name);
  } catch {
    return undefined;
  }
}
