import { byClock } from '@holdfast/shared/model/entries';
import type { UpdateAudience } from '@holdfast/shared/model/incident-terms';
import { milestonesOf } from '@holdfast/shared/model/incident-fold';
import { isWithdrawn } from '@holdfast/shared/model/corrections';
import { incidentsText } from '../ui/text/incidents.ts';
import { type IncidentWords, incidentWords } from './incident-words.ts';
import { backingOf, correctionOf, entriesOf } from '../signing/backing.ts';
import { type DraftDoubt, noDraftDoubt } from './draft-doubts.ts';
import type { ReadIncident } from './incident-store.ts';
import { affectedIn } from './merged-model.ts';
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
 * @param merged incidents that turned out to be this one: what was seen, decided, guessed and planned
 * in them is told, too
 */
export function draftUpdate(
  incident: ReadIncident,
  audience: UpdateAudience,
  time: (atMs: number) => string,
  nowMs: number,
  names: IncidentWords = incidentWords(),
  merged: readonly ReadIncident[] = [],
  doubt: DraftDoubt = noDraftDoubt,
): string {
  const all = [incident, ...merged];
  const components = affectedIn(all);
  const { state, entries } = incident;
  const isOver = state.status.now?.value === 'resolved';
  const words = incidentsText.update;
  const sinceMs = statusSinceMs(incident);
  const title = state.title.now?.value ?? incidentsText.untitled;
  const severity = state.severity.now && names.severity(state.severity.now.value);
  const status = incidentsText.statuses[state.status.now?.value ?? 'investigating'];
  const lines = [
    `${incident.isDrill ? `${incidentsText.drill}: ` : ''}${title}`,
    `${severity === undefined ? incidentsText.notStated : `${severity.short} (${severity.long})`}. ${status}${sinceMs > 0 ? `, since ${time(sinceMs)}` : ''}.${doubt(incident, [...backingOf(state.severity), ...backingOf(state.status)])}`,
  ];
  const startedMs = milestonesOf(state, entries).started ?? incident.declaredAtMs;
  if (state.status.now !== undefined && startedMs > 0) lines.push(words.began(time(startedMs)));
  if (audience === 'executive') {
    lines.push(words.impact(severity?.long ?? '', components.join(', '), isOver));
  } else if (components.length > 0) {
    lines.push(`Affected: ${components.join(', ')}.`);
  }
  if (state.status.now !== undefined && state.status.now.text !== '') {
    lines.push(state.status.now.text);
  }
  if (audience === 'executive') {
    const open = all.flatMap((one) =>
      one.state.actions
        .filter(
          ({ entry, state: stands }) =>
            stands === 'open' && !isWithdrawn(one.state.corrections, entry),
        )
        .map(({ entry, heads }) => {
          const on = [entry, ...correctionOf(one, entry.id), ...entriesOf(one, heads)];
          return `${entry.text.replaceAll(/\s+/gu, ' ').trim()}${doubt(one, on)}`;
        }),
    );
    lines.push(words.next(open));
    if (!isOver) {
      lines.push(words.nextUpdate(time(nowMs + updateEveryMs[state.severity.now?.value ?? 3])));
    }
  }
  if (audience === 'tactical') {
    const last = entries.findLast(({ kind }) => kind === 'update');
    const said = all
      .flatMap((one) => one.entries.map((entry) => ({ entry, one })))
      .filter(({ entry }) => last === undefined || byClock(entry, last) > 0)
      .toSorted((a, b) => byClock(a.entry, b.entry));
    for (const { entry, one } of said) {
      const corrected = one.state.corrections.get(entry.id);
      if (corrected?.withdrawn === true) continue;
      if (entry.kind !== 'note' && entry.kind !== 'decision') continue;
      const text = corrected?.text ?? entry.text;
      const what = entry.kind === 'decision' ? `${incidentsText.timeline.kind.decision}: ` : '';
      lines.push(
        `- ${time(corrected?.happenedAtMs ?? entry.happenedAtMs)} ${what}${text}${doubt(one, [entry, ...correctionOf(one, entry.id)])}`,
      );
    }
    const guesses = all.flatMap((one) =>
      one.state.hypotheses.map((hypothesis) => ({ one, ...hypothesis })),
    );
    for (const { one, entry, state: standing } of guesses) {
      const on = [entry, ...correctionOf(one, entry.id), ...backingOf(standing)];
      const now = incidentsText.details.hypothesisStates[standing.now?.value ?? 'open'];
      lines.push(
        `- ${incidentsText.timeline.kind.hypothesis} (${now}): ${entry.text}${doubt(one, on)}`,
      );
    }
    for (const { holders, role } of state.roles) {
      if (holders.length === 0) continue;
      lines.push(
        `${names.role(role)}: ${holders.map(({ value }) => value).join(', ')}.${doubt(incident, holders)}`,
      );
    }
  }
  return lines.join('\n');
}
