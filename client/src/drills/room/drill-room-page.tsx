import { Button, SegmentedControl } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { IconAlertTriangle, IconArchive } from '@tabler/icons-react';
import { useState } from 'react';
import { drillRoomText as words } from '../../ui/text/drill-room.ts';
import { drillWords } from '../../ui/text/drill-words.ts';
import { runsText } from '../../ui/text/runs.ts';
import { usePageTitle } from '../../ui/use-page-title.ts';
import { useDrillActions } from '../use-drill-actions.tsx';
import { DrillComposer } from './drill-composer.tsx';
import { DrillConflicts } from './drill-conflicts.tsx';
import { useShownDrill } from './drill-context.tsx';
import { ExpectedPart, FindingsPart, ParticipantsPart, RunsPart } from './drill-details.tsx';
import { Beliefs, DrillHeader } from './drill-header.tsx';
import { useDrill } from './drill-store.ts';
import { DrillTimeline } from './drill-timeline.tsx';
import { EvidencePart } from './evidence-part.tsx';
import type { SealState } from './use-seal.ts';
import { Stopwatch } from './stopwatch.tsx';
import { useKeepFiles } from './use-keep-files.ts';
import classes from '../../room/room.module.css';
import own from './drill-room.module.css';
import { useMay } from '../../access/use-may.ts';
import { Writes } from '../../access/writes.tsx';

const parts = ['timeline', 'clock', 'details'] as const;
type Part = (typeof parts)[number];

/** Also where nothing in it can be pressed. */
const scrolledByKeys = { tabIndex: 0 };

/** The room of a drill: what happens, the stopwatch, and what holds now. On a phone one of them. */
export function DrillRoomPage(props: { readonly sealState: SealState }) {
  const { name, store } = useShownDrill();
  const may = useMay('append', name);
  const drill = useDrill(store);
  usePageTitle(words.title(drill.title || drillWords.untitled));
  const wide = useMediaQuery('(min-width: 62em)', undefined, { getInitialValueInEffect: false });
  const [part, setPart] = useState<Part>('timeline');
  const [isDropping, setIsDropping] = useState(false);
  const keep = useKeepFiles();
  const isWide = wide !== false;
  return (
    <div
      className={own.room}
      data-dropping={isDropping}
      onDragOver={(event) => {
        if (!may.ok || !event.dataTransfer.types.includes('Files')) return;
        event.preventDefault();
        event.stopPropagation();
        setIsDropping(true);
      }}
      onDragLeave={() => setIsDropping(false)}
      onDrop={(event) => {
        setIsDropping(false);
        if (!may.ok || event.dataTransfer.files.length === 0) return;
        event.preventDefault();
        event.stopPropagation();
        keep([...event.dataTransfer.files]);
      }}
    >
      <DrillHeader narrow={!isWide} />
      <Notices sealState={props.sealState} />
      <Writes operation="append" doc={name} isSaid>
        <DrillConflicts />
      </Writes>
      {!isWide && (
        <SegmentedControl
          className={classes.parts}
          aria-label={words.views}
          value={part}
          data={parts.map((value) => ({ value, label: words.parts[value] }))}
          onChange={(value) => setPart(parts.find((one) => one === value) ?? 'timeline')}
        />
      )}
      <div className={classes.columns}>
        {(isWide || part === 'timeline') && (
          <section className={classes.main} aria-label={words.parts.timeline}>
            <DrillTimeline />
            <DrillComposer />
          </section>
        )}
        {isWide ? (
          <aside {...scrolledByKeys} className={classes.details} aria-label={words.parts.details}>
            <Writes operation="append" doc={name} isSaid>
              <Stopwatch />
            </Writes>
            <Details />
          </aside>
        ) : (
          part !== 'timeline' && (
            <aside {...scrolledByKeys} className={classes.details} aria-label={words.parts[part]}>
              {part === 'clock' ? (
                <Writes operation="append" doc={name}>
                  <Stopwatch />
                </Writes>
              ) : (
                <Details narrow />
              )}
            </aside>
          )
        )}
      </div>
    </div>
  );
}

function Details(props: { readonly narrow?: boolean }) {
  const { name } = useShownDrill();
  return (
    <>
      {props.narrow === true && (
        <div className={classes.header}>
          <Beliefs />
        </div>
      )}
      <Writes operation="append" doc={name} isSaid={props.narrow !== true}>
        <ExpectedPart />
        <FindingsPart />
        <ParticipantsPart />
        <RunsPart />
      </Writes>
      <EvidencePart />
    </>
  );
}

function Notices(props: { readonly sealState: SealState }) {
  const { name, store, seal } = useShownDrill();
  const drill = useDrill(store);
  const actions = useDrillActions();
  const { sealState } = props;
  const said = {
    none: undefined,
    sealed: undefined,
    failed: words.seal.failed,
    missing: words.seal.missing,
    changed: words.seal.changed,
  }[sealState];
  return (
    <div className={classes.notices}>
      {drill.archived && (
        <div className={classes.notice}>
          <span className={classes.noticeWords}>
            <IconArchive size={16} aria-hidden="true" />
            {runsText.view.archivedBanner}
          </span>
          <Writes operation="edit" doc={name} isSaid>
            <Button
              size="compact-sm"
              variant="default"
              onClick={() => actions.restore(name, drill.title)}
            >
              {runsText.view.bringBack}
            </Button>
          </Writes>
        </div>
      )}
      {said !== undefined && (
        <div className={classes.notice} data-tone="warn" role="status">
          <span className={classes.noticeWords}>
            <IconAlertTriangle size={16} aria-hidden="true" />
            {said}
          </span>
          <Writes operation="append" doc={name} isSaid>
            <Button size="compact-sm" variant="default" onClick={seal}>
              {sealState === 'failed' ? words.seal.again : words.seal.write}
            </Button>
          </Writes>
        </div>
      )}
    </div>
  );
}
