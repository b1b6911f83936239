import { Link } from 'wouter';
import { useHub, useObservable } from '../app/hub-context.tsx';
import { routeToPath } from '../app/routes.ts';
import { savedIcons } from '../app/saved-icons.ts';
import { useSaved } from '../app/use-saved.ts';
import { AppKeptState } from '../sync/app-kept.tsx';
import { notKnownYet } from '../sync/not-known-yet.ts';
import { Moment } from '../ui/moment.tsx';
import { Facts } from '../ui/section.tsx';
import { appKeptText } from '../ui/text/app-kept.ts';
import { homeText } from '../ui/text/home.ts';
import { syncText } from '../ui/text/sync.ts';
import { HomePart } from './home-part.tsx';
import classes from './home-page.module.css';

const words = homeText.copy;

/** Whether this device would do, were everything else gone. */
export function CopyPart() {
  const hub = useHub();
  const report = useObservable(hub.sync);
  const { tone, label } = useSaved();
  const Picture = savedIcons[tone];
  const unknown = notKnownYet(report);
  return (
    <HomePart
      title={words.title}
      action={
        <Link href={routeToPath({ page: 'sync' })} className={classes.link}>
          {words.sync}
        </Link>
      }
    >
      <p className={classes.none}>
        <Picture size={16} aria-hidden="true" /> {label}
      </p>
      <Facts
        facts={[
          { name: syncText.documents, value: unknown ?? report.documents.toLocaleString('en') },
          {
            name: syncText.caughtUp,
            value: unknown ?? (
              <Moment
                atMs={report.lastCaughtUpAtMs ?? report.earlierCaughtUpAtMs ?? 0}
                unknown={syncText.never}
              />
            ),
          },
          { name: appKeptText.name, value: <AppKeptState /> },
        ]}
      />
    </HomePart>
  );
}
