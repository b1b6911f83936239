import { Button } from '@mantine/core';
import { useMemo } from 'react';
import { Link } from 'wouter';
import { useDialogs } from '../app/dialogs.tsx';
import { useProjections } from '../app/hub-context.tsx';
import { incidentPath, routeToPath } from '../app/routes.ts';
import { incidentRows, isLive, listIncidents } from '../incidents/incident-list-model.ts';
import { DrillMark, SeverityMark, StatusMark } from '../incidents/marks.tsx';
import { Moment } from '../ui/moment.tsx';
import { homeText } from '../ui/text/home.ts';
import { HomeLine, HomePart } from './home-part.tsx';
import classes from './home-page.module.css';
import { UnlessWithheld } from '../access/unless-withheld.tsx';
import { Writes } from '../access/writes.tsx';

const words = homeText.live;
/** More than these at once, and a list of its own is the better place. */
const mostShown = 5;

/** Incidents that need people now. */
export function LivePart() {
  const projections = useProjections();
  const dialogs = useDialogs();
  const live = useMemo(
    () => listIncidents(incidentRows(projections).filter(isLive), 'live'),
    [projections],
  );
  return (
    <HomePart
      title={words.title}
      action={
        <Writes operation="append" doc="incident:new" isSaid>
          <Button
            size="compact-sm"
            variant="default"
            onClick={() => dialogs.show({ kind: 'declare' })}
          >
            {words.declare}
          </Button>
        </Writes>
      }
    >
      {live.length === 0 ? (
        <p className={classes.none}>{words.none}</p>
      ) : (
        <ul className={classes.list}>
          {live.slice(0, mostShown).map(({ name, incident }) => (
            <HomeLine
              key={name}
              href={incidentPath(name)}
              title={incident.title}
              detail={
                <>
                  <SeverityMark severity={incident.severity} stated={incident.severityStated} />
                  {incident.drill && <DrillMark />}
                  <UnlessWithheld doc={name}>
                    <StatusMark status={incident.status} />
                    <span>
                      {incident.commanders.length === 0
                        ? words.nobody
                        : words.commander(incident.commanders.join(', '))}
                    </span>
                  </UnlessWithheld>
                  <Moment atMs={incident.declaredAtMs} />
                </>
              }
            />
          ))}
        </ul>
      )}
      {live.length > mostShown && (
        <Link href={routeToPath({ page: 'incidents', view: 'live' })} className={classes.link}>
          {words.all}
        </Link>
      )}
    </HomePart>
  );
}
