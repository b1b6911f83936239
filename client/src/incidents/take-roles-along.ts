import type { EntryContext } from '@holdfast/shared/model/entries';
import { setRole } from '@holdfast/shared/model/incident-commands';
import { readIncident } from '@holdfast/shared/model/incident';
import type * as Y from 'yjs';

/**
 * Whoever took roles here before they said their name holds them by it from now on. What they said
 * before stays as it was.
 */
export function takeRolesAlong(
  doc: Y.Doc,
  before: string,
  name: string,
  context: EntryContext,
): void {
  const held = readIncident(doc).state.roles.filter(({ holders }) =>
    holders.some(({ value }) => value === before),
  );
  const actor = { ...context.actor, name };
  for (const { role } of held) {
    // Experts are many: one goes, and another comes.
    if (role === 'expert') setRole(doc, role, before, false, { ...context, actor });
    setRole(doc, role, name, true, { ...context, actor });
  }
}
