import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { Link, useLocation } from 'wouter';
import { useDialogs } from '../app/dialogs.tsx';
import {
  allDrillsFilter,
  drillPartPath,
  noDrillFilter,
  routeToPath,
  type DrillPart,
} from '../app/routes.ts';
import { drillPlansText as words } from '../ui/text/drill-plans.ts';
import { runsShellText } from '../ui/text/runs-shell.ts';
import { usePageTitle } from '../ui/use-page-title.ts';
import { shownParts } from './drill-parts.ts';
import classes from './drills-frame.module.css';
import { WhyNot, Writes } from '../access/writes.tsx';

/** The ways to the screens of drills. */
export function DrillViews(props: {
  /** The one that is shown, or that what is shown belongs to. */
  readonly at: DrillPart | 'next' | 'all';
  /** Where one of many is shown, which the part itself only lists. */
  readonly isOfOne?: boolean;
}) {
  const { at, isOfOne = false } = props;
  const view = (key: DrillPart | 'next' | 'all', href: string, label: string) => (
    <Link
      key={key}
      href={href}
      className={classes.view}
      {...(key === at ? { 'aria-current': isOfOne ? ('true' as const) : ('page' as const) } : {})}
    >
      {label}
    </Link>
  );
  return (
    <nav className={classes.views} aria-label={words.views}>
      {view('next', routeToPath({ page: 'drills', filter: noDrillFilter }), words.next)}
      {shownParts.map((part) => view(part, drillPartPath(part), words.parts[part]))}
      {view('all', routeToPath({ page: 'drills', filter: allDrillsFilter }), words.all)}
    </nav>
  );
}

/** Around every screen of drills that is about all of them. */
export function DrillsFrame(props: {
  readonly at: DrillPart | 'next';
  /** What the tab and screen readers are told; what stands in the navigation where absent. */
  readonly title?: string;
  readonly actions?: ReactNode;
  readonly children: ReactNode;
}) {
  const { at, title } = props;
  const [, setPath] = useLocation();
  const { show } = useDialogs();
  usePageTitle(title ?? `${words.title}: ${at === 'next' ? words.next : words.parts[at]}`);
  return (
    <div className={classes.page}>
      <div className={classes.head}>
        <h1 className={classes.title}>{words.title}</h1>
        <DrillViews at={at} />
        <div className={classes.actions}>
          {props.actions}
          <Writes operation="append" doc="drill:new" isSaid>
            <Button size="xs" variant="default" onClick={() => show({ kind: 'start-drill' })}>
              {runsShellText.commands.startDrill}
            </Button>
          </Writes>
          <Writes operation="edit" doc="plan:new" isSaid>
            <Button
              size="xs"
              leftSection={<IconPlus size={15} aria-hidden="true" />}
              onClick={() => setPath(newPlanPath())}
            >
              {words.newPlan}
            </Button>
          </Writes>
        </div>
      </div>
      <WhyNot operation="edit" doc="plan:new" isInset />
      {props.children}
    </div>
  );
}

/** Where a plan is begun. */
export function newPlanPath(): string {
  return drillPartPath('plans', '', 'new=1');
}
