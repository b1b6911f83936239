import { isSamePerson } from '@holdfast/shared/model/people';
import type { IncidentProjection } from '@holdfast/shared/model/projection';
import { durationInWords } from '../../ui/duration.ts';
import { incidentsText } from '../../ui/text/incidents.ts';
import { notifyText } from '../../ui/text/notify.ts';
import { incidentRows, isLive, type IncidentRow } from '../incident-list-model.ts';
import type { IncidentWords } from '../incident-words.ts';
import { updateEveryMs } from '../update-interval.ts';
import type { Projections } from '../../runbooks/list-model.ts';

const says = notifyText.says;

/** What is to be told about one incident. */
export interface IncidentNews {
  /** Document name. */
  readonly incident: string;
  readonly title: string;
  /** One line for each thing that happened. */
  readonly lines: readonly string[];
}

/** What this tab knew of each incident when it last looked, by document name. */
export type Known = ReadonlyMap<string, IncidentProjection>;

export interface NewsContext {
  /** Name of who sits here: what they did themselves is no news to them. */
  readonly me: string;
  readonly nowMs: number;
  readonly words: IncidentWords;
}

/** Since when something happened, it is told that it was a while ago: it may have come late. */
const lateMs = 5 * 60_000;

/** What is known of all incidents now. */
export function knownOf(projections: Projections | undefined): Known {
  return new Map(
    incidentRows(projections)
      .filter(({ isDuplicate }) => !isDuplicate)
      .map(({ name, incident }) => [name, incident]),
  );
}

/**
 * What has changed for people since `before`. It compares what holds, not what came: an old entry
 * that arrives late and changes nothing is no news, and one that does is told with its age.
 */
export function newsSince(
  before: Known,
  projections: Projections | undefined,
  context: NewsContext,
): readonly IncidentNews[] {
  return incidentRows(projections).flatMap((row) => {
    if (row.isDuplicate || row.incident.archived) return [];
    const last = before.get(row.name);
    const lines = last === undefined ? declared(row, context) : changes(last, row, context);
    return lines.length === 0
      ? []
      : [{ incident: row.name, title: titleOf(row.incident, context), lines }];
  });
}

function titleOf(incident: IncidentProjection, { words }: NewsContext): string {
  const severity = incident.severityStated
    ? words.severity(incident.severity).short
    : incidentsText.notStated;
  const drill = incident.drill ? `${incidentsText.drill}: ` : '';
  return `${drill}${severity} ${incident.title}`;
}

/** One that is over already when it is first heard of needs nobody. */
function declared(row: IncidentRow, context: NewsContext): readonly string[] {
  const { declaredBy, declaredAtMs } = row.incident;
  if (!isLive(row)) return [];
  const line = isMe(declaredBy, context)
    ? []
    : [aged(says.declared(declaredBy), declaredAtMs, context)];
  return [...line, ...roles([], row, context)];
}

function changes(
  last: IncidentProjection,
  row: IncidentRow,
  context: NewsContext,
): readonly string[] {
  const { incident } = row;
  const lines: string[] = [];
  const { severity, status } = incident.decided;
  if (incident.severity !== last.severity && !isMe(severity.by, context)) {
    const [now, was] = [incident, last].map((one) => context.words.severity(one.severity).short);
    const words = says.by(says.severity(now ?? '', was ?? ''), severity.by);
    lines.push(aged(words, severity.atMs, context));
  }
  if (incident.status !== last.status && !isMe(status.by, context)) {
    const words = says.status(incidentsText.statuses[incident.status]);
    lines.push(aged(says.by(words, status.by), status.atMs, context));
  }
  return [...lines, ...roles(last.roles, row, context)];
}

/** Roles that I hold now and did not before, given by somebody else. */
function roles(
  before: IncidentProjection['roles'],
  row: IncidentRow,
  context: NewsContext,
): readonly string[] {
  if (!isLive(row)) return [];
  return row.incident.roles
    .filter(
      ({ role, person, by }) =>
        isMe(person, context) &&
        !isMe(by, context) &&
        !before.some((one) => one.role === role && isMe(one.person, context)),
    )
    .map(({ role, by, atMs }) =>
      aged(says.by(says.role(context.words.role(role)), by), atMs, context),
    );
}

function isMe(name: string, { me }: NewsContext): boolean {
  return me !== '' && isSamePerson(name, me);
}

function aged(words: string, atMs: number, { nowMs }: NewsContext): string {
  const ageMs = nowMs - atMs;
  return atMs <= 0 || ageMs < lateMs ? words : says.ago(words, durationInWords(ageMs));
}

/** An update that is due: each once, by its key. */
export interface DueUpdate {
  readonly key: string;
  readonly news: IncidentNews;
}

/** Updates that are due by now in live incidents that I take part in. */
export function updatesDue(
  projections: Projections | undefined,
  context: NewsContext,
): readonly DueUpdate[] {
  return incidentRows(projections)
    .filter(isLive)
    .flatMap(({ name, incident }) => {
      const takesPart =
        incident.people.some((person) => isMe(person, context)) ||
        incident.roles.some(({ person }) => isMe(person, context));
      const lastMs = incident.updatedAtMs || incident.declaredAtMs;
      const dueAtMs = lastMs + updateEveryMs[incident.severity];
      if (!takesPart || dueAtMs > context.nowMs) return [];
      const news = {
        incident: name,
        title: titleOf(incident, context),
        lines: [says.updateDue],
      };
      return [{ key: `${name} ${lastMs}`, news }];
    });
}
