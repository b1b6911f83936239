import { IconAlertTriangle, IconEyeExclamation } from '@tabler/icons-react';
import { mapText } from '../ui/text/map.ts';
import type { ComponentSummary } from './analysis/analysis-messages.ts';
import classes from './spof-mark.module.css';

/** That a component takes others down alone: icon, words and colour; nothing where it does not. */
export function SpofMark(props: { readonly summary: ComponentSummary | undefined }) {
  const { summary } = props;
  if (summary === undefined || summary.takesDown === 0) return null;
  const isHidden = summary.defeatsHidden > 0;
  const Picture = isHidden ? IconEyeExclamation : IconAlertTriangle;
  return (
    <span
      className={summary.defeats > 0 ? classes.strong : classes.mark}
      title={`${mapText.spof.word}. ${mapText.spof.takesDown(summary.takesDown)}${
        summary.defeats === 0 ? '' : `. ${mapText.spof.defeats(summary.defeats)}`
      }`}
    >
      <Picture size={14} aria-hidden="true" />
      {mapText.spof.takesDownShort(summary.takesDown)}
      {isHidden && `, ${mapText.spof.hiddenShort}`}
    </span>
  );
}
