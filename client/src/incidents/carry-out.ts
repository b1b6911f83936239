import type { EntryContext } from '@holdfast/shared/model/entries';
import {
  setAffected,
  setRole,
  setSeverity,
  setStatus,
} from '@holdfast/shared/model/incident-commands';
import { say } from '@holdfast/shared/model/incident-say';
import type * as Y from 'yjs';
import { asKnown } from '../room/verb-line.ts';
import type { Typed } from './verbs.ts';

/** `changed` is false where it already was so. */
type Outcome =
  | { readonly ok: true; readonly changed?: boolean }
  | { readonly ok: false; readonly problem: string };

/**
 * Does what was typed into the composer. Not `run` and `pin`, which need more than the document.
 *
 * @param atMs when it happened, wall clock ms since 1970
 * @param known names of components, to take their spelling from
 */
export function carryOut(
  doc: Y.Doc,
  typed: Exclude<Typed, { kind: 'run' | 'pin' }>,
  context: EntryContext,
  atMs: number,
  known: readonly string[] = [],
): Outcome {
  switch (typed.kind) {
    case 'problem':
      return { ok: false, problem: typed.problem };
    case 'say':
      return say(doc, { kind: typed.what, text: typed.text }, context, atMs);
    case 'update':
      return say(doc, { kind: 'update', audience: 'tactical', text: typed.text }, context, atMs);
    case 'link':
      return say(doc, { kind: 'link', url: typed.url, text: typed.text }, context, atMs);
    case 'alert':
      return say(doc, { kind: 'alert', alert: typed.alert, firing: true }, context, atMs);
    case 'severity':
      return setSeverity(doc, typed.severity, context, typed.text, atMs);
    case 'status':
      return setStatus(doc, typed.status, context, typed.text, atMs);
    case 'component':
      return setAffected(doc, asKnown(typed.component, known), typed.affected, context, atMs);
    case 'role': {
      const person = typed.person === '' ? context.actor.name : typed.person;
      return setRole(doc, typed.role, person, true, context, '', atMs);
    }
  }
}
