import { type Exclusion, readExclusions } from '@holdfast/shared/model/map-exclusions';
import { localDay } from '@holdfast/shared/model/local-day';
import type { MapValue } from '@holdfast/shared/model/map-value';
import { catalogueRules } from '@holdfast/shared/readiness/catalogue-rules';
import { createReadiness, type Moment, type Readiness } from '@holdfast/shared/readiness/readiness';
import { useMemo, useSyncExternalStore } from 'react';
import type * as Y from 'yjs';
import { useProjections } from '../../app/hub-context.tsx';
import { createYStore } from '../../documents/y-store.ts';
import { useMap, useShownMap } from '../../map/map-context.tsx';
import { useToday } from '../../map/people/use-today.ts';
import { useNow } from '../../ui/use-now.ts';

/** Evidence fades by the day; nothing is worked out again more often than this for time alone. */
const stepMs = 15 * 60_000;

/** What drills and incidents have shown of the map. */
export interface ShownReadiness {
  readonly map: MapValue;
  readonly readiness: Readiness;
  /** When all of it is asked about. */
  readonly at: Moment;
}

/** How ready what is on the map is; undefined until this device is read. Only inside `MapProvider`. */
export function useReadiness(): ShownReadiness | undefined {
  const map = useMap();
  const projections = useProjections();
  const exclusions = useExclusions();
  const nowMs = useNow(stepMs);
  const today = useToday();
  const readiness = useMemo(
    () =>
      projections === undefined
        ? undefined
        : createReadiness({ map, projections, exclusions, rules: catalogueRules }),
    [map, projections, exclusions],
  );
  return useMemo(
    () => (readiness === undefined ? undefined : { map, readiness, at: { nowMs, today } }),
    [map, readiness, nowMs, today],
  );
}

function useExclusions(): ReadonlyMap<string, Exclusion> {
  const { doc } = useShownMap().open;
  const store = useMemo(
    // Two maps are told apart by what they are: the usual comparison does not look into them.
    () => createYStore(doc.getMap('not-applicable'), () => readExclusions(doc), Object.is),
    [doc],
  );
  return useSyncExternalStore(store.subscribe, store.get);
}

/** Changes what is left out of the map. Only inside `MapProvider`. */
export function useExclusionChange(): <R>(
  command: (
    doc: Y.Doc,
    context: { readonly nowMs: number; readonly by: string; readonly today: string },
  ) => R,
) => R {
  const { change } = useShownMap();
  return (command) =>
    change((doc, { nowMs, by }) => command(doc, { nowMs, by, today: localDay(nowMs) }));
}
