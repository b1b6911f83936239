import { exclusionKey, type Exclusion } from '../model/map-exclusions.ts';
import type { MapValue } from '../model/map-value.ts';
import { type Cell, cellOf, type CellQuestion, defaultWindowDays, provenOf } from './cell.ts';
import { evidenceByCell, type EvidenceByCell, type EvidenceSources } from './evidence.ts';
import { type Intervals, intervalsOf } from './intervals.ts';

/** When it is asked about: all of it is a pure function of this. */
export interface Moment {
  /** Wall clock, ms since 1970. */
  readonly nowMs: number;
  /** The local day of it. */
  readonly today: string;
}

/** How ready one component is by itself. What is not known is absent, never 0. */
export interface ComponentReadiness {
  readonly component: string;
  /** By scenario, in order: what is required, left out, or has evidence. */
  readonly cells: ReadonlyMap<string, Cell>;
  /** Mean of the required cells, 0..1; absent where none is required. */
  readonly score?: number | undefined;
  /** Part of the required cells in which recovery was shown and nothing showed otherwise since. */
  readonly coverage?: number | undefined;
  /** Mean over the required cells that have evidence. */
  readonly freshness?: number | undefined;
  /** Part of the required cells with a measured objective in which it was met. */
  readonly attainment?: number | undefined;
  /** The worst measured within the window, over all scenarios. */
  readonly provenRtoSeconds?: number | undefined;
  readonly provenRpoSeconds?: number | undefined;
}

/** A component with all that it cannot do without. */
export interface ServiceReadiness {
  readonly own: ComponentReadiness;
  /** Mean of the required cells of the service and of everything it needs, 0..1. */
  readonly score?: number | undefined;
  readonly coverage?: number | undefined;
  readonly freshness?: number | undefined;
  readonly attainment?: number | undefined;
  /** What it needs and must be drilled, the least ready first. */
  readonly parts: readonly ComponentReadiness[];
}

export interface ReadinessPoint extends Moment {
  readonly score?: number | undefined;
}

export interface Readiness {
  component(id: string, at: Moment): ComponentReadiness | undefined;
  /** Of every component that has a cell: the matrix. By id. */
  coverage(at: Moment): ReadonlyMap<string, ComponentReadiness>;
  service(id: string, at: Moment): ServiceReadiness | undefined;
  /** Over all required cells of the map. */
  whole(at: Moment): Pick<ServiceReadiness, 'score' | 'coverage' | 'freshness' | 'attainment'>;
  /**
   * The score now and at the end of each of the weeks before, the oldest first; of a service, or of
   * the whole map. Worked out again from evidence, by the map and the plans as they are today.
   */
  history(
    id: string | undefined,
    weeks: number,
    nowMs: number,
    dayOf: (atMs: number) => string,
  ): readonly ReadinessPoint[];
}

export interface ReadinessInput extends EvidenceSources {
  readonly exclusions: ReadonlyMap<string, Exclusion>;
  readonly windowDays?: number | undefined;
  readonly defaultIntervalDays?: number | undefined;
}

const dayMs = 86_400_000;
const weekMs = 7 * dayMs;

/** Reads the evidence once; then every question is answered from it. See `cellOf` for the formula. */
export function createReadiness(input: ReadinessInput): Readiness {
  const { map } = input;
  const evidence = evidenceByCell(input);
  const intervals = intervalsOf(input, input.defaultIntervalDays);
  const required = new Map<string, readonly string[]>();
  for (const component of map.components.values())
    required.set(component.id, input.rules.requiredScenarios(component, map));
  const excluded = new Map<string, string[]>();
  for (const { component, scenario } of input.exclusions.values())
    excluded.set(component, [...(excluded.get(component) ?? []), scenario]);
  const known = { ...input, evidence, intervals, required, excluded };
  // What does not depend on the moment is looked up once: a history asks for many.
  const questions = new Map<string, readonly Question[]>();
  const questionsOf = (id: string): readonly Question[] => {
    const made = questions.get(id) ?? asked(known, id);
    questions.set(id, made);
    return made;
  };

  const component = (id: string, at: Moment) =>
    map.components.has(id) ? readinessOf(id, questionsOf(id), at) : undefined;
  const all = (ids: Iterable<string>, at: Moment): readonly ComponentReadiness[] =>
    [...ids].flatMap((id) => component(id, at) ?? []);

  function service(id: string, at: Moment): ServiceReadiness | undefined {
    const own = component(id, at);
    if (own === undefined) return undefined;
    const parts = all(neededBy(map, id), at).filter(({ score }) => score !== undefined);
    return {
      own,
      ...figuresOf([own, ...parts]),
      parts: parts.toSorted(
        (a, b) => (a.score ?? 0) - (b.score ?? 0) || (a.component < b.component ? -1 : 1),
      ),
    };
  }

  const whole = (at: Moment) => figuresOf(all(map.components.keys(), at));

  return {
    component,
    coverage: (at) =>
      new Map(
        all(map.components.keys(), at)
          .filter(({ cells }) => cells.size > 0)
          .map((one) => [one.component, one]),
      ),
    service,
    whole,
    history(id, weeks, nowMs, dayOf) {
      return Array.from({ length: weeks + 1 }, (_, at) => {
        const endMs = nowMs - (weeks - at) * weekMs;
        const moment = { nowMs: endMs, today: dayOf(endMs) };
        const { score } = (id === undefined ? whole(moment) : service(id, moment)) ?? {};
        return { ...moment, score };
      });
    },
  };
}

