import { isGoingOn } from '@holdfast/shared/drilling/going-on';
import { practiceRun } from '@holdfast/shared/model/drill-kinds';
import type { DrillProjection } from '@holdfast/shared/model/projection';
import { useMediaQuery } from '@mantine/hooks';
import { useMemo } from 'react';
import { Link } from 'wouter';
import { AccessNotice } from '../access/access-notice.tsx';
import { SignInRenewal } from '../access/sign-in/sign-in-renewal.tsx';
import { BreakGlassBanner } from '../access/break-glass-banner.tsx';
import { UnlessWithheld } from '../access/unless-withheld.tsx';
import { useProjections } from '../app/hub-context.tsx';
import { drillPath, incidentPath, noDrillFilter, routeToPath } from '../app/routes.ts';
import type { Projections } from '../runbooks/list-model.ts';
import { incidentsText } from '../ui/text/incidents.ts';
import { incidentRows, isLive, listIncidents } from '../incidents/incident-list-model.ts';
import { DrillMark, severityTones, SeverityMark } from '../incidents/marks.tsx';
import classes from './live-strip.module.css';

const words = incidentsText.strip;
const shown = { wide: 2, phone: 1 } as const;

/** What everybody has to see, above every screen: what relays have against this device, and what goes on. */
export function LiveStrip(props: { readonly here: string }) {
  return (
    <>
      <AccessNotice />
      <SignInRenewal />
      <BreakGlassBanner />
      <GoingOn here={props.here} />
    </>
  );
}

/** Live incidents and the drill that goes on; nothing where there are none. `here` is the one on screen. */
function GoingOn(props: { readonly here: string }) {
  const projections = useProjections();
  const phone = useMediaQuery('(max-width: 48em)', undefined, { getInitialValueInEffect: false });
  const live = useMemo(
    () => listIncidents(incidentRows(projections).filter(isLive), 'live'),
    [projections],
  );
  const others = live.filter(({ name }) => name !== props.here);
  const drills = useMemo(() => drillsGoingOn(projections), [projections]);
  const otherDrills = drills.filter(({ name }) => name !== props.here);
  if (others.length === 0 && otherDrills.length === 0) return null;
  const first = others.slice(0, phone === true ? shown.phone : shown.wide);
  const more = others.length - first.length;
  return (
    <nav className={classes.strip} aria-label={words.label}>
      {first.map(({ name, incident }) => (
        <Link
          key={name}
          href={incidentPath(name)}
          className={classes.incident}
          data-tone={incident.drill ? 'calm' : severityTones[incident.severity]}
        >
          <SeverityMark severity={incident.severity} stated={incident.severityStated} />
          {incident.drill && <DrillMark />}
          <span className={classes.title} dir="auto">
            {incident.title}
          </span>
          <UnlessWithheld doc={name}>
            <span className={classes.status}>{incidentsText.statuses[incident.status]}</span>
          </UnlessWithheld>
        </Link>
      ))}
      {otherDrills.slice(0, 1).map(({ name, drill }) => (
        <Link key={name} href={drillPath(name)} className={classes.incident} data-tone="calm">
          <DrillMark />
          <span className={classes.title} dir="auto">
            {drill.title}
          </span>
          <span className={classes.status}>{words.drillGoesOn}</span>
        </Link>
      ))}
      {/* Beside an incident a phone has no room for a drill's title. */}
      {(drills.length > 1 || (phone === true && first.length * otherDrills.length > 0)) && (
        <Link
          href={routeToPath({ page: 'drills', filter: noDrillFilter })}
          className={classes.more}
        >
          {words.drillsGoOn(drills.length)}
        </Link>
      )}
      {more > 0 && (
        <Link href={routeToPath({ page: 'incidents', view: 'live' })} className={classes.more}>
          {words.more(more)}
        </Link>
      )}
    </nav>
  );
}

/** Drills other than practice runs, the last that was begun first. */
function drillsGoingOn(projections: Projections | undefined) {
  const found: { readonly name: string; readonly drill: DrillProjection }[] = [];
  for (const [name, one] of projections ?? []) {
    if (one.kind === 'drill' && isGoingOn(one) && one.drillKind !== practiceRun)
      found.push({ name, drill: one });
  }
  return found.toSorted((a, b) => b.drill.startedAtMs - a.drill.startedAtMs);
}
