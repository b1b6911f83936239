import { type Access, isBreakGlass } from '../people/directory.ts';

export const sealedStates = ['in-use', 'sealed', 'used', 'off', 'expired'] as const;
export type SealedState = (typeof sealedStates)[number];

export interface Sealed {
  readonly one: Access;
  readonly state: SealedState;
}

/** All sealed access that the workspace knows of: what is in use first, then by what it is called. */
export function sealedOf(all: readonly Access[]): readonly Sealed[] {
  const found = all.filter(isBreakGlass).map((one) => ({ one, state: stateOf(one) }));
  return found.toSorted(
    (a, b) =>
      sealedStates.indexOf(a.state) - sealedStates.indexOf(b.state) ||
      order.compare(a.one.claims.name, b.one.claims.name),
  );
}

const order = new Intl.Collator(undefined, { numeric: true });

function stateOf({ state, device }: Access): SealedState {
  if (state === 'off') return 'off';
  if (device === undefined) return state === 'expired' ? 'expired' : 'sealed';
  return state === 'expired' ? 'used' : 'in-use';
}
