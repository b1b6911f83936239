import { nameWithId } from '../access/namesakes.ts';
import { isDoubtful, proofWords } from '../access/proof-words.ts';
import type { IncidentEntry } from '../model/incident-entries.ts';
import { milestones } from '../model/incident-terms.ts';
import type { Decided } from '../model/standing.ts';
import type { Incident } from '../model/incident.ts';
import { type ExportedIncident, happenedAt } from './exported-incident.ts';
import {
  durationWords,
  milestoneWords,
  moment,
  roleWords,
  severityName,
  severityWords,
  span,
  statusWords,
  told,
} from './incident-words.ts';
import { headingsBelow } from './nested-headings.ts';

/** Posted so much later than it happened, ms, it is told when it was posted. */
const notableDelayMs = 60_000;

/** One incident as Markdown, for people who do not have the app. Times are UTC. */
export function incidentMarkdown(exported: ExportedIncident): string {
  const { projection, notes, postmortem, merged } = exported;
  const all = [exported, ...merged];
  const sections = [
    `# ${lineOfMarkdown(projection.title)}`,
    list(facts(exported)),
    section('Times', list(times(exported))),
    section('Post-mortem', headingsBelow(postmortem, 2)),
    section(
      'Action items as they stand',
      all
        .flatMap((one) =>
          one.incident.state.actions.map((action) =>
            actionLine(one, action, origin(one, exported)),
          ),
        )
        .join('\n'),
    ),
    section('Whole timeline', timeline(exported)),
    section('Runs', list(all.flatMap((one) => runs(one, origin(one, exported))))),
    section('Notes', headingsBelow(notes, 2)),
    ...merged.flatMap((one) => proseOf(one)),
  ];
  return `${sections.filter((text) => text !== '').join('\n\n')}\n`;
}

/** What was written in an incident that turned out to be this one. */
function proseOf({ projection, notes, postmortem }: ExportedIncident): readonly string[] {
  const title = lineOfMarkdown(projection.title);
  return [
    section(`Post-mortem of “${title}”`, headingsBelow(postmortem, 2)),
    section(`Notes of “${title}”`, headingsBelow(notes, 2)),
  ];
}

/** Which other incident something is from; empty where it is from the one that is exported. */
function origin(one: ExportedIncident, exported: ExportedIncident): string {
  return one === exported ? '' : `in “${lineOfMarkdown(one.projection.title)}”`;
}

function section(heading: string, text: string): string {
  return text === '' ? '' : `## ${heading}\n\n${text}`;
}

function list(rows: readonly (readonly [string, string])[]): string {
  return rows
    .filter(([, value]) => value !== '')
    .map(([name, value]) => `- **${name}**: ${value}`)
    .join('\n');
}

function facts(exported: ExportedIncident): readonly [string, string][] {
  const { document, incident, projection, names, merged, unread } = exported;
  const { state } = incident;
  const components = new Set([exported, ...merged].flatMap((one) => one.projection.components));
  const roles = state.roles.map(({ role, holders }): [string, string] => {
    return [
      lineOfMarkdown(roleWords(role, names)),
      holders
        .map((one) => `${lineOfMarkdown(one.value)}${inBrackets(doubt(exported, one))}`)
        .join(', '),
    ];
  });
  return [
    ['Drill', projection.drill ? 'yes, no real outage' : ''],
    [
      'Severity',
      `${lineOfMarkdown(severityWords(projection, names))}${undecided(state.severity.conflict, (one) => lineOfMarkdown(severityName(one, names)))}`,
    ],
    [
      'Status',
      `${statusWords[projection.status]}${undecided(state.status.conflict, (one) => statusWords[one])}`,
    ],
    ['Declared', by(moment(projection.declaredAtMs), projection.declaredBy)],
    ['Affected', [...components].map(lineOfMarkdown).join(', ')],
    ['Alerts', projection.alerts.map(lineOfMarkdown).join(', ')],
    ['Still firing', state.firing.map(lineOfMarkdown).join(', ')],
    ...roles,
    ['The same as', projection.mergedInto],
    [
      'Also declared as',
      merged.map((one) => `“${lineOfMarkdown(one.projection.title)}” (${one.document})`).join(', '),
    ],
    ['Not in this file, since it could not be read', unread.join(', ')],
    ['Signatures', signatures(exported)],
    ['Document', document],
  ];
}

/** How many entries are of whom they name; empty where the workspace has no keys. */
function signatures(exported: ExportedIncident): string {
  const all = [exported, ...exported.merged].flatMap(({ proofs }) => [...(proofs?.values() ?? [])]);
  const doubtful = all.filter(isDoubtful).length;
  const signed = all.filter(({ state }) => state === 'signed').length;
  if (all.length === 0) return '';
  return `${signed} of ${all.length} entries signed by a device of whom they name${doubtful === 0 ? '' : `; ${doubtful} may not be of whom they name, which is said with each`}`;
}

function undecided<T>(conflict: readonly Decided<T>[], words: (value: T) => string): string {
  if (conflict.length === 0) return '';
  const sides = conflict.map(({ value, by: who }) => `${words(value)} by ${lineOfMarkdown(who)}`);
  return ` (not settled: ${sides.join(', ')})`;
}

function by(when: string, who: string): string {
  return [when, who === '' ? '' : `by ${lineOfMarkdown(who)}`]
    .filter((part) => part !== '')
    .join(' ');
}

