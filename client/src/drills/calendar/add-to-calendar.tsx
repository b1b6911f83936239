import { Button, Popover, TextInput } from '@mantine/core';
import type { Days } from '@holdfast/shared/drilling/plan-occurrences';
import { IconCalendarDown } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { useHub } from '../../app/hub-context.tsx';
import { useWorkspaceName } from '../../app/use-workspace-name.ts';
import { downloadFile } from '../../sync/download-file.ts';
import { CopyIconButton } from '../../ui/copy-icon-button.tsx';
import { showProblem } from '../../ui/notice.tsx';
import { drillPlansText } from '../../ui/text/drill-plans.ts';
import type { DrillBook } from '../drill-book.ts';
import { type FeedAddress, feedAddress } from './feed-address.ts';
import classes from './calendar-page.module.css';

const words = drillPlansText.calendar;

/** The ways into a person's own calendar: a file, and where the relay has one an address to follow. */
export function AddToCalendar(props: { readonly book: DrillBook; readonly days: Days }) {
  return (
    <Popover position="bottom-end" shadow="md" width={340} trapFocus returnFocus withinPortal>
      <Popover.Target>
        <Button
          size="xs"
          variant="default"
          leftSection={<IconCalendarDown size={15} aria-hidden="true" />}
        >
          {words.subscribe}
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label={words.subscribe}>
        <AsFile {...props} />
        <AsFeed />
      </Popover.Dropdown>
    </Popover>
  );
}

function AsFile({ book, days }: { readonly book: DrillBook; readonly days: Days }) {
  const hub = useHub();
  const name = useWorkspaceName();

  async function save(): Promise<void> {
    try {
      // Only who wants the file fetches what writes it.
      const { calendarFile } = await import('@holdfast/shared/drilling/ics');
      // Where addresses have to name the workspace, what is made from this one would lead elsewhere.
      const address = hub.isNamedInAddresses ? {} : { address: location.origin };
      const feed = { workspace: hub.workspace, name, ...address };
      const text = calendarFile(feed, book.plans, book.drills, days);
      downloadFile(`${hub.workspace}-drills.ics`, new Blob([text], { type: 'text/calendar' }));
    } catch (error) {
      showProblem(words.fileFailed, String(error));
    }
  }

  return (
    <>
      <Button size="xs" fullWidth data-autofocus onClick={() => void save()}>
        {words.file}
      </Button>
      <p className={classes.none}>{words.fileHint}</p>
    </>
  );
}

/** Shown once the relay behind this page has answered that it has one. */
function AsFeed() {
  const hub = useHub();
  const [answer, setAnswer] = useState<FeedAddress>();
  useEffect(() => {
    let gone = false;
    void feedAddress(location.origin, hub.workspace).then((found) => {
      if (!gone) setAnswer(found);
    });
    return () => {
      gone = true;
    };
  }, [hub.workspace]);
  if (answer === undefined) {
    return (
      <p className={classes.none} role="status">
        {words.asking}
      </p>
    );
  }
  if (!('address' in answer)) {
    const why = answer.kind === 'none' ? words.noFeed : words.feedUnreachable;
    return <p className={classes.none}>{why}</p>;
  }
  const { address, kind } = answer;
  return (
    <>
      <p className={classes.label}>{words.feed}</p>
      <div className={classes.feed}>
        <TextInput size="xs" flex={1} aria-label={words.feed} value={address} readOnly />
        <CopyIconButton text={address} label={words.copyFeed} />
      </div>
      <p className={classes.none}>{words.feedHint}</p>
      {kind === 'locked' && (
        <>
          <p className={classes.none}>{words.feedLocked}</p>
          <div className={classes.feed}>
            <code className={classes.command}>{words.feedCommand(hub.workspace)}</code>
            <CopyIconButton text={words.feedCommand(hub.workspace)} />
          </div>
        </>
      )}
    </>
  );
}
