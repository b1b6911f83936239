import {
  IconAlertOctagon,
  IconAlertTriangle,
  IconBulb,
  IconInfoCircle,
  IconMessageExclamation,
  type Icon,
} from '@tabler/icons-react';
import type { CalloutKind } from '@holdfast/shared/markdown/callout';
import type { ReactNode } from 'react';
import { readerText } from '../text/reader.ts';
import classes from './markdown-view.module.css';

const icons: Readonly<Record<CalloutKind, Icon>> = {
  note: IconInfoCircle,
  tip: IconBulb,
  important: IconMessageExclamation,
  warning: IconAlertTriangle,
  caution: IconAlertOctagon,
};

/** A quote that says what it is for: colour, icon and word together. */
export function Callout(props: {
  readonly kind: CalloutKind;
  readonly dir: string | undefined;
  readonly children: ReactNode;
}) {
  const Picture = icons[props.kind];
  return (
    <div className={classes.callout} data-kind={props.kind} dir={props.dir} role="note">
      <p className={classes.calloutTitle} data-not-text>
        <Picture size={16} aria-hidden="true" />
        {readerText.callouts[props.kind]}
      </p>
      {props.children}
    </div>
  );
}

/** The kind that a tree's attribute names, or undefined. */
export function calloutKind(value: unknown): CalloutKind | undefined {
  const kinds: readonly CalloutKind[] = ['note', 'tip', 'important', 'warning', 'caution'];
  return kinds.find((kind) => kind === value);
}