function times({ milestones: reached, durations }: ExportedIncident): readonly [string, string][] {
  const spans = (['toDetect', 'toAcknowledge', 'toMitigate', 'toResolve'] as const).map(
    (name): [string, string] => {
      const ms = durations[name];
      return [durationWords[name], ms === undefined ? '' : span(ms)];
    },
  );
  return [
    ...milestones.map((one): [string, string] => [milestoneWords[one], moment(reached[one] ?? 0)]),
    ...spans,
  ];
}

function actionLine(
  exported: ExportedIncident,
  { entry, state, owner, due }: Incident['state']['actions'][number],
  from: string,
): string {
  const about = [
    doubt(exported, entry),
    from,
    state === 'dropped' ? 'dropped' : '',
    owner === '' ? '' : `owner ${lineOfMarkdown(owner)}`,
    due === '' ? '' : `due ${due}`,
  ].filter((part) => part !== '');
  const words = lineOfMarkdown(entry.text.replace(/\s+/gu, ' '));
  return `- [${state === 'done' ? 'x' : ' '}] ${words}${about.length === 0 ? '' : ` (${about.join(', ')})`}`;
}

/** All incidents of the outage as one timeline. Of one incident it is in order already. */
function timeline(exported: ExportedIncident): string {
  return [exported, ...exported.merged]
    .flatMap((one) =>
      one.timeline.map((entry) => ({
        atMs: happenedAt(one.incident, entry),
        text: timelineItem(one, entry, origin(one, exported)),
      })),
    )
    .toSorted((a, b) => a.atMs - b.atMs)
    .map(({ text }) => text)
    .join('\n');
}

function timelineItem(exported: ExportedIncident, entry: IncidentEntry, from: string): string {
  const { incident, names, proofs } = exported;
  const { state } = incident;
  const atMs = happenedAt(incident, entry);
  const correction = state.corrections.get(entry.id);
  const { what, words: said } = told(entry, names);
  const words = correction?.text ?? said;
  const isWithdrawn = correction?.withdrawn === true;
  const proof = proofs?.get(entry.id);
  const by = nameWithId(entry.by, proof?.state === 'signed' ? proof.id : undefined);
  const remarks = [
    doubt(exported, entry),
    from,
    entry.wallMs - atMs >= notableDelayMs ? `posted ${moment(entry.wallMs)}` : '',
    correction === undefined
      ? ''
      : `${isWithdrawn ? 'withdrawn' : 'corrected'} by ${lineOfMarkdown(correction.by.by)}${inBrackets(doubt(exported, correction.by))}`,
    // What was said first stays readable: others may have acted on it.
    correction?.text !== undefined && said !== '' && said !== correction.text
      ? `first: ${lineOfMarkdown(said.replace(/\s+/gu, ' '))}`
      : '',
    stateRemark(incident, entry),
    state.pinned.has(entry.id) ? 'pinned' : '',
  ].filter((part) => part !== '');
  const head = `${lineOfMarkdown(what)}${entry.kind === 'link' ? ` ${addressOfMarkdown(entry.url)}` : ''}`;
  const start = `- ${moment(atMs) || 'At an unknown time'}, **${lineOfMarkdown(by)}**: ${isWithdrawn ? `~~${head}~~` : head}`;
  const line = `${start}${remarks.length === 0 ? '' : ` _(${remarks.join('; ')})_`}`;
  if (words === '') return line;
  return `${line}\n\n${indented(entry.kind === 'output' ? fenced(words) : quoted(words))}\n`;
}

/** Why an entry may not be of whom it names; empty where all is well, or nothing is known. */
function doubt(
  { proofs }: ExportedIncident,
  { id, by: who }: { readonly id: string; readonly by: string },
): string {
  const proof = proofs?.get(id);
  if (proof === undefined || !isDoubtful(proof)) return '';
  return `**${lineOfMarkdown(proofWords(proof, who, moment))}**`;
}

function inBrackets(text: string): string {
  return text === '' ? '' : ` (${text})`;
}

function stateRemark({ state }: Incident, entry: IncidentEntry): string {
  if (entry.kind !== 'hypothesis') return '';
  return state.hypotheses.find((one) => one.entry.id === entry.id)?.state.now?.value ?? 'open';
}

function runs({ projection }: ExportedIncident, from: string): readonly [string, string][] {
  return projection.runs.map((run): [string, string] => [
    lineOfMarkdown(run.title),
    `${run.outcome}, ${run.done} of ${run.steps} steps done, ${run.skipped} skipped, ${run.failed} failed, begun ${moment(run.startedAtMs)} (${run.runbook})${from === '' ? '' : `, ${from}`}`,
  ]);
}

/** Words that stand in a line: nothing in them is markup. */
function lineOfMarkdown(text: string): string {
  return text.replace(/[\r\n]+/gu, ' ').replace(/[\\`*_[\]<>#|~]/gu, '\\$&');
}

/** As it was typed, with nothing in it that ends the angle brackets around it. */
function addressOfMarkdown(url: string): string {
  return `<${url.replace(/[<>\s\\]/gu, (mark) => encodeURIComponent(mark))}>`;
}

/** People may write Markdown; in a quotation it cannot end the list, nor become a heading of ours. */
function quoted(text: string): string {
  return text
    .split(/\r\n|\r|\n/u)
    .map((one) => `> ${one}`.trimEnd())
    .join('\n');
}

/** Longer than any fence in it. */
function fenced(text: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/gu)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  // Markdown ends a line at a lone carriage return, too: what follows would stand outside the list.
  return `${fence}\n${text.replace(/\r\n?/gu, '\n')}\n${fence}`;
}

function indented(text: string): string {
  return text
    .split('\n')
    .map((one) => (one === '' ? '' : `  ${one}`))
    .join('\n');
}
