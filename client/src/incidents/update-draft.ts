import type { UpdateAudience } from '@holdfast/shared/model/incident-entries';
import { isWithdrawn } from '@holdfast/shared/model/incident-withdrawn';
import { incidentsText } from '../ui/text/incidents.ts';
import { type IncidentWords, incidentWords } from './incident-words.ts';
import type { ReadIncident } from './incident-store.ts';
import { updateEveryMs } from './update-interval.ts';

/** When the next update is due, wall clock ms: some time after the last one, or the declaration. */
export function updateDueAtMs({ entries, state, declaredAtMs }: ReadIncident): number {
  const last = entries.findLast(
    (entry) => entry.kind === 'update' && !isWithdrawn(state.corrections, entry),
  );
  return (last?.happenedAtMs ?? declaredAtMs) + updateEveryMs[state.severity.now?.value ?? 3];
}

/**
 * What could be told to others, from what the timeline says: to those who work on it, all that was
 * seen and decided since the last update; to the business, the state only.
 */
export function draftUpdate(
  incident: ReadIncident,
  audience: UpdateAudience,
  time: (atMs: number) => string,
  names: IncidentWords = incidentWords(),
): string {
  const { state, entries, declaredAtMs } = incident;
  const title = state.title.now?.value ?? incidentsText.untitled;
  const severity = state.severity.now && names.severity(state.severity.now.value);
  const status = incidentsText.statuses[state.status.now?.value ?? 'investigating'];
  const lines = [
    `${incident.isDrill ? `${incidentsText.drill}: ` : ''}${title}`,
    `${severity === undefined ? incidentsText.notStated : `${severity.short} (${severity.long})`}. ${status}, since ${time(declaredAtMs)}.`,
  ];
  if (state.components.length > 0) lines.push(`Affected: ${state.components.join(', ')}.`);
  if (state.status.now !== undefined && state.status.now.text !== '') {
    lines.push(state.status.now.text);
  }
  if (audience === 'tactical') {
    const lastAt = entries.findLastIndex(({ kind }) => kind === 'update');
    for (const entry of entries.slice(lastAt + 1)) {
      const corrected = state.corrections.get(entry.id);
      if (corrected?.withdrawn === true) continue;
      if (entry.kind !== 'note' && entry.kind !== 'decision') continue;
      const text = corrected?.text ?? entry.text;
      const what = entry.kind === 'decision' ? `${incidentsText.timeline.kind.decision}: ` : '';
      lines.push(`- ${time(corrected?.happenedAtMs ?? entry.happenedAtMs)} ${what}${text}`);
    }
    for (const { entry, state: standing } of state.hypotheses) {
      const now = incidentsText.details.hypothesisStates[standing.now?.value ?? 'open'];
      lines.push(`- ${incidentsText.timeline.kind.hypothesis} (${now}): ${entry.text}`);
    }
    for (const { holders, role } of state.roles) {
      if (holders.length === 0) continue;
      lines.push(`${names.role(role)}: ${holders.map(({ value }) => value).join(', ')}.`);
    }
  }
  return lines.join('\n');
}
