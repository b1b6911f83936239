import { useEffect, useMemo, useState } from 'react';
import { useHub, useProjections } from '../app/hub-context.tsx';
import { mergedIntoThis } from './incident-list-model.ts';
import { createIncidentStore } from './incident-store.ts';
import { timelineOf, type TimelineItem } from './timeline-model.ts';

/** The timelines of the incidents that were merged into this one, kept up to date. */
export function useMergedTimelines(name: string): readonly (readonly TimelineItem[])[] {
  const hub = useHub();
  const projections = useProjections();
  const key = mergedIntoThis(name, projections).join(' ');
  const others = useMemo(() => (key === '' ? [] : key.split(' ')), [key]);
  const [timelines, setTimelines] = useState<ReadonlyMap<string, readonly TimelineItem[]>>(
    new Map(),
  );
  useEffect(() => {
    let gone = false;
    const ends = others.map((other) => {
      const open = hub.open(other);
      const store = createIncidentStore(open.doc);
      const read = () => {
        if (gone) return;
        setTimelines((last) => new Map(last).set(other, timelineOf(other, store.get())));
      };
      const stop = store.subscribe(read);
      // One that cannot be read is missing here, and says so in its own room.
      open.ready.then(read, () => undefined);
      return () => {
        stop();
        open.close();
      };
    });
    return () => {
      gone = true;
      setTimelines(new Map());
      for (const end of ends) end();
    };
  }, [hub, others]);
  return useMemo(() => [...timelines.values()], [timelines]);
}
