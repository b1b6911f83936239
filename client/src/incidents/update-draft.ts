import type { UpdateAudience } from '@holdfast/shared/model/incident-entries';
import { milestonesOf } from '@holdfast/shared/model/incident-fold';
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

/** Since when its status holds, wall clock ms; where nobody set one, since it began. */
function statusSinceMs({ entries, state, declaredAtMs }: ReadIncident): number {
  const times = milestonesOf(state, entries);
  const { now } = state.status;
  if (now === undefined) return times.started ?? declaredAtMs;
  const saidMs = state.corrections.get(now.id)?.happenedAtMs ?? now.happenedAtMs;
  return now.value === 'resolved' ? (times.resolved ?? saidMs) : saidMs;
}

/**
 * What could be told to others, from what the timeline says: to those who work on it, all that was
 * seen and decided since the last update; to the business, what it means for them, what comes next
 * and when they hear more.
 *
 * @param nowMs when it is written, wall clock ms since 1970
 */
export function draftUpdate(
  incident: ReadIncident,
  audience: UpdateAudience,
  time: (atMs: number) => string,
  nowMs: number,
  names: IncidentWords = incidentWords(),
): string {
  const { state, entries } = incident;
  const isOver = state.status.now?.value === 'resolved';
  const words = incidentsText.update;
  const sinceMs = statusSinceMs(incident);
  const title = state.title.now?.value ?? incidentsText.untitled;
  const severity = state.severity.now && names.severity(state.severity.now.value);
  const status = incidentsText.statuses[state.status.now?.value ?? 'investigating'];
  const lines = [
    `${incident.isDrill ? `${incidentsText.drill}: ` : ''}${title}`,
    `${severity === undefined ? incidentsText.notStated : `${severity.short} (${severity.long})`}. ${status}${sinceMs > 0 ? `, since ${time(sinceMs)}` : ''}.`,
  ];
  const startedMs = milestonesOf(state, entries).started ?? incident.declaredAtMs;
  if (state.status.now !== undefined && startedMs > 0) lines.push(words.began(time(startedMs)));
  if (audience === 'executive') {
    lines.push(words.impact(severity?.long ?? '', state.components.join(', '), isOver));
  } else if (state.components.length > 0) {
    lines.push(`Affected: ${state.components.join(', ')}.`);
  }
  if (state.status.now !== undefined && state.status.now.text !== '') {
    lines.push(state.status.now.text);
  }
  if (audience === 'executive') {
    const open = state.actions.filter((action) => action.state === 'open');
    lines.push(words.next(open.map(({ entry }) => entry.text.replaceAll(/\s+/gu, ' ').trim())));
    if (!isOver) {
      lines.push(words.nextUpdate(time(nowMs + updateEveryMs[state.severity.now?.value ?? 3])));
    }
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
