import { type RunFact, runsByRunbook, type Trust, trustOf } from '@holdfast/shared/model/trust';
import { useMemo, useState } from 'react';
import { useProjections } from '../app/hub-context.tsx';
import { useNow } from '../ui/use-now.ts';
import { createTrustIndex } from './trust-index.ts';

/** A score is a matter of days. */
const everyMs = 60 * 60 * 1000;

/** The trust of every runbook, by document name. */
export function useTrusts(): ReadonlyMap<string, Trust> {
  const projections = useProjections();
  const nowMs = useNow(everyMs);
  const [index] = useState(createTrustIndex);
  return useMemo(() => index.read(projections, nowMs), [index, projections, nowMs]);
}

/** One runbook's trust and runs; undefined until its projection is there. */
export function useTrust(
  name: string,
): { readonly trust: Trust; readonly runs: readonly RunFact[] } | undefined {
  const projections = useProjections();
  const nowMs = useNow(everyMs);
  return useMemo(() => {
    const runbook = projections?.get(name);
    if (projections === undefined || runbook?.kind !== 'runbook') return undefined;
    const holders = [...projections].flatMap(([holder, one]) =>
      (one.kind === 'drill' || one.kind === 'incident') &&
      one.runs.some((run) => run.runbook === name)
        ? [[holder, one] as const]
        : [],
    );
    const runs = runsByRunbook(holders).get(name) ?? [];
    return { trust: trustOf(runbook, runs, nowMs), runs };
  }, [projections, name, nowMs]);
}
