import type * as Y from 'yjs';
import { flagField, readRegisters, setRegister } from './meta.ts';
import type { CommandResult } from './command.ts';
import { type IncidentEntry, readIncidentEntries } from './incident-entries.ts';
import { foldIncident, hasConflict, type IncidentState, milestonesOf } from './incident-fold.ts';
import { isWithdrawn } from './corrections.ts';
import type { Decided } from './standing.ts';
import { latestOf } from './moments.ts';
import type { IncidentProjection } from './projection.ts';
import { readRunStates } from './run-commands.ts';
import type { RunState } from './run-fold.ts';
import { projectRun } from './run-projection.ts';

/**
 * An incident's document: `entries`, what was said and decided, and ticked in its runs; `runs` and
 * `runTexts` (`run.ts`); `notes` and `postmortem`, prose that everybody writes together; `meta`,
 * a map of registers.
 */
export interface Incident {
  readonly state: IncidentState;
  readonly entries: readonly IncidentEntry[];
  readonly runs: readonly RunState[];
  /** Declared to practise. */
  readonly isDrill: boolean;
  readonly archived: boolean;
  /** Wall clock, ms since 1970; 0 where nothing of it is here yet. */
  readonly declaredAtMs: number;
  readonly declaredBy: string;
}

function postmortemText(doc: Y.Doc): Y.Text {
  return doc.getText('postmortem');
}

/** Reads an incident. Never throws on what other versions or other tools wrote. */
export function readIncident(doc: Y.Doc): Incident {
  const entries = readIncidentEntries(doc);
  const declared = entries.find((entry) => entry.kind === 'declared');
  const archived = flagField.parse(readRegisters(doc.getMap('meta'), ['archived'])['archived']);
  const first = declared ?? entries[0];
  return {
    entries,
    state: foldIncident(entries),
    runs: readRunStates(doc),
    isDrill: declared?.drill === true,
    archived: archived ?? false,
    declaredAtMs: first?.happenedAtMs ?? 0,
    declaredBy: first?.by ?? '',
  };
}

/** Takes an incident out of lists, or brings it back. Nothing of it is lost. */
export function setIncidentArchived(doc: Y.Doc, archived: boolean): CommandResult {
  if (readIncident(doc).archived === archived) return { ok: true, changed: false };
  return { ok: true, changed: setRegister(doc.getMap('meta'), 'archived', archived) };
}

/** Everybody who said or did something, each once, in the order in which they came. */
function incidentPeople({ entries, runs }: Incident): readonly string[] {
  const all = [...entries.map(({ by }) => by), ...runs.flatMap(({ people }) => people)];
  return [...new Set(all.filter((name) => name !== ''))];
}

function decidedOf(decided: Decided<unknown> | undefined): {
  readonly by: string;
  readonly atMs: number;
} {
  return { by: decided?.by ?? '', atMs: decided?.happenedAtMs ?? 0 };
}

/** Words of entries that search reads, in UTF-16 code units at most. */
const searchedLength = 64_000;

/** What lists, search, metrics and trust need to know of an incident. */
export function projectIncident(doc: Y.Doc): IncidentProjection {
  const incident = readIncident(doc);
  const { state, entries, runs } = incident;
  const times = milestonesOf(state, entries);
  const lastUpdate = entries.findLast(
    (entry) => entry.kind === 'update' && !isWithdrawn(state.corrections, entry),
  );
  const said = entries.flatMap((entry) =>
    'text' in entry && entry.text !== undefined ? [entry.text] : [],
  );
  return {
    kind: 'incident',
    title: state.title.now?.value ?? 'Untitled incident',
    severity: state.severity.now?.value ?? 3,
    severityStated: state.severity.now !== undefined,
    status: state.status.now?.value ?? 'investigating',
    decided: { severity: decidedOf(state.severity.now), status: decidedOf(state.status.now) },
    drill: incident.isDrill,
    archived: incident.archived,
    declaredAtMs: incident.declaredAtMs,
    declaredBy: incident.declaredBy,
    changedAtMs: latestOf(
      [...entries.map(({ wallMs }) => wallMs), ...runs.map(({ changedAtMs }) => changedAtMs)],
      incident.declaredAtMs,
    ),
    updatedAtMs: lastUpdate?.happenedAtMs ?? 0,
    milestones: times,
    commanders: state.roles
      .filter(({ role }) => role === 'commander')
      .flatMap(({ holders }) => holders.map(({ value }) => value)),
    roles: state.roles.flatMap(({ role, holders }) =>
      holders.map((held) => ({ role, person: held.value, ...decidedOf(held) })),
    ),
    components: state.components,
    alerts: state.alerts,
    mergedInto: state.mergedInto.now?.value ?? '',
    inConflict: hasConflict(state),
    people: incidentPeople(incident),
    actions: state.actions.map(({ entry, state: stands, owner, due }) => ({
      id: entry.id,
      text: entry.text,
      state: stands,
      owner,
      due,
    })),
    hasPostmortem: postmortemText(doc).length > 0,
    runs: runs.map(projectRun),
    text: said.join('\n').slice(0, searchedLength),
  };
}
