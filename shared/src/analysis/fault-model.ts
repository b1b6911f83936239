/**
 * What can fail, and what fails with it: a coherent fault tree in the field's terms, with any number
 * of tops, whose gates may refer to each other in cycles. A gate is down when its inputs are: there
 * is no way to say "not", so a failure never repairs anything. In a cycle nothing fails without a
 * first failure (the least fixpoint).
 */
export interface FaultModel {
  readonly events: readonly BasicEvent[];
  readonly gates: readonly Gate[];
}

/** One thing that fails by itself, independently of all others. */
export interface BasicEvent {
  /** Events and gates share one space of names. */
  readonly id: string;
  /** The part of the time in which it is down, 0 to 1; absent where nobody knows. */
  readonly unavailability?: number | undefined;
}

/** `inputs` name events and gates; one that is named twice counts once. */
export type Gate =
  | { readonly id: string; readonly kind: 'or' | 'and'; readonly inputs: readonly string[] }
  | {
      readonly id: string;
      readonly kind: 'at-least';
      /** Down from so many failed inputs on: "needs k of n" fails from n - k + 1 on. */
      readonly failed: number;
      readonly inputs: readonly string[];
    }
  | { readonly id: string; readonly kind: 'constant'; readonly isFailed: boolean };

export type FaultProblem =
  | { readonly kind: 'unknown-input'; readonly gate: string; readonly input: string }
  | { readonly kind: 'no-inputs'; readonly gate: string }
  | {
      readonly kind: 'impossible-count';
      readonly gate: string;
      readonly failed: number;
      /** Different inputs. */
      readonly inputs: number;
    }
  | { readonly kind: 'defined-twice'; readonly id: string }
  | { readonly kind: 'bad-unavailability'; readonly event: string; readonly value: number };

/** What stands in the way of analysing a model; empty where nothing does. */
export function faultProblems({ events, gates }: FaultModel): readonly FaultProblem[] {
  const problems: FaultProblem[] = [];
  const known = new Set<string>();
  for (const { id } of [...events, ...gates]) {
    if (known.has(id)) problems.push({ kind: 'defined-twice', id });
    known.add(id);
  }
  for (const { id, unavailability } of events) {
    if (unavailability === undefined) continue;
    if (!(unavailability >= 0 && unavailability <= 1))
      problems.push({ kind: 'bad-unavailability', event: id, value: unavailability });
  }
  for (const gate of gates) {
    if (gate.kind === 'constant') continue;
    const inputs = new Set(gate.inputs);
    for (const input of inputs)
      if (!known.has(input)) problems.push({ kind: 'unknown-input', gate: gate.id, input });
    if (inputs.size === 0) problems.push({ kind: 'no-inputs', gate: gate.id });
    else if (gate.kind === 'at-least' && !isCountOf(gate.failed, inputs.size))
      problems.push({
        kind: 'impossible-count',
        gate: gate.id,
        failed: gate.failed,
        inputs: inputs.size,
      });
  }
  return problems;
}

function isCountOf(count: number, most: number): boolean {
  return Number.isInteger(count) && count >= 1 && count <= most;
}

/** A problem in words, for logs and the command line. */
export function faultProblemText(problem: FaultProblem): string {
  switch (problem.kind) {
    case 'unknown-input':
      return `Gate ${problem.gate} refers to ${problem.input}, which is defined nowhere.`;
    case 'no-inputs':
      return `Gate ${problem.gate} has no inputs.`;
    case 'impossible-count':
      return `Gate ${problem.gate} fails from ${problem.failed} failed inputs on, but has ${problem.inputs} different ones: the number must be from 1 to ${problem.inputs}.`;
    case 'defined-twice':
      return `${problem.id} is defined twice.`;
    case 'bad-unavailability':
      return `The unavailability of ${problem.event} is ${problem.value}; it must be from 0 to 1.`;
  }
}
