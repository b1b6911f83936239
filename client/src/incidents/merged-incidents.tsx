import { createContext, useContext, useEffect, useMemo, useState, type ReactNode } from 'react';
import { Link } from 'wouter';
import { useHub, useProjections } from '../app/hub-context.tsx';
import { incidentPath } from '../app/routes.ts';
import { incidentsText } from '../ui/text/incidents.ts';
import { IncidentProvider, type ShownIncident, shownIncident } from './incident-context.tsx';
import { mergedIntoThis } from './incident-list-model.ts';
import { createIncidentStore, type ReadIncident } from './incident-store.ts';
import classes from '../room/details.module.css';

/** One that was merged into the incident on screen. */
export interface MergedIncident {
  readonly shown: ShownIncident;
  readonly incident: ReadIncident;
}

export interface MergedIncidents {
  /** Those that could be read. */
  readonly all: readonly MergedIncident[];
  /** Document names of those that could not be read, or not yet: what is in them nobody knows. */
  readonly unread: readonly string[];
}

const none: MergedIncidents = { all: [], unread: [] };
const MergedContext = createContext<MergedIncidents>(none);
export const MergedProvider = MergedContext;

/** What was merged into the incident around this component. */
export function useMerged(): MergedIncidents {
  return useContext(MergedContext);
}

/** Opens what was merged into an incident, and follows it. */
export function useMergedIncidents(name: string): MergedIncidents {
  const hub = useHub();
  const projections = useProjections();
  const key = mergedIntoThis(name, projections).join(' ');
  const others = useMemo(() => (key === '' ? [] : key.split(' ')), [key]);
  const [found, setFound] = useState<ReadonlyMap<string, MergedIncident>>(new Map());
  useEffect(() => {
    let gone = false;
    const ends = others.map((other) => {
      const open = hub.open(other);
      const store = createIncidentStore(open.doc);
      const shown = shownIncident({
        name: other,
        doc: open.doc,
        store,
        context: hub.entryContext,
      });
      const read = () => {
        const incident = store.get();
        if (gone || incident.entries.length === 0) return;
        setFound((last) => new Map(last).set(other, { shown, incident }));
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
      setFound(new Map());
      for (const end of ends) end();
    };
  }, [hub, others]);
  return useMemo(() => {
    if (others.length === 0) return none;
    return {
      all: others.flatMap((other) => found.get(other) ?? []),
      unread: others.filter((other) => !found.has(other)),
    };
  }, [found, others]);
}

/**
 * A part of each merged incident that has some of it, under the title of where it comes from. What
 * is done in it is done there.
 */
export function EachMerged(props: {
  readonly has: (incident: ReadIncident) => boolean;
  readonly children: (incident: ReadIncident) => ReactNode;
}) {
  const { all } = useMerged();
  return all
    .filter(({ incident }) => props.has(incident))
    .map(({ shown, incident }) => (
      <IncidentProvider key={shown.name} value={shown}>
        <h3 className={classes.subheading} dir="auto">
          <Link href={incidentPath(shown.name)}>
            {incidentsText.merge.from(incident.state.title.now?.value ?? incidentsText.untitled)}
          </Link>
        </h3>
        {props.children(incident)}
      </IncidentProvider>
    ));
}
