import type * as Y from 'yjs';
import { cutText } from '../markdown/characters.ts';
import {
  addPerson,
  editPerson,
  forgetKnowledge,
  setKnowledge,
} from '../model/map-people-commands.ts';
import { type MapContext, type Refusal, writeKeys } from '../model/map-write.ts';
import { cleanLine, limits } from '../model/meta.ts';
import type { GitKnowledgePlan, PlannedPerson } from './plan-git-knowledge.ts';

/** As long as a contact may be, less its kind. */
const longestAddress = limits.titleLength - 'email'.length;

export type Applied = Refusal | { readonly ok: true; readonly changed: boolean };

/** Writes a plan that was made from this document as it is. Ends at the first refusal, which a fresh plan avoids. */
export function applyGitKnowledge(
  doc: Y.Doc,
  plan: GitKnowledgePlan,
  context: MapContext,
): Applied {
  return doc.transact((): Applied => {
    let changed = false;
    for (const person of plan.suggested) {
      const added = suggest(doc, person, plan, context);
      if (!added.ok) return added;
      changed = true;
    }
    for (const { id, aliases } of plan.connected) {
      const connected = editPerson(doc, id, { aliases: { add: aliases } }, context);
      if (!connected.ok) return connected;
      changed = true;
    }
    for (const { step, person, component, level, on, note } of plan.knowledge) {
      if (step === 'keep') continue;
      const said = { person, component, level, on, note, source: plan.source };
      const written = setKnowledge(doc, said, context);
      if (!written.ok) return written;
      changed ||= written.changed;
    }
    for (const one of plan.forgotten) {
      const gone = forgetKnowledge(doc, { ...one, source: plan.source }, context);
      if (!gone.ok) return gone;
      changed ||= gone.changed;
    }
    return { ok: true, changed };
  });
}

/** Adds a person with where they were found, by which they are known as a suggestion. */
function suggest(
  doc: Y.Doc,
  { id, name, email, aliases }: PlannedPerson,
  { repository, commit }: GitKnowledgePlan,
  context: MapContext,
): Applied {
  const shown = cutText(cleanLine(name), limits.titleLength) || email || id;
  const isShort = email !== '' && email.length <= longestAddress;
  const contacts = isShort ? [{ kind: 'email', value: email }] : [];
  const added = addPerson(doc, { id, name: shown, contacts, aliases }, context);
  if (!added.ok) return added;
  const found = { file: repository, commit, brought: JSON.stringify({ name, email }) };
  writeKeys(doc, 'people', [{ key: `${id}/sources/git:${email || name}`, value: found }], context);
  return { ok: true, changed: true };
}
