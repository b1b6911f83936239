import { SegmentedControl } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { useEffect, useRef, useState } from 'react';
import { incidentsText } from '../ui/text/incidents.ts';
import { usePageTitle } from '../ui/use-page-title.ts';
import { Composer } from './composer.tsx';
import { Conflicts } from './conflicts.tsx';
import { type DetailsPart, detailsParts } from './header-facts.tsx';
import { IncidentDetails } from './incident-details.tsx';
import { IncidentHeader } from './incident-header.tsx';
import { IncidentNotices } from './incident-notices.tsx';
import { useShownIncident } from './incident-context.tsx';
import { useIncident } from './incident-store.ts';
import { Timeline } from './timeline.tsx';
import classes from '../room/room.module.css';
import { Writes } from '../access/writes.tsx';

const words = incidentsText.room;
type Part = 'timeline' | 'details';

/** Also where nothing in it can be pressed. */
const scrolledByKeys = { tabIndex: 0 };

/** The room of an incident: what happened, and what holds now. On a phone one of the two. */
export function IncidentPage() {
  const { name, store } = useShownIncident();
  const { state } = useIncident(store);
  usePageTitle(state.title.now?.value ?? incidentsText.untitled);
  const wide = useMediaQuery('(min-width: 62em)', undefined, { getInitialValueInEffect: false });
  const [linked] = useState(() => detailsParts.find((one) => location.hash === `#${one}`));
  const [part, setPart] = useState<Part>(linked === undefined ? 'timeline' : 'details');
  useEffect(() => {
    // Fetched now, while whoever serves the app may still be there; else when it is wanted.
    import('./incident-dialogs.tsx').catch(() => undefined);
    import('../drills/drill-actions.ts').catch(() => undefined);
  }, []);
  const details = useRef<HTMLElement>(null);
  const [goal, setGoal] = useState<{ readonly part: DetailsPart } | undefined>(
    linked === undefined ? undefined : { part: linked },
  );
  function goTo(next: DetailsPart): void {
    setPart('details');
    // A new object each time: it may be gone to again.
    setGoal({ part: next });
  }
  useEffect(() => {
    if (goal === undefined) return;
    const found = details.current?.querySelector<HTMLElement>(`[data-part="${goal.part}"]`);
    found?.scrollIntoView({ block: 'nearest' });
    found?.focus({ preventScroll: true });
  }, [goal]);
  return (
    <div className={classes.room}>
      <IncidentHeader onGo={goTo} narrow={wide === false} />
      <IncidentNotices />
      <Writes operation="append" doc={name} isSaid>
        <Conflicts />
      </Writes>
      {wide === false && (
        <SegmentedControl
          className={classes.parts}
          aria-label={words.views}
          value={part}
          data={[
            { value: 'timeline', label: words.timeline },
            { value: 'details', label: words.details },
          ]}
          onChange={(value) => setPart(value === 'details' ? 'details' : 'timeline')}
        />
      )}
      <div className={classes.columns}>
        {(wide !== false || part === 'timeline') && (
          <section className={classes.main} aria-label={words.timeline}>
            <Timeline />
            <Composer />
          </section>
        )}
        {(wide !== false || part === 'details') && (
          <aside
            ref={details}
            {...scrolledByKeys}
            className={classes.details}
            aria-label={words.details}
          >
            <Writes operation="append" doc={name} isSaid={wide !== false}>
              <IncidentDetails />
            </Writes>
          </aside>
        )}
      </div>
    </div>
  );
}
