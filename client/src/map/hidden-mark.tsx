import { IconEyeExclamation } from '@tabler/icons-react';
import { mapText } from '../ui/text/map.ts';
import classes from './spof-mark.module.css';

/** That something takes another down only through redundancy: icon, word and colour. */
export function HiddenMark() {
  return (
    <span className={classes.strong} title={mapText.spof.hiddenWhy}>
      <IconEyeExclamation size={14} aria-hidden="true" />
      {mapText.spof.hiddenShort}
    </span>
  );
}
