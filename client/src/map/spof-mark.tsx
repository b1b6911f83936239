import { IconAlertTriangle, IconEyeExclamation } from '@tabler/icons-react';
import { mapText } from '../ui/text/map.ts';
import type { ComponentSummary } from './analysis/analysis-messages.ts';
import classes from './spof-mark.module.css';

/** That a component takes others down alone: icon, words and colour; nothing where it does not. */
export function SpofMark(props: { readonly summary: ComponentSummary | undefined }) {
  const { summary } = props;
  if (summary === undefined || summary.takesDown === 0) return null;
  const isHidden = summary.hidden > 0;
  const Picture = isHidden ? IconEyeExclamation : IconAlertTriangle;
  return (
    <span
      className={isHidden ? classes.strong : classes.mark}
      title={`${mapText.spof.word}. ${mapText.spof.takesDown(summary.takesDown)}${
        isHidden ? `. ${mapText.spof.hidden(summary.hidden)}` : ''
      }`}
    >
      <Picture size={14} aria-hidden="true" />
      {mapText.spof.takesDownShort(summary.takesDown)}
      {isHidden && `, ${mapText.spof.hiddenShort}`}
    </span>
  );
}
