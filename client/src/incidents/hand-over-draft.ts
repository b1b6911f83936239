import { cutText } from '@holdfast/shared/markdown/characters';
import { incidentsText } from '../ui/text/incidents.ts';
import type { ReadIncident } from './incident-store.ts';
import type { IncidentWords } from './incident-words.ts';
import { updateDueAtMs } from './update-draft.ts';

const words = incidentsText.handOver;
const mostDecisions = 3;
const longestLine = 300;

/** What whoever takes a role over should know, drafted from what holds and what was decided last. */
export function draftHandOver(
  incident: ReadIncident,
  time: (atMs: number) => string,
  names: IncidentWords,
): string {
  const { state, entries } = incident;
  const textOf = (id: string, text: string): string =>
    short(state.corrections.get(id)?.text ?? text);
  const isHeld = (id: string): boolean => state.corrections.get(id)?.withdrawn !== true;
  const severity = state.severity.now;
  const status = state.status.now?.value ?? 'investigating';
  const decisions = entries
    .filter((entry) => entry.kind === 'decision')
    .filter(({ id }) => isHeld(id))
    .slice(-mostDecisions);
  const hypotheses = state.hypotheses.filter(
    ({ entry, state: judged }) => (judged.now?.value ?? 'open') === 'open' && isHeld(entry.id),
  );
  const actions = state.actions.filter(
    ({ entry, state: stands }) => stands === 'open' && isHeld(entry.id),
  );
  return [
    words.state(
      severity === undefined ? incidentsText.notStated : names.severity(severity.value).short,
      incidentsText.statuses[status],
      short(state.status.now?.text ?? ''),
    ),
    ...(state.components.length > 0 ? [words.affected(state.components.join(', '))] : []),
    ...section(
      words.hypotheses,
      hypotheses.map(({ entry }) => textOf(entry.id, entry.text)),
    ),
    ...section(
      words.decisions,
      decisions.map(
        (entry) =>
          `${time(state.corrections.get(entry.id)?.happenedAtMs ?? entry.happenedAtMs)} ${textOf(entry.id, entry.text)}`,
      ),
    ),
    ...section(
      words.actions,
      actions.map(({ entry, owner, due }) => {
        const who = [owner, due].filter((one) => one !== '').join(', ');
        return `${textOf(entry.id, entry.text)}${who === '' ? '' : ` (${who})`}`;
      }),
    ),
    ...(status === 'resolved' ? [] : [words.updateDue(time(updateDueAtMs(incident)))]),
  ].join('\n');
}

function section(title: string, lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : [title, ...lines.map((line) => `- ${line}`)];
}

function short(text: string): string {
  const line = text.replaceAll(/\s+/gu, ' ').trim();
  return line.length <= longestLine ? line : `${cutText(line, longestLine - 1)}…`;
}
