import { engineTargets } from './engine-targets.ts';
import { storeTargets } from './store-targets.ts';
import type { FuzzTarget } from './target.ts';
import { updateTargets } from './update-targets.ts';

export function fuzzTargets(): readonly FuzzTarget[] {
  return [...updateTargets(), ...engineTargets(), ...storeTargets()];
}
