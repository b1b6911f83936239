import { roleWords } from '../transfer/incident-words.ts';
import { incidentText } from './incident-text.ts';
import { liveIncidents } from './survey-incident.ts';
import type { Survey, SurveyedRunbook } from './survey.ts';

/** What the documents say of one name. Names are what people and files wrote: two spellings are two people. */
export interface PersonFacts {
  readonly name: string;
  readonly owns: readonly SurveyedRunbook[];
  /** Runbooks that nobody changed after them. */
  readonly changed: number;
  readonly reviewed: number;
  /** Drills that they took part in. */
  readonly ran: number;
  /** Their roles in live incidents, in words. */
  readonly holds: readonly string[];
}

interface Gathered {
  readonly owns: SurveyedRunbook[];
  changed: number;
  reviewed: number;
  ran: number;
  readonly holds: string[];
}

/** Everyone whom the documents name: who holds a role in a live incident, then owners, by name. */
export function peopleIn({
  runbooks,
  drills,
  incidents,
  workspace,
}: Survey): readonly PersonFacts[] {
  const people = new Map<string, Gathered>();

  function of(name: string): Gathered {
    const known = people.get(name);
    if (known !== undefined) return known;
    const fresh: Gathered = { owns: [], changed: 0, reviewed: 0, ran: 0, holds: [] };
    people.set(name, fresh);
    return fresh;
  }

  for (const runbook of runbooks) {
    for (const owner of new Set(runbook.owners)) of(owner).owns.push(runbook);
    if (runbook.changedBy !== '') of(runbook.changedBy).changed += 1;
    for (const reviewer of new Set(runbook.reviewers)) of(reviewer).reviewed += 1;
  }
  for (const drill of drills) for (const person of new Set(drill.people)) of(person).ran += 1;
  for (const { title, roles } of liveIncidents(incidents)) {
    for (const { role, person } of roles) {
      of(person).holds.push(incidentText.holds(roleWords(role, workspace?.incidentNames), title));
    }
  }
  const { compare } = new Intl.Collator('en');
  return Array.from(people, ([name, facts]) => ({ name, ...facts })).toSorted(
    (a, b) =>
      Number(b.holds.length > 0) - Number(a.holds.length > 0) ||
      Number(b.owns.length > 0) - Number(a.owns.length > 0) ||
      compare(a.name, b.name),
  );
}
