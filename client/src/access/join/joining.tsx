import { Button, Loader } from '@mantine/core';
import { IconAlertTriangle, IconCircleCheckFilled, IconCircleDashed } from '@tabler/icons-react';
import { useEffect, useMemo, useState } from 'react';
import { useObservable } from '../../app/hub-context.tsx';
import type { HubClient } from '../../hub/client-api.ts';
import { addressIn } from '../../app/workspace-address.tsx';
import { joinText } from '../../ui/text/access-join.ts';
import { readAccessReport } from '../access-report.ts';
import type { ReadInvitation } from './invitation-link.ts';
import { askingGraceMs, joinProgress, type JoinProgress } from './join-progress.ts';
import classes from './join.module.css';

/** Waits for a relay to accept the device, says what comes of it, and opens the workspace. */
export function Joining(props: {
  readonly read: ReadInvitation;
  /** Who they said they are, where the invitation does not say it. */
  readonly who: string | undefined;
  readonly hub: HubClient;
  readonly open: (hub: HubClient) => void;
}) {
  const { read, who, hub, open } = props;
  const { claims, invitation } = read;
  const progress = useProgress(hub, invitation.token);
  const isAccepted = progress.kind === 'accepted';

  useEffect(() => {
    if (!isAccepted) return undefined;
    let gone = false;
    // Others know this person by the name that the invitation gave, or that they gave themselves.
    void hub.deviceReady.then(() => {
      if (gone) return;
      hub.setMe({ ...hub.me.get(), name: who ?? claims.name });
      openApp();
    });
    return () => {
      gone = true;
    };
    // oxlint-disable-next-line react/exhaustive-deps -- opens once, whatever is drawn anew.
  }, [isAccepted]);

  function openApp(): void {
    history.replaceState(null, '', addressIn(hub, '/'));
    open(hub);
  }

  if (progress.kind === 'refused') {
    return (
      <>
        <h1 className={classes.heading}>{joinText.failedTitle}</h1>
        <Warning words={joinText.failures[progress.word]} />
        <GoOn hub={hub} openApp={openApp} />
      </>
    );
  }
  return (
    <>
      <h1 className={classes.heading}>{joinText.heading(claims.ws)}</h1>
      <div role="status">
        <ol className={classes.steps}>
          <Step state="done">{joinText.steps.kept}</Step>
          <Step state={isAccepted ? 'done' : 'now'}>{joinText.steps.asking}</Step>
          <Step state={isAccepted ? 'done' : 'open'}>{joinText.steps.accepted}</Step>
        </ol>
      </div>
      <Doubt progress={progress} />
      {(progress.kind === 'unreachable' || progress.kind === 'doubted') && (
        <>
          <Relays hub={hub} />
          <div className={classes.actions}>
            <Button onClick={() => hub.retry()}>{joinText.tryNow}</Button>
            <Button variant="default" onClick={openApp}>
              {joinText.openMeanwhile}
            </Button>
          </div>
        </>
      )}
    </>
  );
}

function useProgress(hub: HubClient, token: string): JoinProgress {
  const told = useObservable(hub.access);
  const report = useMemo(() => readAccessReport(told), [told]);
  const [forMs, setForMs] = useState(0);
  useEffect(() => {
    const timer = setTimeout(() => setForMs(askingGraceMs), askingGraceMs);
    return () => clearTimeout(timer);
  }, []);
  return joinProgress(report, token, forMs);
}

function Doubt({ progress }: { readonly progress: JoinProgress }) {
  if (progress.kind === 'unreachable') {
    return <Warning title={joinText.notReachable} words={joinText.notReachableBody} />;
  }
  if (progress.kind !== 'doubted') return null;
  return <Warning title={joinText.asking} words={joinText.failures[progress.word]} />;
}

/** What each relay that was asked last came to. */
function Relays({ hub }: { readonly hub: HubClient }) {
  const { relays } = useObservable(hub.sync);
  const told = relays.filter(({ problem }) => problem !== undefined);
  if (told.length === 0) return null;
  return (
    <ul className={classes.relays}>
      {told.map(({ url, problem }) => (
        <li key={url}>
          {url}: {problem}
        </li>
      ))}
    </ul>
  );
}

function GoOn(props: { readonly hub: HubClient; readonly openApp: () => void }) {
  const report = readAccessReport(useObservable(props.hub.access));
  const hasMore = report?.card !== undefined;
  return (
    <>
      {hasMore && <p className={classes.lead}>{joinText.asBefore}</p>}
      <div className={classes.actions}>
        <Button variant="default" onClick={props.openApp}>
          {joinText.goHome}
        </Button>
      </div>
    </>
  );
}

function Step(props: { readonly state: 'done' | 'now' | 'open'; readonly children: string }) {
  return (
    <li data-state={props.state}>
      {props.state === 'done' && <IconCircleCheckFilled size={18} aria-hidden="true" />}
      {props.state === 'now' && <Loader size={18} aria-hidden="true" />}
      {props.state === 'open' && <IconCircleDashed size={18} aria-hidden="true" />}
      {props.children}
    </li>
  );
}

function Warning(props: { readonly title?: string; readonly words: string }) {
  return (
    <div className={classes.note} role="alert">
      <IconAlertTriangle size={20} aria-hidden="true" className={classes.noteIcon} />
      <div>
        {props.title !== undefined && <strong>{props.title}</strong>}
        <p>{props.words}</p>
      </div>
    </div>
  );
}
