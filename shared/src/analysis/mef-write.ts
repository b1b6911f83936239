import type { FaultModel, Gate } from './fault-model.ts';
import { graphOf, neededOf } from './fault-graph.ts';

export interface MefWriteOptions {
  /** Of the tree. */
  readonly name: string;
  /** What people call a node; told as its label. */
  readonly labelOf?: ((node: string) => string | undefined) | undefined;
}

export type MefWritten =
  | { readonly ok: true; readonly text: string }
  | { readonly ok: false; readonly problem: string };

/**
 * Writes a model in Open-PSA MEF, for other tools. Ids that MEF does not allow are changed, and kept
 * as an attribute. A gate of one input is written without a connective, as some tools refuse `or` of
 * one. Cycles are refused: MEF has none.
 */
export function writeMef(model: FaultModel, { name, labelOf }: MefWriteOptions): MefWritten {
  const result = graphOf(model);
  if (!result.ok) return { ok: false, problem: 'The model is not sound.' };
  const { graph } = result;
  const cycle = graph.groups.find(({ isCyclic }) => isCyclic);
  if (cycle !== undefined) {
    const members = cycle.members.map((node) => graph.gates[node - graph.events.length] ?? '');
    const names = [...new Set(members.map((id) => labelOf?.(id) ?? id))].join(', ');
    return {
      ok: false,
      problem: `These need each other, which Open-PSA MEF cannot say: ${names}.`,
    };
  }
  const names = mefNames([...model.events, ...model.gates].map(({ id }) => id));
  const nameOf = (id: string): string => names.get(id) ?? id;
  const about = (id: string, indent: string): readonly string[] => {
    const label = labelOf?.(id);
    return [
      ...(label === undefined || label === '' ? [] : [`${indent}<label>${escaped(label)}</label>`]),
      ...(nameOf(id) === id
        ? []
        : [`${indent}<attributes><attribute name="id" value="${escaped(id)}"/></attributes>`]),
    ];
  };
  const events = new Set(graph.events);
  const reference = (id: string): string =>
    `<${events.has(id) ? 'basic-event' : 'gate'} name="${escaped(nameOf(id))}"/>`;
  const lines = [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<opsa-mef>',
    `  <define-fault-tree name="${escaped(identifier(name))}">`,
    ...model.gates.flatMap((gate) => [
      `    <define-gate name="${escaped(nameOf(gate.id))}">`,
      ...about(gate.id, '      '),
      ...formula(gate, reference).map((line) => `      ${line}`),
      '    </define-gate>',
    ]),
    '  </define-fault-tree>',
    '  <model-data>',
    ...model.events.flatMap(({ id, unavailability }) => [
      `    <define-basic-event name="${escaped(nameOf(id))}">`,
      ...about(id, '      '),
      ...(unavailability === undefined ? [] : [`      <float value="${unavailability}"/>`]),
      '    </define-basic-event>',
    ]),
    '  </model-data>',
    '</opsa-mef>',
  ];
  return { ok: true, text: `${lines.join('\n')}\n` };
}

function formula(gate: Gate, reference: (id: string) => string): readonly string[] {
  if (gate.kind === 'constant') return [`<constant value="${gate.isFailed}"/>`];
  const inputs = [...new Set(gate.inputs)].map(reference);
  if (inputs.length === 1) return inputs;
  const within = inputs.map((line) => `  ${line}`);
  const needed = neededOf(gate, inputs.length);
  // SCRAM refuses an `atleast` that one input, or only all of them, take down.
  if (needed === 1) return ['<or>', ...within, '</or>'];
  if (needed === inputs.length) return ['<and>', ...within, '</and>'];
  return [`<atleast min="${needed}">`, ...within, '</atleast>'];
}

/** A name for each id that MEF allows, and no two the same. */
function mefNames(ids: readonly string[]): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  const taken = new Set(ids.filter((id) => identifier(id) === id));
  for (const id of ids) {
    const wanted = identifier(id);
    if (wanted === id) continue;
    let name = wanted;
    for (let number = 2; taken.has(name); number += 1) name = `${wanted}_${number}`;
    taken.add(name);
    names.set(id, name);
  }
  return names;
}

function identifier(id: string): string {
  const plain = id.replace(/[^A-Za-z0-9_]+/g, '_').replace(/^_+|_+$/g, '');
  return /^[A-Za-z]/.test(plain) ? plain : `n_${plain}`;
}

/** Also leaves out what XML cannot hold at all. */
function escaped(text: string): string {
  return text
    .replace(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '')
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/"/g, '&quot;');
}
