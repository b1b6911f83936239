import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import type { PlannedFile } from '@holdfast/shared/transfer/import-work';
import { transferText } from '../ui/text/transfer.ts';
import { groupOf } from './import-state.ts';
import classes from './plan-list.module.css';

/** One file of a plan. */
export function PlanRow(props: {
  /** Told of the element, whose height depends on its words. */
  readonly onElement: (element: HTMLLIElement | null) => void;
  readonly index: number;
  /** Of its upper edge, px. */
  readonly top: number;
  readonly count: number;
  readonly file: PlannedFile;
  readonly onCompare: (path: string) => void;
  readonly children: ReactNode;
}) {
  const { file, onElement } = props;
  const reason = reasonOf(file);
  return (
    <li
      ref={onElement}
      data-index={props.index}
      aria-setsize={props.count}
      aria-posinset={props.index + 1}
      className={classes.row}
      style={{ transform: `translateY(${props.top}px)` }}
    >
      <span className={classes.what}>
        <span className={classes.path} title={file.path}>
          {file.path}
        </span>
        {reason !== '' && <span className={classes.reason}>{reason}</span>}
      </span>
      {file.kind === 'conflict' && (
        <span className={classes.settle}>
          <Button
            size="xs"
            variant="default"
            aria-label={transferText.compareOf(file.path)}
            onClick={() => props.onCompare(file.path)}
          >
            {transferText.compare}
          </Button>
          {props.children}
        </span>
      )}
      <span className={classes.kind} data-group={groupOf(file)}>
        {transferText.kinds[file.kind]}
      </span>
    </li>
  );
}

function reasonOf({ kind, reason = '', editedHere }: PlannedFile): string {
  if (kind === 'unchanged' && editedHere === true) return transferText.editedHere;
  return transferText.reasons[reason] ?? reason;
}
