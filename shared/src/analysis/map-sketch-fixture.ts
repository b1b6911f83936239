import {
  addComponent,
  addDomain,
  addGroup,
  connect,
  type NewComponent,
  type NewDomain,
  type NewGroup,
} from '../model/map-commands.ts';
import { mapContext, mapOf } from '../model/map-fixture.ts';
import { readMap } from '../model/map.ts';
import { addLeave, addPerson, setKnowledge } from '../model/map-people-commands.ts';
import type { DependencyKind, KnowledgeLevel, MapValue } from '../model/map-value.ts';

/** A map as a few lines: who is there, and what needs what. People are called as their ids. */
export interface MapSketch {
  readonly components?: readonly (string | NewComponent)[];
  readonly needs?: readonly (readonly [from: string, to: string, kind?: DependencyKind])[];
  readonly groups?: readonly NewGroup[];
  readonly domains?: readonly NewDomain[];
  readonly people?: readonly string[];
  readonly leaves?: readonly (readonly [person: string, from: string, to: string])[];
  readonly knows?: readonly (readonly [person: string, component: string, level: KnowledgeLevel])[];
}

/** The map of a sketch, by way of the document and the commands that people write it with. */
export function sketchedMap(sketch: MapSketch): MapValue {
  const { components = [], needs = [], groups = [], domains = [] } = sketch;
  const { people = [], leaves = [], knows = [] } = sketch;
  const context = mapContext();
  const doc = mapOf();
  for (const domain of domains) must(addDomain(doc, domain, context));
  for (const name of people) must(addPerson(doc, { id: name, name }, context));
  for (const one of components)
    must(addComponent(doc, typeof one === 'string' ? { id: one, name: one } : one, context));
  for (const [from, to, kind] of needs)
    must(connect(doc, from, to, kind === undefined ? {} : { kind }, context));
  for (const group of groups) must(addGroup(doc, group, context));
  for (const [person, from, to] of leaves) must(addLeave(doc, { person, from, to }, context));
  for (const [person, component, level] of knows)
    must(setKnowledge(doc, { person, component, level, on: '2026-11-01' }, context));
  return readMap(doc);
}

function must(result: { readonly ok: boolean; readonly problem?: string }): void {
  if (!result.ok) throw new Error(result.problem);
}
