import { useMemo } from 'react';
import { useHub, useObservable } from '../app/hub-context.tsx';
import { type Access, accessFrom, readAccessReport } from './access-report.ts';
import type { AccessReport } from './device/access-messages.ts';

/** What the hub last told of this device's access; undefined until it has. The same object until something changes. */
export function useAccessReport(): AccessReport | undefined {
  const told = useObservable(useHub().access);
  // The hub says it anew with every change of anything.
  const text = JSON.stringify(told);
  return useMemo(
    () => (text === undefined ? undefined : readAccessReport(JSON.parse(text))),
    [text],
  );
}

/** How this device stands with the relays of its workspace; the same object until that changes. */
export function useAccess(): Access {
  const report = useAccessReport();
  return useMemo(() => accessFrom(report), [report]);
}
