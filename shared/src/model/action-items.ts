import { z } from 'zod/mini';
import { type ActionState, actionStates } from './action-states.ts';
import { cleanLine, limits } from './meta.ts';
import { afterField, entryIdField } from './entry-fields.ts';
import type { EntryFields, EntryStamp } from './entries.ts';
import { noEntry, refuse, type RefusedBy, tooLong, unchanged } from './entry-writing.ts';
import { isDay } from './day.ts';
import { type Decided, standingBy } from './standing.ts';

/** The entry that says how an action item stands. */
export const actionStateShape = z.object({
  kind: z.literal('action-state'),
  of: entryIdField,
  state: z.enum(actionStates),
  owner: z.string(),
  /** Calendar day, `2026-11-30`; empty where none is set. */
  due: z.string(),
  after: afterField,
});
type ActionStateEntry = z.infer<typeof actionStateShape> & EntryStamp;

/** Something that is left to be done; with the words as they were corrected last. */
export interface ActionItem<E> {
  readonly entry: E;
  readonly state: ActionState;
  readonly owner: string;
  /** Calendar day, `2026-11-30`; empty where none is set. */
  readonly due: string;
  readonly conflict: readonly Decided<ActionPlan>[];
  readonly heads: readonly string[];
}

export interface ActionPlan {
  readonly state: ActionState;
  readonly owner: string;
  readonly due: string;
}

/** `entries`: what is left to be done; `states`: what was said of how it stands, in clock order. */
export function foldActions<E extends EntryStamp>(
  entries: readonly E[],
  states: readonly ActionStateEntry[],
): readonly ActionItem<E>[] {
  const byId = standingBy(
    states,
    (entry) => entry.of,
    ({ state, owner, due }): ActionPlan => ({ state, owner, due }),
  );
  return entries.map((entry) => {
    const plan = byId.get(entry.id);
    return {
      entry,
      ...(plan?.now?.value ?? { state: 'open' as const, owner: '', due: '' }),
      conflict: plan?.conflict ?? [],
      heads: plan?.heads ?? [],
    };
  });
}

/** The entry that changes an action item; what is absent stays. */
export function actionChange<E>(
  items: readonly ActionItem<E & EntryStamp>[],
  id: string,
  change: Partial<ActionPlan>,
):
  | RefusedBy<'no-entry' | 'too-long' | 'no-day'>
  | typeof unchanged
  | { readonly ok: true; readonly fields: EntryFields } {
  const one = items.find(({ entry }) => entry.id === id);
  if (one === undefined) return noEntry();
  const state = change.state ?? one.state;
  const owner = change.owner === undefined ? one.owner : cleanLine(change.owner);
  const due = change.due ?? one.due;
  if (owner.length > limits.titleLength) return tooLong(limits.titleLength);
  if (due !== '' && !isDay(due)) return refuse('no-day', 'A day looks like 2026-11-30.');
  const isSame = state === one.state && owner === one.owner && due === one.due;
  if (isSame && one.conflict.length === 0) return unchanged;
  return {
    ok: true,
    fields: { kind: 'action-state', of: id, state, owner, due, after: one.heads },
  };
}
