import { readCloseReason } from '@holdfast/shared/access/close-reason';
import { IconLockExclamation } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { Link } from 'wouter';
import { useHub, useObservable } from '../app/hub-context.tsx';
import { routeToPath } from '../app/routes.ts';
import { accessStateText } from '../ui/text/access-state.ts';
import { SignInButton } from './sign-in/sign-in-button.tsx';
import { useNow } from '../ui/use-now.ts';
import { describeMinute } from '../ui/when.ts';
import { ClockWords } from './clock-words.tsx';
import { HeldNotice } from './held/held-notice.tsx';
import { useAccess, useAccessReport } from './use-access.ts';
import { usePeopleToAsk } from './use-people-to-ask.ts';
import classes from './access-notice.module.css';

/** Early enough to ask somebody who is not at work today. */
const soonMs = 3 * 24 * 60 * 60 * 1000;

/** Says on every screen, above it, what relays have against this device, and what helps; nothing where all is well. */
export function AccessNotice() {
  const access = useAccess();
  const report = useAccessReport();
  const { barred } = useObservable(useHub().sync);
  if (access.kind === 'refused' && barred !== undefined) {
    // Where nothing of the workspace is here, the whole page says it.
    return barred === 'locked' ? null : <Refused word={access.refusal.word} />;
  }
  if (report !== undefined && report.held.length > 0) {
    return <HeldNotice held={report.held} access={access} />;
  }
  if (report?.offered !== undefined && report.linked === 0) {
    return <Notice title={accessStateText.waiting.title}>{accessStateText.waiting.body}</Notice>;
  }
  // A sign-in is renewed by itself, and the banner says of sealed access until when it goes.
  if (access.kind !== 'granted') return null;
  const { kind } = access.claims;
  if (kind === 'sign-in' || kind === 'break-glass') return null;
  return report?.endsAtMs === undefined ? null : <EndsSoon atMs={report.endsAtMs} />;
}

function EndsSoon({ atMs }: { readonly atMs: number }) {
  const nowMs = useNow(60_000);
  const admins = usePeopleToAsk();
  if (atMs - nowMs > soonMs || atMs < nowMs) return null;
  const { title, body } = accessStateText.ends;
  return (
    <Notice title={title(describeMinute(atMs))}>
      {body} {accessStateText.ask(admins)}
    </Notice>
  );
}

function Refused(props: { readonly word: string }) {
  const admins = usePeopleToAsk();
  const word = readCloseReason(props.word) ?? 'no-key';
  const { title, body } = accessStateText.reasons[word];
  return (
    <Notice title={title} action={word !== 'wipe' && <SignInButton variant="default" />}>
      {body} <ClockWords word={word} /> {word !== 'wipe' && accessStateText.ask(admins)}{' '}
      <Link href={routeToPath({ page: 'sync' })}>{accessStateText.toSync}</Link>
    </Notice>
  );
}

function Notice(props: {
  readonly title: string;
  readonly children: ReactNode;
  readonly action?: ReactNode;
}) {
  return (
    <div className={classes.notice} role="status">
      <IconLockExclamation size={18} aria-hidden="true" className={classes.icon} />
      <p>
        <strong>{props.title}.</strong> {props.children}
      </p>
      {props.action}
    </div>
  );
}
