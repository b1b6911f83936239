import { IconTarget } from '@tabler/icons-react';
import { drillWords } from '../ui/text/drill-words.ts';
import classes from './drill-mark.module.css';

/** Stands on every screen of a drill: nobody is to take it for the real thing. */
export function DrillSign(props: { readonly kind: string }) {
  const kind = drillWords.kind(props.kind);
  return (
    <span className={classes.sign} title={drillWords.drillLong}>
      <IconTarget size={15} aria-hidden="true" />
      {drillWords.drill}
      {kind !== '' && <span className={classes.kind}>{kind}</span>}
    </span>
  );
}
