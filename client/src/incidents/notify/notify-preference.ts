import { useMemo } from 'react';
import type * as Y from 'yjs';
import { useHub } from '../../app/hub-context.tsx';
import { useYSelector } from '../../documents/use-y-selector.ts';

const isOnKey = 'notifyIncidents';
const hintedKey = 'notifyHintDone';

/** What this device remembers: whether notifications were turned on, and whether somebody said “not now”. */
export function useNotifyPreference(): {
  readonly isOn: boolean;
  readonly isHintDone: boolean;
  setOn(isOn: boolean): void;
  endHint(): void;
} {
  const { device } = useHub();
  const map = useMemo(() => device.getMap('preferences'), [device]);
  const isOn = useYSelector(map, readOn);
  const isHintDone = useYSelector(map, readHinted);
  return {
    isOn,
    isHintDone,
    setOn: (next) => map.set(isOnKey, next),
    endHint: () => map.set(hintedKey, true),
  };
}

function readOn(map: Y.Map<unknown>): boolean {
  return map.get(isOnKey) === true;
}

function readHinted(map: Y.Map<unknown>): boolean {
  return map.get(hintedKey) === true;
}