interface Known extends ReadinessInput {
  readonly evidence: EvidenceByCell;
  readonly intervals: Intervals;
  readonly required: ReadonlyMap<string, readonly string[]>;
  readonly excluded: ReadonlyMap<string, readonly string[]>;
}

type Question = Omit<CellQuestion, 'nowMs' | 'today'> & {
  readonly scenario: string;
  readonly windowDays: number;
};

/** Everything that is known of a component's cells, whenever it is asked about. */
function asked(known: Known, id: string): readonly Question[] {
  const required = new Set(known.required.get(id));
  const evidence = known.evidence.get(id);
  const scenarios = new Set([
    ...required,
    ...(known.excluded.get(id) ?? []),
    ...(evidence?.keys() ?? []),
  ]);
  return [...scenarios].toSorted().map((scenario) => ({
    scenario,
    evidence: evidence?.get(scenario) ?? [],
    isRequired: required.has(scenario),
    exclusion: known.exclusions.get(exclusionKey(id, scenario)),
    objective: known.map.components.get(id)?.objective ?? {},
    intervalDays: known.intervals.ofCell(id, scenario),
    windowDays: known.windowDays ?? defaultWindowDays,
  }));
}

function readinessOf(id: string, questions: readonly Question[], at: Moment): ComponentReadiness {
  const cells = new Map<string, Cell>();
  for (const { scenario, ...question } of questions) {
    const { exclusion } = question;
    // Clocks differ, and who asks may round its own: within a day it counts, as evidence does.
    const isKnown = exclusion === undefined || exclusion.atMs <= at.nowMs + dayMs;
    cells.set(scenario, cellOf({ ...question, ...at, exclusion: isKnown ? exclusion : undefined }));
  }
  const happened = [...cells.values()].flatMap((cell) => cell.evidence);
  const [first] = questions;
  const proven = first === undefined ? {} : provenOf(happened, at.nowMs, first.windowDays);
  const bare = { component: id, cells };
  return { ...bare, ...figuresOf([bare]), ...proven };
}

function figuresOf(parts: readonly Pick<ComponentReadiness, 'cells'>[]) {
  const cells = parts.flatMap((one) => [...one.cells.values()].filter((cell) => cell.isRequired));
  const measured = cells.filter(
    ({ attainment }) => attainment === 'met' || attainment === 'missed',
  );
  return {
    score: mean(cells.map(({ score }) => score)),
    coverage: mean(cells.map(({ state }) => (state === 'proven' || state === 'fading' ? 1 : 0))),
    freshness: mean(cells.flatMap(({ freshness }) => freshness ?? [])),
    attainment: mean(measured.map(({ attainment }) => (attainment === 'met' ? 1 : 0))),
  };
}

function mean(values: readonly number[]): number | undefined {
  if (values.length === 0) return undefined;
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** Ids of all that a component cannot do without, however far down; not itself. */
function neededBy(map: MapValue, id: string): ReadonlySet<string> {
  const { needs } = needsOf(map);
  const found = new Set<string>([id]);
  for (const one of found) for (const needed of needs.get(one) ?? []) found.add(needed);
  found.delete(id);
  return found;
}

const cache = new WeakMap<MapValue, { readonly needs: ReadonlyMap<string, readonly string[]> }>();

function needsOf(map: MapValue) {
  const known = cache.get(map);
  if (known !== undefined) return known;
  const needs = new Map<string, string[]>();
  const add = (from: string, to: string): void => {
    if (!map.components.has(to)) return;
    const of = needs.get(from);
    if (of === undefined) needs.set(from, [to]);
    else of.push(to);
  };
  for (const { from, to, kind } of map.dependencies.values()) if (kind === 'hard') add(from, to);
  for (const { component, members } of map.groups.values())
    for (const member of members) add(component, member);
  const made = { needs };
  cache.set(map, made);
  return made;
}
