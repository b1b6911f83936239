import { Button } from '@mantine/core';
import { IconCircle, IconCircleCheck } from '@tabler/icons-react';
import { Link } from 'wouter';
import { useHub, useObservable, useProjections } from '../app/hub-context.tsx';
import { noDrillFilter, noFilter, routeToPath } from '../app/routes.ts';
import { setPreferences, usePreferences } from '../settings/preferences.ts';
import { homeText } from '../ui/text/home.ts';
import { firstSteps, stepsDone, type FirstStep } from './home-model.ts';
import classes from './home-page.module.css';

const words = homeText.first;

const places: Readonly<Record<FirstStep, string>> = {
  name: routeToPath({ page: 'settings' }),
  runbook: routeToPath({ page: 'runbooks', filter: noFilter }),
  map: routeToPath({ page: 'map', part: 'graph', item: '', search: '' }),
  drill: routeToPath({ page: 'drills', filter: noDrillFilter }),
  relays: routeToPath({ page: 'sync' }),
};

/** The way into a new workspace; gone once all of it is done, or somebody hides it. */
export function FirstSteps() {
  const hub = useHub();
  const projections = useProjections();
  const me = useObservable(hub.me);
  const { relays } = useObservable(hub.sync);
  const { hidesFirstSteps } = usePreferences();
  const done = stepsDone(projections, me.name, relays.length);
  if (done.size === firstSteps.length) return null;
  if (hidesFirstSteps) {
    return (
      <Button
        size="compact-sm"
        variant="subtle"
        mb="xs"
        onClick={() => setPreferences(hub.device, { hidesFirstSteps: false })}
      >
        {words.show}
      </Button>
    );
  }
  return (
    <section className={classes.first} aria-label={words.title}>
      <div className={classes.partHead}>
        <h2 className={classes.partTitle}>{words.title}</h2>
        <span className={classes.lineDetail}>
          {words.progress(done.size, firstSteps.length)}
          <Button
            size="compact-sm"
            variant="subtle"
            onClick={() => setPreferences(hub.device, { hidesFirstSteps: true })}
          >
            {words.hide}
          </Button>
        </span>
      </div>
      <p className={classes.none}>{words.lead}</p>
      <ol className={classes.steps}>
        {firstSteps.map((step) => {
          const { title, body, go } = words.steps[step];
          const isDone = done.has(step);
          const Picture = isDone ? IconCircleCheck : IconCircle;
          return (
            <li key={step} className={classes.step}>
              <Picture
                size={18}
                className={isDone ? classes.good : classes.icon}
                aria-label={isDone ? words.done : undefined}
                aria-hidden={!isDone}
              />
              <div>
                <span className={classes.stepTitle}>{title}</span>
                {!isDone && (
                  <>
                    <p className={classes.stepBody}>{body}</p>
                    <Link href={places[step]} className={classes.link}>
                      {go}
                    </Link>
                  </>
                )}
              </div>
            </li>
          );
        })}
      </ol>
    </section>
  );
}
