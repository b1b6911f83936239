import type { Gate } from '../analysis/fault-model.ts';
import { readMef } from '../analysis/mef-read.ts';
import { mapLimits } from '../model/map-fields.ts';
import {
  createDraft,
  type DraftBuilder,
  type MapDraft,
  nameText,
  type Place,
  type SourceFile,
} from './draft.ts';

/** Is it a fault tree in Open-PSA MEF? */
export function isFaultTree(text: string): boolean {
  return /<opsa-mef[\s>]/.test(text);
}

/**
 * Reads one fault tree in Open-PSA MEF, from one file or several, as components that fail as it says:
 * an event is a component with its own unavailability; a gate is one that never fails by itself, and
 * needs its inputs, or so many of them. Trees that a map cannot say (`not`, `xor`) are refused.
 */
export function readFaultTree(files: readonly SourceFile[]): MapDraft {
  const draft = createDraft('mef');
  const [first] = files;
  if (first === undefined) return draft.done();
  const read = readMef(files.map(({ path, text }) => ({ name: path, text })));
  if (!read.ok) {
    for (const { file, line, text } of read.problems)
      draft.note('unreadable', { file, line }, text);
    return draft.done();
  }
  const place = { file: first.path, commit: first.commit };
  const { model, labels, places, notes } = read.value;
  for (const text of notes) draft.note('left-out', place, text);
  const commits = new Map(files.map(({ path, commit }) => [path, commit]));
  const placeOf = (id: string): Place => {
    const defined = places.get(id);
    return defined === undefined ? place : { ...defined, commit: commits.get(defined.file) };
  };
  const add = (id: string, type: string, availability: number | undefined): void => {
    const name = nameText(labels.get(id) ?? id);
    draft.add('components', id, placeOf(id), { name, type, availability });
  };
  for (const { id, unavailability } of model.events)
    add(id, 'event', unavailability === undefined ? undefined : 1 - unavailability);
  for (const gate of model.gates) {
    const isFailed = gate.kind === 'constant' && gate.isFailed;
    add(gate.id, 'gate', isFailed ? 0 : 1);
    addInputs(draft, gate, placeOf(gate.id));
  }
  return draft.done();
}

function addInputs(draft: DraftBuilder, gate: Gate, place: Place): void {
  if (gate.kind === 'constant') return;
  const component = draft.idOf('components', gate.id);
  const members = [...new Set(gate.inputs)].map((input) => draft.idOf('components', input));
  const failed = failedOf(gate, members.length);
  if (failed === 1) {
    for (const member of members) draft.need(component, member, place);
  } else if (members.length > mapLimits.members) {
    const text = `${gate.id} has ${members.length} inputs; a group takes ${mapLimits.members}.`;
    draft.note('left-out', place, text);
  } else {
    // Down from so many failed on is up with all but one fewer.
    const needs = members.length - failed + 1;
    draft.add('groups', gate.id, place, { component, needs, members });
  }
}

function failedOf(gate: Exclude<Gate, { readonly kind: 'constant' }>, inputs: number): number {
  if (gate.kind === 'at-least') return gate.failed;
  return gate.kind === 'or' ? 1 : inputs;
}
