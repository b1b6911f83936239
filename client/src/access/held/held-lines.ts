import { readDrill } from '@holdfast/shared/model/drill';
import { type Incident, readIncident } from '@holdfast/shared/model/incident';
import { readRunEntries } from '@holdfast/shared/model/run-entries';
import type { DocumentName } from '@holdfast/shared/protocol/names';
import type * as Y from 'yjs';
import { drillTimeline } from '../../drills/room/drill-timeline-model.ts';
import { describeItem, type Names } from '../../incidents/describe-item.ts';
import { timelineOf, wordsOf } from '../../incidents/timeline-model.ts';
import { accessStateText } from '../../ui/text/access-state.ts';
import { settingLines } from './setting-lines.ts';

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
  if (name.startsWith('incident:')) return incidentLines(name, before, after, names);
  if (name.startsWith('drill:')) return drillLines(before, after, names);
  return settingLines(name, before, after, names.titleOf);
}

function drillLines(before: Y.Doc, after: Y.Doc, { time }: Names): readonly string[] {
  const [old, own] = [drillOf(before), drillOf(after)];
  const oldItems = new Set(drillTimeline(old, time).map(({ id }) => id));
  const lines = drillTimeline(own, time)
    .filter(({ id }) => !oldItems.has(id))
    .map(({ by, says, text }) => line(by, says, text));
  lines.push(...marks(old.entries, own.entries));
  if (old.archived !== own.archived) lines.push(words.archived);
  return lines;
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
  lines.push(...marks(old.entries, own.entries));
  if (textOf(before, 'notes') !== textOf(after, 'notes')) lines.push(words.notes);
  if (textOf(before, 'postmortem') !== textOf(after, 'postmortem')) lines.push(words.postmortem);
  if (old.archived !== own.archived) lines.push(words.archived);
  return lines;
}

function drillOf(doc: Y.Doc) {
  return { ...readDrill(doc), runEntries: readRunEntries(doc) };
}

interface Mark {
  readonly id: string;
  readonly by: string;
  readonly kind: string;
}

/** What says something of what stands on a timeline, and does not stand there itself. */
function marks(old: readonly Mark[], own: readonly Mark[]): readonly string[] {
  const known = new Set(old.map(({ id }) => id));
  return own.flatMap(({ id, by, kind }) => {
    if (known.has(id)) return [];
    if (kind === 'correction') return [line(by, words.corrected, '')];
    return kind === 'pin' ? [line(by, words.pinned, '')] : [];
  });
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
