import { useProjections } from '../app/hub-context.tsx';
import { homeText } from '../ui/text/home.ts';
import { runbooksText } from '../ui/text/runbooks.ts';
import { usePageTitle } from '../ui/use-page-title.ts';
import { ChangesPart } from './changes-part.tsx';
import { CopyPart } from './copy-part.tsx';
import { DrillsPart } from './drills-part.tsx';
import { FirstSteps } from './first-steps.tsx';
import { LivePart } from './live-part.tsx';
import { NeedsPart } from './needs-part.tsx';
import { ReviewPart } from './review-part.tsx';
import classes from './home-page.module.css';

/** What the person who opens the app needs to see first, from what this device has. */
export function HomePage() {
  usePageTitle(homeText.title);
  const isRead = useProjections() !== undefined;
  return (
    <div className={classes.page}>
      <h1 className={classes.title}>{homeText.title}</h1>
      {isRead ? (
        <>
          <FirstSteps />
          <div className={classes.columns}>
            <div>
              <LivePart />
              <NeedsPart />
              <DrillsPart />
            </div>
            <div>
              <ReviewPart />
              <ChangesPart />
              <CopyPart />
            </div>
          </div>
        </>
      ) : (
        <p className={classes.none} role="status">
          {runbooksText.loading}
        </p>
      )}
    </div>
  );
}
