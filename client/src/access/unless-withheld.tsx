import type { DocumentName } from '@holdfast/shared/protocol/names';
import { IconLock } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import classes from '../incidents/marks.module.css';
import { accessStateText } from '../ui/text/access-state.ts';
import { useMay } from './use-may.ts';

/**
 * Around what is said of a document's state: where relays give this device nothing new of it, what is
 * here is old, and that is said instead.
 */
export function UnlessWithheld(props: {
  readonly doc: DocumentName;
  readonly children?: ReactNode;
}) {
  const may = useMay('read', props.doc);
  if (may.ok) return props.children;
  return (
    <span className={classes.mark} data-tone="calm" title={may.why}>
      <IconLock size={14} aria-hidden="true" />
      {accessStateText.withheld}
    </span>
  );
}
