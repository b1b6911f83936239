import { Button, Popover } from '@mantine/core';
import type { Trust, TrustPart } from '@holdfast/shared/model/trust';
import { IconChevronDown, IconClipboardCheck, IconHistory } from '@tabler/icons-react';
import { useState } from 'react';
import { Link } from 'wouter';
import { useDialogs } from '../app/dialogs.tsx';
import { runbookHistoryPath } from '../app/routes.ts';
import { trustText } from '../ui/text/trust.ts';
import { trustDetails } from '../ui/text/trust-details.ts';
import { TrustBadge } from './trust-badge.tsx';
import classes from './trust-panel.module.css';
import { Writes } from '../access/writes.tsx';

interface TrustPanelProps {
  readonly name: string;
  readonly title: string;
  readonly trust: Trust;
}

/** A runbook's trust; a press on it says what it is made of and what would raise it. */
export function TrustPanel(props: TrustPanelProps) {
  const [opened, setOpened] = useState(false);
  const { score, level } = props.trust;
  return (
    <Popover
      opened={opened}
      onChange={setOpened}
      position="bottom-start"
      width="min(400px, calc(100vw - 24px))"
      shadow="md"
      trapFocus
      returnFocus
    >
      <Popover.Target>
        <button
          type="button"
          className={classes.button}
          aria-label={trustDetails.explain(trustText.badge(score, level))}
          onClick={() => setOpened((before) => !before)}
        >
          <TrustBadge trust={props.trust} />
          <IconChevronDown size={13} aria-hidden="true" />
        </button>
      </Popover.Target>
      <Popover.Dropdown className={classes.panel} aria-label={trustDetails.panelTitle}>
        <Explained {...props} onLeave={() => setOpened(false)} />
      </Popover.Dropdown>
    </Popover>
  );
}

function Explained(props: TrustPanelProps & { readonly onLeave: () => void }) {
  const { name, title, trust, onLeave } = props;
  const { show } = useDialogs();
  const [nowMs] = useState(() => Date.now());
  return (
    <>
      <p className={classes.summary}>{trustDetails.summary(trust, nowMs)}</p>
      {trust.doubts.map((doubt) => (
        <div key={`${doubt.kind} ${doubt.atMs} ${doubt.by.toString()}`} className={classes.doubt}>
          <p>
            {trustDetails.doubt(doubt, nowMs)} {trustDetails.doubtEffect(doubt)}
          </p>
          {doubt.kind === 'verdict' && doubt.note !== '' && (
            <p className={classes.note}>{doubt.note}</p>
          )}
        </div>
      ))}
      <Part
        title={trustDetails.carriedOut}
        none={trustDetails.noRuns}
        part={trust.carriedOut}
        interval={trust.intervalDays}
        nowMs={nowMs}
      />
      <Part
        title={trustDetails.reviewed}
        none={trustDetails.noReviews}
        part={trust.reviewed}
        interval={trust.intervalDays}
        nowMs={nowMs}
      />
      <p className={classes.how}>{trustDetails.how(trust.intervalDays)}</p>
      <div className={classes.actions}>
        <Writes operation="append" doc={name}>
          <Button
            size="xs"
            data-autofocus
            leftSection={<IconClipboardCheck size={15} aria-hidden="true" />}
            onClick={() => {
              onLeave();
              show({ kind: 'review', name, title });
            }}
          >
            {trustText.review}
          </Button>
        </Writes>
        <Button
          component={Link}
          href={runbookHistoryPath(name)}
          size="xs"
          variant="default"
          leftSection={<IconHistory size={15} aria-hidden="true" />}
        >
          {trustDetails.seeVersions}
        </Button>
      </div>
    </>
  );
}

/** Enough to see who; whoever wants all of them looks at the versions. */
const shownEvidence = 6;

function Part(props: {
  readonly title: string;
  readonly none: string;
  readonly part: TrustPart;
  readonly interval: number;
  readonly nowMs: number;
}) {
  const { title, part, interval, nowMs } = props;
  const { evidence, points, most } = part;
  return (
    <section className={classes.part} aria-label={title}>
      <div className={classes.head}>
        <span className={classes.title}>{title}</span>
        <span>{trustDetails.points(points, most)}</span>
      </div>
      <div className={classes.bar} aria-hidden="true">
        <div style={{ width: `${(100 * points) / most}%` }} />
      </div>
      {evidence.length === 0 && <p className={classes.dimmed}>{props.none}</p>}
      <ul className={classes.evidence}>
        {evidence.slice(0, shownEvidence).map((one) => (
          <li key={`${one.by} ${one.how}`}>
            {trustDetails.evidence(one, nowMs)}
            {one.otherVersion && <span>{trustDetails.otherVersion}</span>}
            {one.faded && <span>{trustDetails.faded(interval)}</span>}
          </li>
        ))}
      </ul>
      {evidence.length === 1 && <p className={classes.dimmed}>{trustDetails.onePerson}</p>}
    </section>
  );
}
