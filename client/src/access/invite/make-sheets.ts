import type { MadeInvitation } from './make-invitation.ts';
import type { InvitationResult } from './use-invitation-maker.ts';

export interface MadeSheets {
  readonly made: readonly MadeInvitation[];
  /** Why there are fewer than wanted. */
  readonly problem?: string;
}

/**
 * Makes sheets one after the other until there are `count`, after those that are there already, and
 * stops where one cannot be made: whatever was made stays good, and can be gone on from.
 */
export async function makeSheets(
  count: number,
  before: readonly MadeInvitation[],
  make: (at: number) => Promise<InvitationResult>,
): Promise<MadeSheets> {
  const made = [...before];
  while (made.length < count) {
    const result = await make(made.length + 1);
    if (!result.ok) return { made, problem: result.problem };
    made.push(result.made);
  }
  return { made };
}
