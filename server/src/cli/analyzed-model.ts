import type { ReportExplanation } from '@holdfast/shared/analysis/analysis-report';
import { componentBusFactors } from '@holdfast/shared/analysis/bus-factor';
import type { Explanation } from '@holdfast/shared/analysis/explanation';
import type { Reason } from '@holdfast/shared/analysis/fall';
import type { FaultModel } from '@holdfast/shared/analysis/fault-model';
import { faultModelOf, type MapFaultOptions } from '@holdfast/shared/analysis/map-fault-model';
import { mapNodeName, mapNodeOf, mapNodes } from '@holdfast/shared/analysis/map-node';
import { neededBesideGroup } from '@holdfast/shared/analysis/needed-beside-group';
import { mapExplained, mapPathNames, treeExplained } from './explained.ts';
import type { MefFile } from '@holdfast/shared/analysis/mef-definitions';
import { readMef } from '@holdfast/shared/analysis/mef-read';
import type { MapValue } from '@holdfast/shared/model/map-value';
import { servicesOf } from '@holdfast/shared/analysis/services';
import { CommandError } from './exit-codes.ts';

/** A model from anywhere, with the words that people have for its parts. */
export interface AnalysedModel {
  readonly faults: FaultModel;
  /** What was read in a way that somebody should know of. */
  readonly notes: readonly string[];
  /** A file, or a value in it, could not be read; what follows from the rest is told. */
  readonly isPartial: boolean;
  /** The node that somebody means; a `CommandError` says which there are. */
  target(named: string | undefined): string;
  nameOf(node: string): string;
  /** Of a gate: how it is called where it comes from; undefined of one that nobody made. */
  idOf(gate: string): string | undefined;
  /** What people call the one of that id. */
  nameOfId(id: string): string;
  pathNames(path: readonly Reason[]): readonly string[];
  explained(explanation: Explanation): ReportExplanation;
  /** Failures of the target itself: nobody expects it to work then. */
  ownEvents(target: string): ReadonlySet<string>;
  /** Of availability, 0 to 1. */
  objectiveOf(target: string): number | undefined;
  /** Who is left for it; undefined of what has no people: a fault tree. */
  busFactorOf(target: string): TargetBusFactor | undefined;
}

/** How many people would have to be away for nobody to be left who can do it, and who they are. */
export interface LevelBusFactor {
  readonly busFactor: number;
  /** By name. */
  readonly people: readonly string[];
  /** On leave on the day that is asked about. */
  readonly away: readonly string[];
}

/** By what people have to be able to do. */
export type TargetBusFactor = Readonly<Record<'lead' | 'operate', LevelBusFactor>>;

/** Of files of one fault tree. */
export function modelOfMef(files: readonly MefFile[]): AnalysedModel {
  const mef = readMef(files);
  if (!mef.ok) {
    const most = 10;
    const lines = mef.problems.map(({ file, line, text }) => `${file}:${line}: ${text}`);
    const more = lines.length > most ? [`And ${lines.length - most} more.`] : [];
    throw new CommandError([...lines.slice(0, most), ...more].join('\n'));
  }
  const { model, tops, labels, notes } = mef.value;
  const known = new Set([...model.gates, ...model.events].map(({ id }) => id));
  return {
    faults: model,
    notes,
    isPartial: false,
    idOf: (gate) => gate,
    nameOfId: (id) => labels.get(id) ?? id,
    target(named) {
      if (named !== undefined && known.has(named)) return named;
      const [top, ...others] = tops;
      if (named === undefined && top !== undefined && others.length === 0) return top;
      const which = tops.length > 0 ? ` Tops: ${someOf(tops)}.` : '';
      throw new CommandError(
        named === undefined
          ? `Say with --target which gate is meant.${which}`
          : `There is no ${named} in ${someOf(files.map(({ name }) => name))}.${which}`,
      );
    },
    nameOf: (node) => labels.get(node) ?? node,
    pathNames: (path) => path.map(({ node }) => labels.get(node) ?? node),
    explained: (one) => treeExplained(one, (node) => labels.get(node) ?? node),
    ownEvents: () => new Set(),
    objectiveOf: () => undefined,
    busFactorOf: () => undefined,
  };
}

