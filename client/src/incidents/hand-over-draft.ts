import { byClock } from '@holdfast/shared/model/entries';
import { cutText } from '@holdfast/shared/markdown/characters';
import { incidentsText } from '../ui/text/incidents.ts';
import { backingOf, correctionOf, entriesOf } from '../signing/backing.ts';
import { type DraftDoubt, noDraftDoubt } from './draft-doubts.ts';
import { affectedIn } from './merged-model.ts';
import type { ReadIncident } from './incident-store.ts';
import type { IncidentWords } from './incident-words.ts';
import { updateDueAtMs } from './update-draft.ts';

const words = incidentsText.handOver;
const mostDecisions = 3;
const longestLine = 300;

/**
 * What whoever takes a role over should know, drafted from what holds and what was decided last.
 *
 * @param merged incidents that turned out to be this one: what is decided, guessed and left to do in
 * them is told, too
 */
export function draftHandOver(
  incident: ReadIncident,
  time: (atMs: number) => string,
  names: IncidentWords,
  merged: readonly ReadIncident[] = [],
  doubt: DraftDoubt = noDraftDoubt,
): string {
  const { state } = incident;
  const all = [incident, ...merged];
  const severity = state.severity.now;
  const status = state.status.now?.value ?? 'investigating';
  const components = affectedIn(all);
  const decisions = all
    .flatMap((one) =>
      one.entries.flatMap((entry) =>
        entry.kind === 'decision' && isHeld(one, entry.id) ? [{ entry, one }] : [],
      ),
    )
    .toSorted((a, b) => byClock(a.entry, b.entry))
    .slice(-mostDecisions);
  const hypotheses = all.flatMap((one) =>
    one.state.hypotheses
      .filter(
        ({ entry, state: judged }) =>
          (judged.now?.value ?? 'open') === 'open' && isHeld(one, entry.id),
      )
      .map(
        ({ entry, state: judged }) =>
          `${textOf(one, entry)}${doubt(one, [entry, ...correctionOf(one, entry.id), ...backingOf(judged)])}`,
      ),
  );
  const actions = all.flatMap((one) =>
    one.state.actions
      .filter(({ entry, state: stands }) => stands === 'open' && isHeld(one, entry.id))
      .map(({ entry, owner, due, heads }) => {
        const on = [entry, ...correctionOf(one, entry.id), ...entriesOf(one, heads)];
        const who = [owner, due].filter((part) => part !== '').join(', ');
        return `${textOf(one, entry)}${who === '' ? '' : ` (${who})`}${doubt(one, on)}`;
      }),
  );
  return [
    words.state(
      severity === undefined ? incidentsText.notStated : names.severity(severity.value).short,
      incidentsText.statuses[status],
      short(state.status.now?.text ?? ''),
    ) + doubt(incident, [...backingOf(state.severity), ...backingOf(state.status)]),
    ...(components.length > 0 ? [words.affected(components.join(', '))] : []),
    ...section(words.hypotheses, hypotheses),
    ...section(
      words.decisions,
      decisions.map(({ entry, one }) => {
        const saidMs = one.state.corrections.get(entry.id)?.happenedAtMs ?? entry.happenedAtMs;
        const on = [entry, ...correctionOf(one, entry.id)];
        return `${time(saidMs)} ${textOf(one, entry)}${doubt(one, on)}`;
      }),
    ),
    ...section(words.actions, actions),
    ...(status === 'resolved' ? [] : [words.updateDue(time(updateDueAtMs(incident)))]),
  ].join('\n');
}

function isHeld({ state }: ReadIncident, id: string): boolean {
  return state.corrections.get(id)?.withdrawn !== true;
}

function textOf(
  { state }: ReadIncident,
  entry: { readonly id: string; readonly text: string },
): string {
  return short(state.corrections.get(entry.id)?.text ?? entry.text);
}

function section(title: string, lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : [title, ...lines.map((line) => `- ${line}`)];
}

function short(text: string): string {
  const line = text.replaceAll(/\s+/gu, ' ').trim();
  return line.length <= longestLine ? line : `${cutText(line, longestLine - 1)}…`;
}
