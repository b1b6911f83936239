import type { BasicEvent, FaultModel, Gate } from './fault-model.ts';
import { faultProblems, faultProblemText } from './fault-model.ts';
import { commonCauseGates } from './mef-common-cause.ts';
import {
  collectDefinitions,
  type Definition,
  type MefDefinitions,
  type MefFile,
  type MefProblem,
  resolveName,
} from './mef-definitions.ts';
import { contentOf, expressionValue } from './mef-expression.ts';
import { readXml, type XmlElement } from './xml-tree.ts';

export interface MefModel {
  readonly model: FaultModel;
  /** Gates that no other refers to: what the trees are about. */
  readonly tops: readonly string[];
  /** By id, where the file says one. */
  readonly labels: ReadonlyMap<string, string>;
  /** Where each event and gate is defined; of an event that is defined nowhere, nothing. */
  readonly places: ReadonlyMap<string, MefPlace>;
  /** What was read in a way that somebody should know of. */
  readonly notes: readonly string[];
}

export interface MefPlace {
  readonly file: string;
  /** Counted from 1. */
  readonly line: number;
}

export type MefResult =
  | { readonly ok: true; readonly value: MefModel }
  | { readonly ok: false; readonly problems: readonly MefProblem[] };

export interface MefOptions {
  /** Hours; 8760 is a year. */
  readonly missionTime?: number | undefined;
}

/** Connectives by which a failure could repair something. */
const nonCoherent = new Set(['not', 'xor', 'nand', 'nor', 'iff', 'imply', 'cardinality']);

/**
 * Reads a coherent fault tree in Open-PSA MEF, from one file or several (probabilities are often in a
 * second). Refuses what it would get wrong: other logic, unknown gates, counts that cannot be.
 */
export function readMef(
  files: readonly MefFile[],
  { missionTime = 8760 }: MefOptions = {},
): MefResult {
  const roots: { file: string; root: XmlElement }[] = [];
  const problems: MefProblem[] = [];
  for (const { name, text } of files) {
    const xml = readXml(text);
    if (xml.ok) roots.push({ file: name, root: xml.root });
    else problems.push({ file: name, line: xml.line, text: `This is no XML: ${xml.problem}.` });
  }
  const collected = collectDefinitions(roots);
  problems.push(...collected.problems);
  if (problems.length > 0) return { ok: false, problems };
  const reading = createReading(collected.definitions, missionTime);
  if (reading.problems.length > 0) return { ok: false, problems: reading.problems };
  const { events, gates } = reading;
  const model = { events, gates };
  const unsound = faultProblems(model);
  if (unsound.length > 0) {
    const where = (id: string): Definition | undefined => definitionOf(collected.definitions, id);
    return {
      ok: false,
      problems: unsound.map((problem) => {
        const id =
          'gate' in problem ? problem.gate : 'event' in problem ? problem.event : problem.id;
        const at = where(id);
        return {
          file: at?.file ?? files[0]?.name ?? '',
          line: at?.element.line ?? 1,
          text: faultProblemText(problem),
        };
      }),
    };
  }
  const used = new Set(gates.flatMap((gate) => (gate.kind === 'constant' ? [] : gate.inputs)));
  const tops = [...collected.definitions.gates.keys()].filter((id) => !used.has(id));
  return {
    ok: true,
    value: {
      model,
      tops,
      labels: labelsOf(collected.definitions),
      places: placesOf(collected.definitions, model),
      notes: reading.notes,
    },
  };
}

interface Reading {
  readonly events: readonly BasicEvent[];
  readonly gates: readonly Gate[];
  readonly problems: readonly MefProblem[];
  readonly notes: readonly string[];
}