/** Of a map: targets are components, by name, other name or id. */
export function modelOfMap(map: MapValue, options: MapFaultOptions): AnalysedModel {
  const components = [...map.components.values()];
  return {
    faults: faultModelOf(map, options),
    notes: [
      ...(map.setAside.length === 0
        ? []
        : [`Set aside: ${map.setAside.length} references to what is not there.`]),
      ...impossibleGroups(map),
      ...defeatedGroups(map),
    ],
    isPartial: false,
    nameOfId: (id) => map.components.get(id)?.name ?? id,
    idOf(gate) {
      const node = mapNodeOf(gate);
      return node?.of === 'component' && node.is === 'down' ? node.id : undefined;
    },
    target(named) {
      if (named === undefined)
        throw new CommandError(`Say with --target which component is meant.${topsText(map)}`);
      const wanted = named.toLowerCase();
      const exact = map.components.get(named);
      const found = exact
        ? [exact]
        : components.filter(({ name, aliases }) =>
            [name, ...aliases].some((one) => one.toLowerCase() === wanted),
          );
      const [one, ...others] = found;
      if (one === undefined)
        throw new CommandError(`There is no ${named} in the map.${topsText(map)}`);
      if (others.length > 0)
        throw new CommandError(
          `${found.length} components are called ${named}. Say which by its id: ${someOf(found.map(({ id }) => id))}.`,
        );
      return mapNodes.component(one.id);
    },
    nameOf: (node) => mapNodeName(map, node),
    pathNames: (path) => mapPathNames(map, path),
    explained: (one) => mapExplained(map, one),
    objectiveOf: (target) =>
      components.find(({ id }) => mapNodes.component(id) === target)?.objective.availability,
    busFactorOf(target) {
      const asked = components.find(({ id }) => mapNodes.component(id) === target);
      if (asked === undefined) return undefined;
      const of = (level: 'lead' | 'operate'): LevelBusFactor => {
        const asks = { level, on: options.on, components: [asked.id] };
        const [found] = componentBusFactors(map, asks);
        const names = (ids: readonly string[] = []): readonly string[] =>
          ids.map((id) => map.people.get(id)?.name ?? id);
        return {
          busFactor: found?.busFactor ?? 0,
          people: names(found?.people),
          away: names(found?.away),
        };
      };
      return { lead: of('lead'), operate: of('operate') };
    },
    ownEvents(target) {
      const own = components.find(({ id }) => mapNodes.component(id) === target);
      return new Set(own === undefined ? [] : [mapNodes.componentFailure(own.id)]);
    },
  };
}

/** Needs that no longer fit: members are gone, or somebody else took them away. */
function impossibleGroups(map: MapValue): readonly string[] {
  return map.problems.flatMap(({ kind, id }) => {
    const group = kind === 'needs-too-many' ? map.groups.get(id) : undefined;
    if (group === undefined) return [];
    const name = mapNodeName(map, mapNodes.group(id));
    const { length } = group.members;
    return [`${name}: a group needs more than its members: it counts as ${length} of ${length}.`];
  });
}

/** A plain need beside a group takes away what the group is for. */
function defeatedGroups(map: MapValue): readonly string[] {
  const name = (id: string): string => map.components.get(id)?.name ?? id;
  return neededBesideGroup(map).map(
    ({ component, members }) =>
      `${name(component)} needs ${someOf(members.map(name))} by itself and in a redundancy group: the group does not help against it.`,
  );
}

function topsText(map: MapValue): string {
  const needed = new Set([
    ...[...map.dependencies.values()].map(({ to }) => to),
    ...[...map.groups.values()].flatMap(({ members }) => members),
  ]);
  const tops = [...map.components.values()].filter(({ id }) => !needed.has(id));
  const told = new Set(tops.map(({ id }) => id));
  const services = servicesOf(map).map((circle) => circle.filter((id) => !told.has(id)));
  const isMeasured = (id: string): boolean =>
    map.components.get(id)?.objective.availability !== undefined;
  const names = (ids: readonly string[]): readonly string[] =>
    ids.map((id) => map.components.get(id)?.name ?? id);
  const measured = services.flat().filter(isMeasured);
  const circles = services.flatMap((circle) => {
    const ids = circle.filter((id) => !isMeasured(id));
    return ids.length === 0 ? [] : [` Needed in a circle only: ${someOf(names(ids))}.`];
  });
  const most = 3;
  const more = circles.length > most ? ` And ${circles.length - most} more circles.` : '';
  return [
    tops.length === 0 ? '' : ` Nothing else needs: ${someOf(tops.map(({ name }) => name))}.`,
    ...circles.slice(0, most),
    more,
    measured.length === 0 ? '' : ` With an objective: ${someOf(names(measured))}.`,
  ].join('');
}

function someOf(names: readonly string[]): string {
  const most = 10;
  const more = names.length > most ? `, and ${names.length - most} more` : '';
  return `${names.slice(0, most).join(', ')}${more}`;
}
