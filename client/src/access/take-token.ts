import type { HubClient } from '../hub/client-api.ts';
import { accessAnswerSchema, type AccessQuestion } from './device/access-messages.ts';

/**
 * Hands a token of this device to its hub, which keeps it and shows it to relays. Gives a problem in
 * words, or undefined once it is on this device's disk; whether relays take it is told by `useAccess`.
 */
export async function takeToken(
  hub: Pick<HubClient, 'askAccess'>,
  given: {
    readonly token: string;
    readonly acceptance?: string;
    readonly label: string;
    /** The key of the workspace that came with it. */
    readonly root?: string;
    /** Addresses to try, besides those known already. */
    readonly relays: readonly string[];
  },
): Promise<string | undefined> {
  const question: AccessQuestion = { ask: 'join', ...given, relays: [...given.relays] };
  const read = accessAnswerSchema.safeParse(await hub.askAccess(question));
  if (!read.success) return 'The page and its worker do not fit. Reload the page.';
  return read.data.answer === 'failed' ? read.data.problem : undefined;
}
