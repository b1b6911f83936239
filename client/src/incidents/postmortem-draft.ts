import { durationsOf } from '@holdfast/shared/model/incident-durations';
import { milestonesOf } from '@holdfast/shared/model/incident-fold';
import { durationInWords } from '../ui/duration.ts';
import { incidentsText } from '../ui/text/incidents.ts';
import { backingOf, correctionOf, entriesOf } from '../signing/backing.ts';
import { type DraftDoubt, noDraftDoubt } from './draft-doubts.ts';
import { type IncidentWords, incidentWords } from './incident-words.ts';
import type { ReadIncident } from './incident-store.ts';

const words = incidentsText.prose;

/** A post-mortem to begin with: sections with what the timeline knows, and what to write where it does not; with what is left to do in those merged into it. */
export function draftPostmortem(
  incident: ReadIncident,
  time: (atMs: number) => string,
  names: IncidentWords = incidentWords(),
  merged: readonly ReadIncident[] = [],
  doubt: DraftDoubt = noDraftDoubt,
): string {
  const { state, entries } = incident;
  const actions = [incident, ...merged].flatMap((one) =>
    one.state.actions.map((action) => ({ one, action })),
  );
  const durations = durationsOf(milestonesOf(state, entries));
  const lasted: readonly (readonly [string, number | undefined])[] = [
    [incidentsText.details.durations.detect, durations.toDetect],
    [incidentsText.details.durations.acknowledge, durations.toAcknowledge],
    [incidentsText.details.durations.mitigate, durations.toMitigate],
    [incidentsText.details.durations.resolve, durations.toResolve],
  ];
  const severity = state.severity.now && names.severity(state.severity.now.value);
  const confirmed = state.hypotheses.filter(
    ({ state: judged }) => judged.now?.value === 'confirmed',
  );
  const { headings, hints } = words;
  return [
    `## ${headings.summary}`,
    `_${hints.summary}_`,
    ...(state.status.now?.text
      ? [`${state.status.now.text}${doubt(incident, backingOf(state.status))}`]
      : []),
    `## ${headings.impact}`,
    `_${hints.impact}_`,
    list([
      severity === undefined
        ? incidentsText.notStated
        : `${severity.short}: ${severity.long}${doubt(incident, backingOf(state.severity))}`,
      ...(state.components.length > 0 ? [state.components.join(', ')] : []),
      ...lasted.flatMap(([name, ms]) =>
        ms === undefined ? [] : [`${name}: ${durationInWords(ms)}`],
      ),
    ]),
    `## ${headings.timeline}`,
    list(timelineOf(incident, time, names, doubt)),
    `## ${headings.causes}`,
    `_${hints.causes}_`,
    ...(confirmed.length > 0
      ? [
          list(
            confirmed.map(
              ({ entry, state: judged }) =>
                `${oneLine(entry.text)}${doubt(incident, [entry, ...correctionOf(incident, entry.id), ...backingOf(judged)])}`,
            ),
          ),
        ]
      : []),
    `## ${headings.went}`,
    `_${hints.went}_`,
    ...(incident.runs.length > 0
      ? [
          list(
            incident.runs.map(({ run, counts }) => `${run.title}: ${counts.done}/${counts.steps}`),
          ),
        ]
      : []),
    `## ${headings.actions}`,
    ...(actions.length > 0
      ? [
          actions
            .filter(({ action }) => action.state !== 'dropped')
            .map(({ one, action: { entry, state: stands, owner, due, heads } }) => {
              const on = [entry, ...correctionOf(one, entry.id), ...entriesOf(one, heads)];
              const who = [owner, due].filter((one) => one !== '').join(', ');
              const end = who === '' ? '' : ` (${who})`;
              return `- [${stands === 'done' ? 'x' : ' '}] ${oneLine(entry.text)}${end}${doubt(one, on)}`;
            })
            .join('\n'),
        ]
      : ['- [ ] ']),
    '',
  ].join('\n\n');
}

/** Notes, decisions, changes of severity and status: what a reader wants to follow. */
function timelineOf(
  incident: ReadIncident,
  time: (atMs: number) => string,
  names: IncidentWords,
  doubt: DraftDoubt,
): readonly string[] {
  const { entries, state } = incident;
  const says = incidentsText.timeline.says;
  return entries
    .filter(({ id }) => state.corrections.get(id)?.withdrawn !== true)
    .flatMap((entry) => {
      const corrected = state.corrections.get(entry.id);
      const atMs = corrected?.happenedAtMs ?? entry.happenedAtMs;
      const text = corrected?.text ?? ('text' in entry ? (entry.text ?? '') : '');
      const what =
        entry.kind === 'declared'
          ? says.declared(
              entry.severityStated === false
                ? incidentsText.notStated.toLowerCase()
                : names.severity(entry.severity).short,
            )
          : entry.kind === 'status'
            ? says.status(incidentsText.statuses[entry.status])
            : entry.kind === 'severity'
              ? says.severity(names.severity(entry.severity).short)
              : entry.kind === 'decision'
                ? incidentsText.timeline.kind.decision
                : entry.kind === 'note'
                  ? ''
                  : undefined;
      if (what === undefined) return [];
      const said = [what, oneLine(text)].filter((one) => one !== '').join(': ');
      const on = [entry, ...correctionOf(incident, entry.id)];
      return [{ atMs, line: `${time(atMs)} ${said}${doubt(incident, on)}` }];
    })
    .toSorted((a, b) => a.atMs - b.atMs)
    .map(({ line }) => line);
}

function list(items: readonly string[]): string {
  return items.map((item) => `- ${item}`).join('\n');
}

function oneLine(text: string): string {
  return text.replaceAll(/\s+/gu, ' ').trim();
}
