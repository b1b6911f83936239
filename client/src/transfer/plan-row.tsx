import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import type { PlannedFile } from '@holdfast/shared/transfer/import-work';
import { importText } from '../ui/text/import.ts';
import { groupOf, hasImageConflict } from './import-state.ts';
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
  const reasons = [reasonOf(file), ...imageReasons(file)].filter((reason) => reason !== '');
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
        {reasons.map((reason) => (
          <span key={reason} className={classes.reason}>
            {reason}
          </span>
        ))}
      </span>
      {groupOf(file) === 'conflict' && (
        <span className={classes.settle}>
          {file.kind === 'conflict' && (
            <Button
              size="xs"
              variant="default"
              aria-label={importText.compareOf(file.path)}
              onClick={() => props.onCompare(file.path)}
            >
              {importText.compare}
            </Button>
          )}
          {props.children}
        </span>
      )}
      <span className={classes.kind} data-group={groupOf(file)}>
        {hasImageConflict(file) && file.kind !== 'conflict'
          ? importText.imageConflict
          : importText.kinds[file.kind]}
      </span>
    </li>
  );
}

/** Of more, only so many are named. */
const mostImages = 3;

function imageReasons({ kind, images = 0, imagesLeft = [] }: PlannedFile): readonly string[] {
  if (kind === 'conflict' || kind === 'locked') return [];
  const more = imagesLeft.length - mostImages;
  return [
    images === 0 ? '' : importText.images(images),
    ...imagesLeft
      .slice(0, mostImages)
      .map(({ path, problem }) => importText.imageLeft(path, problem)),
    more > 0 ? importText.imagesLeftMore(more) : '',
  ];
}

function reasonOf({ kind, reason = '', editedHere }: PlannedFile): string {
  if (kind === 'unchanged' && editedHere === true) return importText.editedHere;
  return importText.reasons[reason] ?? reason;
}
