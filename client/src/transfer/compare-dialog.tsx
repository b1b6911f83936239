import { Modal } from '@mantine/core';
import { useEffect, useState } from 'react';
import type { SideRun } from '@holdfast/shared/transfer/two-sides';
import { importText } from '../ui/text/import.ts';
import type { TransferClient } from './transfer-client.ts';
import classes from './compare-dialog.module.css';

/** Of lines that both texts have, so many are shown beside those that differ. */
const shownAround = 3;

/** The text here and the file's, line by line. */
export function CompareDialog(props: {
  readonly path: string | undefined;
  readonly transfer: Pick<TransferClient, 'ask'>;
  readonly onClose: () => void;
}) {
  const { path, transfer } = props;
  const runs = useSides(path, transfer);
  return (
    <Modal
      opened={path !== undefined}
      onClose={props.onClose}
      size="xl"
      title={importText.compareTitle(path ?? '')}
    >
      <div className={classes.text}>
        {runs.map((run, at) => (
          <Run key={at} run={run} isFirst={at === 0} isLast={at === runs.length - 1} />
        ))}
      </div>
    </Modal>
  );
}

function useSides(
  path: string | undefined,
  transfer: Pick<TransferClient, 'ask'>,
): readonly SideRun[] {
  const [shown, setShown] = useState<{
    readonly path: string;
    readonly runs: readonly SideRun[];
  }>();
  useEffect(() => {
    if (path === undefined) return undefined;
    let gone = false;
    transfer.ask('compare', path).then(
      (runs) => {
        if (!gone) setShown({ path, runs });
      },
      // The page is being left.
      () => undefined,
    );
    return () => {
      gone = true;
    };
  }, [path, transfer]);
  return shown?.path === path ? (shown?.runs ?? []) : [];
}

function Run(props: {
  readonly run: SideRun;
  readonly isFirst: boolean;
  readonly isLast: boolean;
}) {
  const { side, text } = props.run;
  if (side === 'both') {
    return <pre className={classes.both}>{shortened(text, props.isFirst, props.isLast)}</pre>;
  }
  const words = side === 'here' ? importText.compareHere : importText.compareFile;
  return (
    <div className={classes.run} data-side={side}>
      <span className={classes.side}>{words}</span>
      <pre>{text}</pre>
    </div>
  );
}

function shortened(text: string, isFirst: boolean, isLast: boolean): string {
  const lines = text.replace(/\n$/, '').split('\n');
  const head = isFirst ? 0 : shownAround;
  const tail = isLast ? 0 : shownAround;
  if (lines.length <= head + tail + 1) return text;
  return [...lines.slice(0, head), '…', ...lines.slice(lines.length - tail)].join('\n');
}