function createReading(definitions: MefDefinitions, missionTime: number): Reading {
  const gates: Gate[] = [];
  const events = new Map<string, BasicEvent>();
  const problems: MefProblem[] = [];
  const notes: string[] = [];
  const undefinedEvents = new Set<string>();
  const isKnown = (full: string): boolean =>
    definitions.gates.has(full) || definitions.events.has(full) || definitions.houses.has(full);

  function valueOf(element: XmlElement, scope: string): number | undefined {
    return expressionValue(element, {
      missionTime,
      parameter(name) {
        const full = resolveName(name, scope, (one) => definitions.parameters.has(one));
        return full === undefined ? undefined : definitions.parameters.get(full)?.element;
      },
    });
  }

  function reference(element: XmlElement, { file, scope }: Definition): string | undefined {
    const name = element.attributes['name']?.trim() ?? '';
    const full = resolveName(name, scope, (one) => isKnown(one) || commonCauseMembers.has(one));
    if (full !== undefined) return full;
    const kind = element.name === 'event' ? element.attributes['type'] : element.name;
    if (kind === 'gate' || kind === 'house-event') {
      const text = `It refers to ${kind} ${name}, which is defined nowhere.`;
      problems.push({ file, line: element.line, text });
      return undefined;
    }
    undefinedEvents.add(name);
    events.set(name, { id: name });
    return name;
  }

  /** The id of what a formula says: a name, or a gate that is made for it. */
  function formula(element: XmlElement, at: Definition, owner: string): string | undefined {
    switch (element.name) {
      case 'event':
      case 'gate':
      case 'basic-event':
      case 'house-event':
        return reference(element, at);
    }
    parts.set(owner, (parts.get(owner) ?? 0) + 1);
    const id = `${owner}#${parts.get(owner) ?? 0}`;
    const gate = gateOf(id, element, at, owner);
    if (gate === undefined) return undefined;
    gates.push(gate);
    return id;
  }

  function gateOf(
    id: string,
    element: XmlElement,
    at: Definition,
    owner: string,
  ): Gate | undefined {
    const refuse = (text: string): undefined => {
      problems.push({ file: at.file, line: element.line, text });
    };
    const { name, attributes } = element;
    if (nonCoherent.has(name))
      return refuse(
        `Gate ${owner} uses <${name}>. Holdfast analyses coherent trees only, in which a failure never repairs anything: and, or, atleast.`,
      );
    if (name === 'constant') {
      const isFailed = truthOf(element);
      if (isFailed === undefined) return refuse(noTruth(owner));
      return { id, kind: 'constant', isFailed };
    }
    const inputs = contentOf(element).flatMap((child) => formula(child, at, owner) ?? []);
    if (name === 'or' || name === 'and') return { id, kind: name, inputs };
    if (name === 'atleast') {
      // Older files say k.
      const failed = Number(attributes['min'] ?? attributes['k'] ?? Number.NaN);
      return { id, kind: 'at-least', failed, inputs };
    }
    return refuse(`Gate ${owner} uses <${name}>, which is not understood.`);
  }

  const parts = new Map<string, number>();
  const commonCauseMembers = new Set<string>();
  for (const at of definitions.commonCauses) {
    const group = commonCauseGates(at, (element) => valueOf(element, at.scope));
    if (!group.ok) {
      problems.push({ file: at.file, line: at.element.line, text: group.problem });
      continue;
    }
    for (const event of group.events) events.set(event.id, event);
    for (const gate of group.gates) commonCauseMembers.add(gate.id);
    gates.push(...group.gates);
    notes.push(group.note);
  }
  for (const [id, at] of definitions.gates) {
    const [content, ...more] = contentOf(at.element);
    if (content === undefined || more.length > 0) {
      const text = `Gate ${id} has ${content === undefined ? 'no formula' : 'more than one formula'}.`;
      problems.push({ file: at.file, line: at.element.line, text });
      continue;
    }
    const isReference = ['event', 'gate', 'basic-event', 'house-event'].includes(content.name);
    const input = isReference ? reference(content, at) : undefined;
    const gate = isReference
      ? input === undefined
        ? undefined
        : ({ id, kind: 'or', inputs: [input] } as const)
      : gateOf(id, content, at, id);
    if (gate !== undefined) gates.push(gate);
  }
  for (const [id, at] of definitions.houses) {
    const [content] = contentOf(at.element);
    // Without a value it does not happen.
    const isFailed = content === undefined ? false : truthOf(content);
    if (isFailed === undefined)
      problems.push({ file: at.file, line: at.element.line, text: noTruth(id) });
    else gates.push({ id, kind: 'constant', isFailed });
  }
  for (const [id, at] of definitions.events) {
    if (commonCauseMembers.has(id)) continue;
    const [content] = contentOf(at.element);
    const unavailability = content === undefined ? undefined : valueOf(content, at.scope);
    if (content !== undefined && unavailability === undefined)
      notes.push(
        `The probability of ${id} is a <${content.name}> that is not understood: it is taken as not known.`,
      );
    events.set(id, { id, unavailability });
  }
  if (undefinedEvents.size > 0) {
    const names = [...undefinedEvents].slice(0, 5).join(', ');
    notes.push(
      `${undefinedEvents.size} events are defined nowhere (${names}${undefinedEvents.size > 5 ? ', …' : ''}): their probabilities are not known. They may be in another file.`,
    );
  }
  return { events: [...events.values()], gates, problems, notes };
}

/** As XML writes truth; undefined where it is none. */
function truthOf({ name, attributes }: XmlElement): boolean | undefined {
  const value = name === 'constant' ? attributes['value']?.trim() : undefined;
  if (value === 'true' || value === '1') return true;
  return value === 'false' || value === '0' ? false : undefined;
}

function noTruth(id: string): string {
  return `${id} has a constant that is neither true nor false.`;
}

/** Of a gate that was made for a part of a formula, that of the gate whose formula it is. */
function definitionOf(
  { gates, events, houses }: MefDefinitions,
  id: string,
): Definition | undefined {
  return gates.get(id.replace(/#.*/, '')) ?? events.get(id) ?? houses.get(id);
}

function placesOf(
  definitions: MefDefinitions,
  { events, gates }: FaultModel,
): ReadonlyMap<string, MefPlace> {
  const places = new Map<string, MefPlace>();
  for (const { id } of [...events, ...gates]) {
    const at = definitionOf(definitions, id);
    if (at !== undefined) places.set(id, { file: at.file, line: at.element.line });
  }
  return places;
}

function labelsOf({ gates, events }: MefDefinitions): ReadonlyMap<string, string> {
  const labels = new Map<string, string>();
  for (const [id, { element }] of [...gates, ...events]) {
    const label = element.children.find(({ name }) => name === 'label')?.text.trim();
    if (label !== undefined && label !== '') labels.set(id, label.replace(/\s+/g, ' '));
  }
  return labels;
}
