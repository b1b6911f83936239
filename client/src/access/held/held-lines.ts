import { type Incident, readIncident } from '@holdfast/shared/model/incident';
import { readRunEntries } from '@holdfast/shared/model/run-entries';
import type { DocumentName } from '@holdfast/shared/protocol/names';
import * as Y from 'yjs';
import { describeItem, type Names } from '../../incidents/describe-item.ts';
import { timelineOf, wordsOf } from '../../incidents/timeline-model.ts';
import { accessStateText } from '../../ui/text/access-state.ts';

const words = accessStateText.held;

/** More would be no list that anybody reads. */
const mostCharacters = 200;

/** What a document of this device says that the relays' does not, a line each, in words. */
export function heldLines(
  name: DocumentName,
  before: Y.Doc,
  after: Y.Doc,
  names: Names,
): readonly string[] {
  return name.startsWith('incident:')
    ? incidentLines(name, before, after, names)
    : registerLines(before, after);
}

function incidentLines(
  name: DocumentName,
  before: Y.Doc,
  after: Y.Doc,
  names: Names,
): readonly string[] {
  const [old, own] = [readIncident(before), readIncident(after)];
  const oldItems = new Set(itemsOf(name, before, old).map(({ id }) => id));
  const lines = itemsOf(name, after, own)
    .filter(({ id }) => !oldItems.has(id))
    .map((item) => line(item.by, describeItem(item, names), wordsOf(item)));
  const oldEntries = new Set(old.entries.map(({ id }) => id));
  for (const entry of own.entries) {
    if (oldEntries.has(entry.id)) continue;
    if (entry.kind === 'correction') lines.push(line(entry.by, words.corrected, ''));
    if (entry.kind === 'pin') lines.push(line(entry.by, words.pinned, ''));
  }
  if (textOf(before, 'notes') !== textOf(after, 'notes')) lines.push(words.notes);
  if (textOf(before, 'postmortem') !== textOf(after, 'postmortem')) lines.push(words.postmortem);
  if (old.archived !== own.archived) lines.push(words.archived);
  return lines;
}

function itemsOf(name: DocumentName, doc: Y.Doc, incident: Incident) {
  return timelineOf(name, { ...incident, runEntries: readRunEntries(doc) });
}

function line(by: string, did: string, said: string): string {
  const whole = `${by} ${did}${said === '' ? '' : `: ${said}`}`.trim();
  return whole.length > mostCharacters ? `${whole.slice(0, mostCharacters)}…` : whole;
}

function textOf(doc: Y.Doc, root: string): string {
  return doc.getText(root).toJSON();
}

/** Of documents that are made of registers: each that differs, by its key, with what it was and is. */
function registerLines(before: Y.Doc, after: Y.Doc): readonly string[] {
  const lines: string[] = [];
  for (const root of after.share.keys()) {
    const [old, own] = [before.getMap(root), after.getMap(root)];
    for (const key of new Set([...old.keys(), ...own.keys()])) {
      const [was, is] = [shown(old.get(key)), shown(own.get(key))];
      if (was !== is) lines.push(line('', `${key}${words.becomes(was, is)}`, ''));
    }
  }
  return lines;
}

function shown(value: unknown): string {
  if (value === undefined) return '';
  if (typeof value === 'string') return value;
  return value instanceof Y.AbstractType ? JSON.stringify(value.toJSON()) : JSON.stringify(value);
}
