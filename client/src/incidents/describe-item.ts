import type { IncidentEntry } from '@holdfast/shared/model/incident-entries';
import { isSamePerson } from '@holdfast/shared/model/people';
import { describeRunEntry } from '../room/describe-run-entry.ts';
import { incidentsText } from '../ui/text/incidents.ts';
import { type IncidentWords, incidentWords } from './incident-words.ts';
import type { TimelineItem } from './timeline-model.ts';

const says = incidentsText.timeline.says;
const kinds = incidentsText.timeline.kind;

/** Names that the timeline shows in place of documents. */
export interface Names {
  readonly titleOf: (document: string) => string;
  readonly time: (atMs: number) => string;
  /** What the workspace calls roles and severities. */
  readonly words?: IncidentWords;
}

/** What an item says somebody did, as the end of a sentence that begins with their name. */
export function describeItem(item: TimelineItem, names: Names): string {
  const { what } = item;
  if (what.kind === 'ran') return says.run(what.run.title);
  return what.kind === 'did'
    ? describeRunEntry(what.entry, what.run)
    : describeEntry(what.entry, names);
}

function describeEntry(
  entry: IncidentEntry,
  { titleOf, time, words = incidentWords() }: Names,
): string {
  switch (entry.kind) {
    case 'declared': {
      const severity =
        entry.severityStated === false
          ? incidentsText.notStated.toLowerCase()
          : words.severity(entry.severity).short;
      return entry.drill === true ? says.declaredDrill(severity) : says.declared(severity);
    }
    case 'title':
      return says.title(entry.title);
    case 'severity':
      return says.severity(words.severity(entry.severity).short);
    case 'status':
      return says.status(incidentsText.statuses[entry.status]);
    case 'role':
      return describeRole(entry, words);
    case 'component':
      return entry.affected ? says.affected(entry.component) : says.unaffected(entry.component);
    case 'link':
      return says.link;
    case 'alert':
      return entry.firing ? says.firing(entry.alert) : says.ended(entry.alert);
    case 'update':
      return kinds.update[entry.audience];
    case 'hypothesis-state':
      return { open: says.reopened, confirmed: says.confirmed, disproven: says.disproven }[
        entry.state
      ];
    case 'action-state':
      return { open: says.planned, done: says.done, dropped: says.dropped }[entry.state];
    case 'milestone': {
      const which = incidentsText.details.milestones[entry.which];
      return entry.atMs > 0 ? says.milestone(which, time(entry.atMs)) : says.unknownTime(which);
    }
    case 'merge':
      return entry.into === '' ? says.apart : says.merged(titleOf(entry.into));
    case 'runbook-verdict':
      return entry.helped
        ? says.helped(titleOf(entry.runbook))
        : says.wrong(titleOf(entry.runbook));
    case 'note':
    case 'decision':
    case 'hypothesis':
    case 'action':
    case 'output':
      return kinds[entry.kind];
    case 'pin':
    case 'correction':
      return '';
  }
}

function describeRole(
  entry: Extract<IncidentEntry, { kind: 'role' }>,
  words: IncidentWords,
): string {
  const role = words.role(entry.role);
  const isSelf = isSamePerson(entry.by, entry.person);
  if (entry.holds) return isSelf ? says.roleSelf(role) : says.role(role, entry.person);
  return isSelf ? says.roleEndSelf(role) : says.roleEnd(role, entry.person);
}
