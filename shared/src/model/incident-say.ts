import type * as Y from 'yjs';
import { wellFormed } from '../markdown/characters.ts';
import { checkTitle } from './checks.ts';
import type { EntryContext } from './entries.ts';
import type { Severity, UpdateAudience } from './incident-terms.ts';
import { setRole } from './incident-commands.ts';
import { append, read, type Result, type Said } from './incident-writing.ts';
import { impossibleTime, maxEntryLength, noEntry, refuse, tooLong } from './entry-writing.ts';
import { type Correction, correctionOf } from './corrections.ts';
import { cleanLine, limits } from './meta.ts';
import { maxOutputLength } from './run-commands.ts';

export interface NewIncident {
  readonly title: string;
  readonly severity: Severity;
  /** To practise: marked as a drill everywhere. */
  readonly drill?: boolean;
  /** Document name of a runbook, or words, of where it was declared from. */
  readonly from?: string;
  readonly components?: readonly string[];
  /** Names of alerts that led to it. */
  readonly alerts?: readonly string[];
  /** First thing said on its timeline; empty or absent: nothing. */
  readonly note?: string;
  /** What is to be done, as far as it is known from the start. */
  readonly actions?: readonly string[];
  /** Document name of a runbook that may help. */
  readonly suggests?: string;
  /** Name of the template that it began with. */
  readonly template?: string;
  /** Its declarer takes command. */
  readonly takeCommand?: boolean;
}

/** Fills a new document with an incident. Refused where it holds one. */
export function declareIncident(doc: Y.Doc, incident: NewIncident, context: EntryContext): Said {
  const title = checkTitle(incident.title);
  if (!title.ok) return title;
  if (doc.getArray('entries').length > 0) {
    return refuse('exists', 'This document already holds an incident.');
  }
  const note = wellFormed(incident.note ?? '').trim();
  const actions = (incident.actions ?? []).map((text) => wellFormed(text).trim());
  const longest = Math.max(note.length, ...actions.map(({ length }) => length));
  if (longest > maxEntryLength) return tooLong(maxEntryLength);
  return doc.transact(() => {
    const { severity, drill, from } = incident;
    const first = append(
      doc,
      {
        kind: 'declared',
        title: title.value,
        severity,
        drill: drill === true ? true : undefined,
        from,
        suggests: incident.suggests || undefined,
        template: cleanLine(incident.template ?? '') || undefined,
      },
      context,
    );
    for (const component of names(incident.components)) {
      append(doc, { kind: 'component', component, affected: true, after: [] }, context);
    }
    for (const alert of names(incident.alerts)) {
      append(doc, { kind: 'alert', alert, firing: true }, context);
    }
    if (note !== '') append(doc, { kind: 'note', text: note }, context);
    for (const text of actions.filter((one) => one !== '')) {
      append(doc, { kind: 'action', text }, context);
    }
    if (incident.takeCommand === true && cleanLine(context.actor.name) !== '') {
      setRole(doc, 'commander', context.actor.name, true, context);
    }
    return first;
  });
}

function names(list: readonly string[] = []): readonly string[] {
  return [...new Set(list.map((name) => cleanLine(name).slice(0, limits.itemLength)))].filter(
    (name) => name !== '',
  );
}

/** What can be said without taking the place of anything. */
export type Remark =
  | {
      readonly kind: 'note' | 'decision' | 'hypothesis' | 'action' | 'output';
      readonly text: string;
    }
  | { readonly kind: 'update'; readonly audience: UpdateAudience; readonly text: string }
  | { readonly kind: 'link'; readonly url: string; readonly text?: string }
  | {
      readonly kind: 'alert';
      readonly alert: string;
      readonly firing: boolean;
      readonly labels?: Readonly<Record<string, string>>;
      readonly text?: string;
      readonly url?: string;
    };

/** Puts something on the timeline. `happenedAtMs` where it was not now. */
export function say(
  doc: Y.Doc,
  remark: Remark,
  context: EntryContext,
  happenedAtMs: number = context.nowMs,
): Said {
  const text = wellFormed(remark.text ?? '').trim();
  const most = remark.kind === 'output' ? maxOutputLength : maxEntryLength;
  if (text.length > most) return tooLong(most);
  const impossible = impossibleTime(happenedAtMs, context);
  if (impossible !== undefined) return impossible;
  if (remark.kind === 'link') {
    const url = remark.url.trim();
    if (!/^(?:https?:\/\/|\/)[^\s]+$/u.test(url) || url.length > 2_000) {
      return refuse('no-link', 'A link starts with http:// or https://.');
    }
    return append(doc, { kind: 'link', url, text: text || undefined }, context, happenedAtMs);
  }
  if (remark.kind === 'alert') {
    const alert = cleanLine(remark.alert).slice(0, limits.titleLength);
    if (alert === '') return refuse('no-name', 'An alert has a name.');
    const fields = { ...remark, alert, text: text || undefined };
    return append(doc, fields, context, happenedAtMs);
  }
  if (text === '') return refuse('no-words', 'There is nothing to post yet.');
  return append(doc, { ...remark, text }, context, happenedAtMs);
}

/** Says an entry anew. The old one stays and can be looked at. */
export function correct(
  doc: Y.Doc,
  id: string,
  correction: Correction,
  context: EntryContext,
): Result {
  const { state, entries } = read(doc);
  const entry = entries.find((one) => one.id === id);
  if (entry === undefined) return noEntry();
  const most = entry.kind === 'output' ? maxOutputLength : maxEntryLength;
  const said = correctionOf(entry, state.corrections.get(id), correction, context, most);
  return 'fields' in said ? append(doc, said.fields, context) : said;
}
