import {
  IconCircleCheckFilled,
  IconCircleDashed,
  IconCircleOff,
  IconClockHour4,
  IconCircleX,
  type Icon,
} from '@tabler/icons-react';
import type { CellState } from '@holdfast/shared/readiness/cell';
import { coverageText } from '../../ui/text/coverage.ts';
import classes from './coverage-page.module.css';

const icons: Readonly<Record<CellState, Icon>> = {
  proven: IconCircleCheckFilled,
  fading: IconClockHour4,
  failed: IconCircleX,
  never: IconCircleDashed,
  'not-applicable': IconCircleOff,
};

/** What is known of a cell: icon, colour and word. */
export function StateMark(props: { readonly state: CellState }) {
  const Picture = icons[props.state];
  return (
    <span className={classes.state} data-state={props.state}>
      <Picture size={15} aria-hidden="true" />
      {coverageText.states[props.state]}
    </span>
  );
}
