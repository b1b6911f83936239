import { peopleByComponent } from '@holdfast/shared/analysis/knowledge';
import { pairKey } from '@holdfast/shared/model/map-registers';
import {
  type KnowledgeLevel,
  knowledgeLevels,
  type MapComponent,
  type MapPerson,
  type MapValue,
} from '@holdfast/shared/model/map-value';
import type { Projections } from '../../runbooks/list-model.ts';
import {
  type NamedRunbook,
  runbooksByComponent,
  runbooksOf,
  usedRunbooks,
} from '@holdfast/shared/finding/linked-documents';
import type { AskedLevel } from './coverage.ts';
import { byName } from './matrix-model.ts';
import { isCalled, onlyRunBy, type OnlyRunner } from './only-runner.ts';

/** Somebody who could learn it, with what they can do now. */
export interface Trainee {
  readonly person: MapPerson;
  readonly level: KnowledgeLevel;
  /** They are in a team that owns it, or in one with who leaves. */
  readonly isNear: boolean;
}

/** A component that who leaves can do something with. */
export interface DepartedComponent {
  readonly component: MapComponent;
  readonly before: number;
  readonly after: number;
  /** Who is left, by name. */
  readonly left: readonly MapPerson[];
  /** The next best first; empty where nobody has to be trained. */
  readonly trainees: readonly Trainee[];
  readonly runbooks: readonly NamedRunbook[];
}

/** What has to be handed over when somebody leaves. */
export interface Departure {
  /** Those with the fewest people left first. */
  readonly components: readonly DepartedComponent[];
  /** Runbooks that nobody else owns. */
  readonly ownsAlone: readonly NamedRunbook[];
  readonly onlyRuns: readonly OnlyRunner[];
}

const mostTrainees = 3;
/** From so many people left on nobody has to be trained. */
const enough = 2;

export function departureOf(
  map: MapValue,
  person: MapPerson,
  level: AskedLevel,
  projections: Projections | undefined,
): Departure {
  const runbooks = usedRunbooks(projections);
  const byComponent = runbooksByComponent(runbooks);
  const able = peopleByComponent(map, level);
  const components: DepartedComponent[] = [];
  for (const [id, people] of able) {
    const component = map.components.get(id);
    if (component === undefined || !people.includes(person.id)) continue;
    const left = people
      .filter((one) => one !== person.id)
      .flatMap((one) => map.people.get(one) ?? [])
      .toSorted(byName);
    components.push({
      component,
      before: people.length,
      after: people.length - 1,
      left,
      trainees: left.length < enough ? trainees(map, component, person, people) : [],
      runbooks: runbooksOf(component, byComponent),
    });
  }
  return {
    components: components.toSorted(
      (a, b) => a.after - b.after || byName(a.component, b.component),
    ),
    ownsAlone: runbooks.filter(({ runbook }) => {
      const [first] = runbook.owners;
      return first !== undefined && runbook.owners.every((owner) => isCalled(person, owner));
    }),
    onlyRuns: onlyRunBy(person, projections),
  };
}

function trainees(
  map: MapValue,
  component: MapComponent,
  leaving: MapPerson,
  able: readonly string[],
): readonly Trainee[] {
  const near = new Set([...leaving.teams, ...component.ownerTeams]);
  const found: Trainee[] = [];
  for (const person of map.people.values()) {
    if (able.includes(person.id) || person.id === leaving.id) continue;
    const level = map.knowledge.get(pairKey(person.id, component.id))?.level ?? 'none';
    const isNear = person.teams.some((team) => near.has(team));
    if (level !== 'none' || isNear) found.push({ person, level, isNear });
  }
  const rank = (level: KnowledgeLevel): number => knowledgeLevels.indexOf(level);
  return found
    .toSorted(
      (a, b) =>
        rank(b.level) - rank(a.level) ||
        Number(b.isNear) - Number(a.isNear) ||
        byName(a.person, b.person),
    )
    .slice(0, mostTrainees);
}

/** Something to be done before somebody leaves. `id` is the same whoever writes it down. */
export type Handover = { readonly id: string; readonly component: string } & (
  | { readonly kind: 'train'; readonly name: string; readonly who: string }
  | { readonly kind: 'write-runbook'; readonly name: string }
  | { readonly kind: 'runbook-owner'; readonly name: string }
  | { readonly kind: 'drill'; readonly name: string }
);

/** What is to be handed over, line by line, the most pressing first. */
export function handovers(person: MapPerson, departure: Departure): readonly Handover[] {
  const lines: Handover[] = [];
  for (const { component, after, trainees: able } of departure.components) {
    if (after >= enough) continue;
    const id = `train:${person.id}:${component.id}`;
    const who = able[0]?.person.name ?? '';
    lines.push({ kind: 'train', id, component: component.id, name: component.name, who });
  }
  for (const { component, runbooks } of departure.components) {
    if (runbooks.length > 0) continue;
    const id = `write-runbook:${component.id}`;
    lines.push({ kind: 'write-runbook', id, component: component.id, name: component.name });
  }
  for (const { name, runbook } of departure.ownsAlone) {
    const id = `runbook-owner:${person.id}:${name}`;
    lines.push({ kind: 'runbook-owner', id, component: '', name: runbook.title });
  }
  for (const { runbook, title } of departure.onlyRuns) {
    lines.push({ kind: 'drill', id: `drill:${person.id}:${runbook}`, component: '', name: title });
  }
  return lines;
}
