import type * as Y from 'yjs';
import { durationsOf, type IncidentDurations } from '../model/incident-durations.ts';
import type { IncidentEntry } from '../model/incident-entries.ts';
import type { Milestone } from '../model/incident-terms.ts';
import { milestonesOf } from '../model/incident-fold.ts';
import type { IncidentNames } from '../model/incident-names.ts';
import { type Incident, projectIncident, readIncident } from '../model/incident.ts';
import type { IncidentProjection } from '../model/projection.ts';
import { type RunEntry, readRunEntries } from '../model/run-entries.ts';
import type { EntryProof } from '../access/entry-proof.ts';
import type { DocumentName } from '../protocol/names.ts';
import { roleWords, severityName, usualNames } from './incident-words.ts';

/** Everything of one incident that an export tells. Times are wall clock, ms since 1970. */
export interface ExportedIncident {
  readonly document: DocumentName;
  readonly incident: Incident;
  readonly projection: IncidentProjection;
  readonly milestones: Partial<Record<Milestone, number>>;
  readonly durations: IncidentDurations;
  /** By the time at which things happened, as people say by now. */
  readonly timeline: readonly IncidentEntry[];
  /** What was done in its runs, in clock order. */
  readonly runEntries: readonly RunEntry[];
  /** Markdown. */
  readonly notes: string;
  readonly postmortem: string;
  /** What its workspace calls roles and severities. */
  readonly names: IncidentNames;
  /** Incidents that turned out to be the same outage, each with all that was said in it. */
  readonly merged: readonly ExportedIncident[];
  /** Such incidents that could not be read: what is in them is missing. */
  readonly unread: readonly DocumentName[];
  /** Who wrote each entry, as signatures show, by its id; undefined where the workspace has no keys. */
  readonly proofs: Proofs | undefined;
}

type Proofs = ReadonlyMap<string, EntryProof>;

/** What an export knows beside the document. */
export interface ExportedWith {
  readonly names?: IncidentNames;
  readonly merged?: readonly ExportedIncident[];
  readonly unread?: readonly DocumentName[];
  readonly proofs?: Proofs;
}

/** Entries that say something about another one: they are told with it. */
const toldWithAnother: ReadonlySet<IncidentEntry['kind']> = new Set([
  'correction',
  'pin',
  'action-state',
  'hypothesis-state',
]);

/** Reads what an export needs. Never throws on what others wrote. */
export function readExportedIncident(
  document: DocumentName,
  doc: Y.Doc,
  { names = usualNames, merged = [], unread = [], proofs }: ExportedWith = {},
): ExportedIncident {
  const incident = readIncident(doc);
  const { state, entries } = incident;
  const milestones = milestonesOf(state, entries);
  return {
    document,
    incident,
    projection: projectIncident(doc),
    milestones,
    durations: durationsOf(milestones),
    timeline: entries
      .filter(({ kind }) => !toldWithAnother.has(kind))
      .toSorted((a, b) => happenedAt(incident, a) - happenedAt(incident, b)),
    runEntries: readRunEntries(doc),
    notes: doc.getText('notes').toJSON().trim(),
    postmortem: doc.getText('postmortem').toJSON().trim(),
    names,
    merged,
    unread,
    proofs,
  };
}

export function happenedAt({ state }: Incident, entry: IncidentEntry): number {
  return state.corrections.get(entry.id)?.happenedAtMs ?? entry.happenedAtMs;
}

/** An incident as plain JSON, for other tools; `format` changes when the meaning of a field does. */
export function incidentAsJson(exported: ExportedIncident): Readonly<Record<string, unknown>> {
  const { document, incident, projection, milestones, durations, runEntries, notes, postmortem } =
    exported;
  const { names, merged, unread, proofs } = exported;
  const { text: _, kind: __, milestones: ___, ...shown } = projection;
  return {
    format: 'holdfast-incident-1',
    document,
    ...shown,
    severity: projection.severityStated ? projection.severity : null,
    severityName: projection.severityStated ? severityName(projection.severity, names) : null,
    milestones: inWords(milestones),
    durationsMs: durations,
    roles: incident.state.roles.flatMap(({ role, holders }) =>
      holders.map(({ value }) => ({ role, name: roleWords(role, names), person: value })),
    ),
    firing: incident.state.firing,
    entries: incident.entries,
    runEntries,
    notes,
    postmortem,
    merged: merged.map(incidentAsJson),
    unread,
    ...(proofs === undefined ? {} : { authorship: Object.fromEntries(proofs) }),
  };
}

function inWords(times: Partial<Record<Milestone, number>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(times).map(([name, ms]) => [name, new Date(ms).toISOString()]),
  );
}
