import type { WorkspaceName } from '@holdfast/shared/protocol/names';
import { deviceMemory } from './remembered-workspace.ts';

/**
 * Whether this device's copy of a workspace is encrypted: known to a tab at once, without a hub, so
 * that it keeps nothing in plain text beside it. The hub knows better, and corrects it.
 */
export interface SealedNote {
  get(): boolean;
  set(isSealed: boolean): void;
}

export function sealedNote(workspace: WorkspaceName): SealedNote {
  const key = `holdfast-sealed ${workspace}`;
  return {
    get: () => deviceMemory.get(key) === '1',
    set: (isSealed) => deviceMemory.set(key, isSealed ? '1' : ''),
  };
}
