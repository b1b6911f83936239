import type { FaultModel, Gate } from './fault-model.ts';

/**
 * The same model, in which what stands more than one failed input never falls. What fails alone here
 * does so by plain needs; what does so only in the whole model is **hidden**: behind redundancy that
 * was meant to stand it.
 */
export function withoutRedundancy({ events, gates }: FaultModel): FaultModel {
  return {
    events,
    gates: gates.map((gate): Gate => {
      if (gate.kind === 'constant' || failedOf(gate) <= 1) return gate;
      return { id: gate.id, kind: 'constant', isFailed: false };
    }),
  };
}

function failedOf(gate: Exclude<Gate, { readonly kind: 'constant' }>): number {
  if (gate.kind === 'or') return 1;
  return gate.kind === 'at-least' ? gate.failed : new Set(gate.inputs).size;
}
