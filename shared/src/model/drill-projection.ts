import type * as Y from 'yjs';
import { type Drill, isUnjudged, readDrill } from './drill.ts';
import { countHolding, hasDrillConflict, knownMoments, measuredOf } from './drill-fold.ts';
import { latestOf } from './moments.ts';
import { isSamePerson } from './people.ts';
import type { DrillProjection } from './projection.ts';
import { projectRun } from './run-projection.ts';

/** Words of entries that search reads, in UTF-16 code units at most. */
const searchedLength = 64_000;

/** What lists, the log, coverage, the review and trust need to know of a drill. */
export function projectDrill(doc: Y.Doc): DrillProjection {
  const drill = readDrill(doc);
  const { runs, state, entries } = drill;
  const { planned } = state;
  const starts = [drill.createdAtMs, ...runs.map(({ run }) => run.happenedAtMs)];
  const moments = knownMoments(state);
  return {
    kind: 'drill',
    drillKind: drill.drillKind,
    title: drill.title || 'Untitled drill',
    archived: drill.archived,
    startedAtMs: starts.find((atMs) => atMs > 0) ?? 0,
    endedAtMs: drill.endedAtMs,
    changedAtMs: latestOf(
      [...entries.map(({ wallMs }) => wallMs), ...runs.map(({ changedAtMs }) => changedAtMs)],
      drill.createdAtMs,
    ),
    outcome: drill.outcome,
    ...(isUnjudged(drill) ? { isUnjudged: true } : {}),
    people: peopleOf(drill),
    runs: runs.map(projectRun),
    plan: planned?.plan ?? '',
    scenario: planned?.scenario ?? '',
    scope: planned?.scope ?? { components: [], domains: [], people: [] },
    hypothesis: planned?.hypothesis ?? '',
    ...(planned?.rtoSeconds === undefined ? {} : { rtoSeconds: planned.rtoSeconds }),
    ...(planned?.rpoSeconds === undefined ? {} : { rpoSeconds: planned.rpoSeconds }),
    moments,
    ...measuredOf(moments),
    ...endOf(drill),
    findings: state.findings.map(({ entry, state: stands }) => ({
      id: entry.id,
      text: entry.text,
      by: entry.by,
      atMs: entry.happenedAtMs,
      state: stands,
    })),
    actions: state.actions.map(({ entry, state: stands, owner, due }) => ({
      id: entry.id,
      text: entry.text,
      state: stands,
      owner,
      due,
      of: entry.of,
    })),
    files: state.files.length,
    evidence: countHolding(entries, state, ['file', 'link', 'output', 'observed']),
    inConflict: hasDrillConflict(state) || runs.some(({ endConflict }) => endConflict.length > 0),
    text: textOf(drill),
  };
}

/** Who said or did something, then participants who did not; each once, by the name met first. */
function peopleOf({ entries, runs, state }: Drill): readonly string[] {
  const all = [
    ...entries.map(({ by }) => by),
    ...runs.flatMap(({ people }) => people),
    ...state.participants.map(({ person }) => person),
  ];
  const people: string[] = [];
  for (const name of all) {
    if (name !== '' && !people.some((known) => isSamePerson(known, name))) people.push(name);
  }
  return people;
}

function endOf({ state }: Drill): Pick<DrillProjection, 'verdict' | 'aborted'> {
  const { now } = state.end;
  if (now === undefined) return {};
  const { by, happenedAtMs: saidAtMs, text, value } = now;
  const atMs = state.corrections.get(now.id)?.happenedAtMs ?? saidAtMs;
  const { outcome, hypothesis } = value;
  return outcome === 'aborted'
    ? { aborted: { by, atMs, reason: text } }
    : { verdict: { outcome, hypothesis, by, atMs, text } };
}

function textOf({ state, entries }: Drill): string {
  const { planned } = state;
  const said = entries.flatMap((entry) => {
    const text = 'text' in entry ? (entry.text ?? '') : '';
    return entry.kind === 'file' ? [entry.name, text] : [text];
  });
  const all = [
    planned?.hypothesis ?? '',
    planned?.abort ?? '',
    ...(planned?.expects ?? []),
    ...said,
  ];
  return all
    .filter((text) => text !== '')
    .join('\n')
    .slice(0, searchedLength);
}
