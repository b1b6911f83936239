import type * as Y from 'yjs';
import { type Acceptance, readAcceptances, restoreAcceptance } from '../model/map-acceptances.ts';
import {
  type Exclusion,
  exclusionKey,
  readExclusions,
  restoreExclusion,
} from '../model/map-exclusions.ts';
import { isDay } from '../model/day.ts';
import { type MapTask, mapTaskStates, readMapTasks, restoreMapTask } from '../model/map-tasks.ts';
import { type FollowUps, recordOf } from './draft.ts';
import { deletion, text } from './map-file-values.ts';

export const noFollowUps: FollowUps = { tasks: [], acceptances: [], exclusions: [] };

/** All of a map's, in an order that does not depend on who wrote when. */
export function readFollowUps(doc: Y.Doc): FollowUps {
  return {
    tasks: readMapTasks(doc),
    acceptances: inOrder(readAcceptances(doc)),
    exclusions: inOrder(readExclusions(doc)),
  };
}

function inOrder<T>(byKey: ReadonlyMap<string, T>): readonly T[] {
  return [...byKey].toSorted(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)).map(([, one]) => one);
}

/** Those that the map does not have: what people wrote there since stays. Of two of one id the first. */
export function newFollowUps(doc: Y.Doc, { tasks, acceptances, exclusions }: FollowUps): FollowUps {
  const ids = new Set(readMapTasks(doc).map(({ id }) => id));
  const findings = new Set(readAcceptances(doc).keys());
  const keys = new Set(readExclusions(doc).keys());
  return {
    tasks: tasks.filter(({ id }) => !ids.has(id) && ids.add(id)),
    acceptances: acceptances.filter(
      ({ finding }) => !findings.has(finding) && findings.add(finding),
    ),
    exclusions: exclusions.filter(({ component, scenario }) => {
      const key = exclusionKey(component, scenario);
      return !keys.has(key) && keys.add(key);
    }),
  };
}

/** So many make one update at most. */
const together = 500;

/** What writes them, in steps; each says whether it wrote. */
export function followUpSteps({
  tasks,
  acceptances,
  exclusions,
}: FollowUps): readonly ((doc: Y.Doc) => boolean)[] {
  const writes = [
    ...tasks.map((one) => (doc: Y.Doc) => restoreMapTask(doc, one)),
    ...acceptances.map((one) => (doc: Y.Doc) => restoreAcceptance(doc, one)),
    ...exclusions.map((one) => (doc: Y.Doc) => restoreExclusion(doc, one)),
  ];
  const steps: ((doc: Y.Doc) => boolean)[] = [];
  for (let at = 0; at < writes.length; at += together) {
    const some = writes.slice(at, at + together);
    steps.push((doc) =>
      doc.transact(() =>
        some.reduce((wrote, write) => {
          const result = write(doc);
          return (result.ok && result.changed) || wrote;
        }, false),
      ),
    );
  }
  return steps;
}

/** An action item as it stands in a file; undefined where it says nothing that is to be done. */
export function taskOf(said: Readonly<Record<string, unknown>>): MapTask | undefined {
  const id = text(said['id']);
  const due = text(said['due']);
  const what = text(said['text']);
  if (id === '' || what.trim() === '') return undefined;
  const created = momentOf(said['created']);
  const decided = momentOf(said['decided']);
  return {
    id,
    text: what,
    owner: text(said['owner']),
    due: isDay(due) ? due : '',
    state: mapTaskStates.find((one) => one === said['state']) ?? 'open',
    component: text(said['component']),
    person: text(said['person']),
    createdAtMs: created.atMs,
    createdBy: created.by,
    decidedAtMs: decided.atMs,
    decidedBy: decided.by,
  };
}

/** An accepted finding as it stands in a file; undefined without a finding, a day and a reason. */
export function acceptanceOf(said: Readonly<Record<string, unknown>>): Acceptance | undefined {
  const [finding, until, reason] = [
    text(said['finding']),
    text(said['until']),
    text(said['reason']),
  ];
  if (finding === '' || !isDay(until) || reason.trim() === '') return undefined;
  return { finding, until, reason, ...momentOf(said['accepted']) };
}

/** What does not apply as it stands in a file; undefined without a component, a scenario, a day and a reason. */
export function exclusionOf(said: Readonly<Record<string, unknown>>): Exclusion | undefined {
  const [component, scenario, until, reason] = [
    text(said['component']),
    text(said['scenario']),
    text(said['until']),
    text(said['reason']),
  ];
  const isWhole = component !== '' && scenario !== '' && isDay(until) && reason.trim() !== '';
  return isWhole ? { component, scenario, until, reason, ...momentOf(said['said']) } : undefined;
}

function momentOf(said: unknown): { readonly atMs: number; readonly by: string } {
  const by = text(recordOf(said)['by']);
  const atMs = deletion({ by, ...recordOf(said) })?.atMs ?? 0;
  return { atMs, by };
}
