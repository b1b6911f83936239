import { useMemo } from 'react';
import { useProjections } from '../../app/hub-context.tsx';
import { incidentsText } from '../../ui/text/incidents.ts';
import { describeMinute } from '../../ui/when.ts';
import type { Names } from '../describe-item.ts';
import { useShownIncident } from '../incident-context.tsx';
import { useIncident } from '../incident-store.ts';
import { useIncidentWords } from '../incident-words.ts';
import { useMerged } from '../merged-incidents.tsx';
import { joinTwins, mergeTimelines, timelineOf, type TimelineItem } from '../timeline-model.ts';

/** The whole timeline by the time at which things happened, twins of merged incidents as one. */
export function useReportTimeline(): {
  readonly items: readonly TimelineItem[];
  readonly names: Names;
} {
  const { name, store } = useShownIncident();
  const incident = useIncident(store);
  const { all: others } = useMerged();
  const projections = useProjections();
  const words = useIncidentWords();
  const items = useMemo(() => {
    const all = joinTwins(
      mergeTimelines([
        timelineOf(name, incident),
        ...others.map((one) => timelineOf(one.shown.name, one.incident)),
      ]),
    );
    return all.toSorted((a, b) => a.atMs - b.atMs);
  }, [incident, name, others]);
  const names = useMemo<Names>(
    () => ({
      titleOf: (document) => projections?.get(document)?.title ?? incidentsText.untitled,
      time: describeMinute,
      words,
    }),
    [projections, words],
  );
  return { items, names };
}
