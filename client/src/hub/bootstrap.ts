import { workspaceNameSchema, type WorkspaceName } from '@holdfast/shared/protocol/names';
import { z } from 'zod/mini';

/** What the relay that serves the app tells a browser that knows nothing yet. */
const bootstrapSchema = z.object({
  workspace: z.optional(workspaceNameSchema),
  relays: z.readonly(z.array(z.string())),
});

export interface Bootstrap {
  readonly workspace?: WorkspaceName | undefined;
  /** Addresses of relays, the one that answers first. */
  readonly relays: readonly string[];
}

const timeoutMs = 5000;

/** Asks the relay at `origin`. Rejects when it does not answer, or answers something else. */
export async function fetchBootstrap(origin: string): Promise<Bootstrap> {
  const response = await fetch(`${origin}/bootstrap.json`, {
    cache: 'no-store',
    signal: AbortSignal.timeout(timeoutMs),
  });
  if (!response.ok) throw new Error(`bootstrap.json: ${response.status}`);
  return bootstrapSchema.parse(await response.json());
}
