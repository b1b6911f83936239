import type { KnowledgeLevel, MapValue } from '../model/map-value.ts';
import { peopleAway, peopleByComponent } from './knowledge.ts';
import { fewestToOrphan, type WholeBusFactor } from './fewest-people.ts';

export interface BusFactorOptions {
  /** What somebody must be able to do; `lead` without it. */
  readonly level?: KnowledgeLevel | undefined;
  /** Local day: people on leave then do not count. */
  readonly on?: string | undefined;
  /** Ids of people who do not count anyway: what if they left. */
  readonly without?: ReadonlySet<string> | undefined;
  /** Ids of the components that are asked about; all but people and vendors without it. */
  readonly components?: Iterable<string> | undefined;
}

/** Of one component. */
export interface ComponentBusFactor {
  readonly component: string;
  /** How many people would have to be away for nobody to be left; 0: nobody is there now. */
  readonly busFactor: number;
  /** Ids of those who count. */
  readonly people: readonly string[];
  /** Ids of those who could, but are on leave or left out. */
  readonly away: readonly string[];
}

export interface BusFactors {
  readonly components: readonly ComponentBusFactor[];
  /** Of all that somebody is left for; undefined where that is nothing. */
  readonly whole: WholeBusFactor | undefined;
}

/** Who is left for each component, and for the whole: to ask for the latter takes far longer. */
export function busFactors(map: MapValue, options: BusFactorOptions = {}): BusFactors {
  const components = componentBusFactors(map, options);
  const covered = components.filter(({ busFactor }) => busFactor > 0);
  return { components, whole: fewestToOrphan(covered.map(({ people }) => people)) };
}

/** Who is left for each component. */
export function componentBusFactors(
  map: MapValue,
  options: BusFactorOptions = {},
): readonly ComponentBusFactor[] {
  const able = peopleByComponent(map, options.level ?? 'lead');
  const onLeave = options.on === undefined ? new Set<string>() : peopleAway(map, options.on);
  const isAway = (person: string): boolean =>
    onLeave.has(person) || options.without?.has(person) === true;
  return [...(options.components ?? ownComponents(map))].map((component) => {
    const all = able.get(component) ?? [];
    const people = all.filter((person) => !isAway(person));
    return { component, busFactor: people.length, people, away: all.filter(isAway) };
  });
}

function ownComponents(map: MapValue): readonly string[] {
  return [...map.components.values()]
    .filter(({ layer }) => layer !== 'people' && layer !== 'vendor')
    .map(({ id }) => id);
}

/** What somebody's leaving leaves without anybody, and with one person only. */
export interface KnowledgeLost {
  /** Ids of components that nobody is left for, who had somebody before. */
  readonly orphaned: readonly string[];
  /** Ids of components that have one person left, and had more. */
  readonly lastPerson: readonly { readonly component: string; readonly person: string }[];
}

/** What changes when these people leave. */
export function knowledgeLost(
  map: MapValue,
  leaving: ReadonlySet<string>,
  options: BusFactorOptions = {},
): KnowledgeLost {
  const without = new Set([...(options.without ?? []), ...leaving]);
  const before = new Map(
    componentBusFactors(map, options).map((one) => [one.component, one.busFactor]),
  );
  const orphaned: string[] = [];
  const lastPerson: { component: string; person: string }[] = [];
  for (const { component, people } of componentBusFactors(map, { ...options, without })) {
    const had = before.get(component) ?? 0;
    const [person] = people;
    if (person === undefined && had > 0) orphaned.push(component);
    if (person !== undefined && people.length === 1 && had > 1)
      lastPerson.push({ component, person });
  }
  return { orphaned, lastPerson };
}
