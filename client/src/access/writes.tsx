import type { Operation } from '@holdfast/shared/access/permissions';
import type { DocumentName } from '@holdfast/shared/protocol/names';
import type { ReactNode } from 'react';
import { showNotice } from '../ui/notice.tsx';
import { ReadOnlyNote } from './read-only-note.tsx';
import { useMay } from './use-may.ts';
import classes from './writes.module.css';

/**
 * Around controls that change a document: where that is not allowed they are all disabled, and why, and
 * whom to ask, is said before them; or, where the screen says it already (`isSaid`), only to whoever
 * points or reads there. Links and what folds stay usable.
 */
export function Writes(props: {
  readonly operation: Operation;
  readonly doc?: DocumentName;
  readonly isSaid?: boolean;
  readonly children: ReactNode;
}) {
  const may = useMay(props.operation, props.doc);
  if (may.ok) return props.children;
  return (
    <>
      {props.isSaid !== true && <ReadOnlyNote why={may.why} />}
      <fieldset
        className={classes.all}
        disabled
        title={may.why}
        onPointerDown={(event) => {
          if (isDisabled(event.target)) showNotice(may.why);
        }}
      >
        {props.children}
      </fieldset>
    </>
  );
}

/** What is disabled hears nothing itself, and a finger has no pointer to rest on it. */
function isDisabled(target: EventTarget): boolean {
  return target instanceof Element && target.closest(':disabled:not(fieldset)') !== null;
}

/**
 * Says why, and whom to ask, where something is not allowed; nothing where it is. `isInset`: on a screen
 * whose parts reach from edge to edge.
 */
export function WhyNot(props: {
  readonly operation: Operation;
  readonly doc?: DocumentName;
  readonly isInset?: boolean;
}) {
  const may = useMay(props.operation, props.doc);
  if (may.ok) return null;
  const note = <ReadOnlyNote why={may.why} />;
  return props.isInset === true ? <div className={classes.inset}>{note}</div> : note;
}
