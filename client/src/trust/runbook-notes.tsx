import { lastRun } from '@holdfast/shared/model/trust';
import { IconAlertTriangle, IconLockOpen, IconShieldX } from '@tabler/icons-react';
import { useMemo } from 'react';
import { textHash } from '@holdfast/shared/model/ids';
import { Link } from 'wouter';
import { runbookHistoryPath } from '../app/routes.ts';
import type { OpenDocument } from '../hub/client-api.ts';
import { trustDetails } from '../ui/text/trust-details.ts';
import { useNow } from '../ui/use-now.ts';
import { describeDay } from '../ui/when.ts';
import { LockBar, useLock, useUnlock } from './lock-bar.tsx';
import { ReviewDoubts } from './review-doubts.tsx';
import { useTrust } from './use-trust.ts';
import classes from './notes.module.css';

const hourMs = 60 * 60 * 1000;

/** What whoever is about to follow or to edit this text should know first. */
export function RunbookNotes(props: {
  readonly open: OpenDocument;
  readonly body: string;
  /** Over a page: a list of boxes; over the editor: a strip across. */
  readonly place: 'list' | 'strip';
}) {
  const { open, body } = props;
  const lock = useLock(open.doc);
  const unlock = useUnlock(open.doc);
  const known = useTrust(open.name);
  const nowMs = useNow(hourMs);
  return (
    <div className={classes[props.place]}>
      {lock !== undefined && <LockBar open={open} lock={lock} body={body} />}
      {unlock !== undefined && props.place === 'strip' && (
        <div className={classes.note} data-tone="calm" role="note">
          <IconLockOpen size={16} aria-hidden="true" />
          <span className={classes.words}>
            {trustDetails.unlockedBy(unlock.by, describeDay(unlock.happenedAtMs))}
          </span>
        </div>
      )}
      {known?.trust.doubts.map((doubt) => (
        <div
          key={`${doubt.kind} ${doubt.atMs} ${doubt.by.toString()}`}
          className={classes.note}
          data-tone="bad"
          role="note"
        >
          <IconShieldX size={16} aria-hidden="true" />
          <span className={classes.words}>
            {trustDetails.doubt(doubt, nowMs)}
            {doubt.kind === 'verdict' && doubt.note !== '' && ` ${doubt.note}`}
          </span>
        </div>
      ))}
      <ReviewDoubts doc={open.doc} />
      <ChangedSinceRun name={open.name} body={body} />
    </div>
  );
}

/** The text is not the one that was run last. */
function ChangedSinceRun(props: { readonly name: string; readonly body: string }) {
  const known = useTrust(props.name);
  const last = useMemo(() => lastRun(known?.runs ?? []), [known]);
  const version = useMemo(
    () => (last === undefined ? '' : textHash(props.body)),
    [last, props.body],
  );
  if (last === undefined || last.version === version) return null;
  return (
    <div className={classes.note} data-tone="warn" role="note">
      <IconAlertTriangle size={16} aria-hidden="true" />
      <span className={classes.words}>
        {trustDetails.changedSinceRun(describeDay(last.startedAtMs))}{' '}
        <Link href={runbookHistoryPath(props.name, last.version, 'now')}>
          {trustDetails.seeChanges}
        </Link>
      </span>
    </div>
  );
}
