import { Button } from '@mantine/core';
import { textHash } from '@holdfast/shared/model/ids';
import type { EntryStamp } from '@holdfast/shared/model/entries';
import {
  type Lock,
  readLock,
  readUnlock,
  runbookReviews,
  unlockRunbook,
} from '@holdfast/shared/model/review';
import { IconAlertTriangle, IconLock } from '@tabler/icons-react';
import { useMemo } from 'react';
import { Link } from 'wouter';
import type * as Y from 'yjs';
import { useHub } from '../app/hub-context.tsx';
import { runbookHistoryPath } from '../app/routes.ts';
import { useYSelector } from '../documents/use-y-selector.ts';
import type { OpenDocument } from '../hub/client-api.ts';
import { useNamed } from '../signing/use-named.ts';
import { trustDetails } from '../ui/text/trust-details.ts';
import { describeDay } from '../ui/when.ts';
import { showLockNotice } from './lock-notice.ts';
import { takeBack } from './take-back.ts';
import classes from './notes.module.css';
import { Writes } from '../access/writes.tsx';

/** Why the text is locked now; follows the document at once, as an editor must. */
export function useLock(doc: Y.Doc): Lock | undefined {
  const reviews = useMemo(() => runbookReviews(doc), [doc]);
  return useYSelector(reviews, lockOf);
}

function lockOf(reviews: Y.Array<unknown>): Lock | undefined {
  return reviews.doc === null ? undefined : readLock(reviews.doc);
}

/** Who unlocked the text last, while nobody locked it again. */
export function useUnlock(doc: Y.Doc): EntryStamp | undefined {
  const reviews = useMemo(() => runbookReviews(doc), [doc]);
  return useYSelector(reviews, unlockOf);
}

function unlockOf(reviews: Y.Array<unknown>): EntryStamp | undefined {
  return reviews.doc === null ? undefined : readUnlock(reviews.doc);
}

/** Says who approved the text and locked it, and whether it is still what was approved. */
export function LockBar(props: {
  readonly open: OpenDocument;
  readonly lock: Lock;
  readonly body: string;
}) {
  const { open, lock } = props;
  const hub = useHub();
  const version = useMemo(() => textHash(props.body), [props.body]);
  const changed = version !== lock.version;
  const when = describeDay(lock.happenedAtMs);
  const by = useNamed()(lock.by, lock.person);

  function unlock(): void {
    const ids = unlockRunbook(open.doc, hub.entryContext());
    showLockNotice(open.name, trustDetails.unlocked, {
      label: trustDetails.undo,
      run: () => void takeBack(hub, open.name, ids, trustDetails.lockedBy(by, when)),
    });
  }

  return (
    <div className={classes.note} data-tone={changed ? 'warn' : 'calm'} role="note">
      {changed ? (
        <IconAlertTriangle size={16} aria-hidden="true" />
      ) : (
        <IconLock size={16} aria-hidden="true" />
      )}
      <span className={classes.words}>
        {changed ? trustDetails.changedSinceApproved(by, when) : trustDetails.lockedBy(by, when)}{' '}
        {changed && (
          <Link href={runbookHistoryPath(open.name, lock.version, 'now')}>
            {trustDetails.seeChanges}
          </Link>
        )}
      </span>
      <Writes operation="edit" doc={open.name} isSaid>
        <Button size="compact-sm" variant="default" onClick={unlock}>
          {trustDetails.unlock}
        </Button>
      </Writes>
    </div>
  );
}
