import {
  IconAlertCircle,
  IconAlertTriangle,
  IconFlame,
  IconInfoCircle,
  type Icon,
} from '@tabler/icons-react';
import type { ReviewLevel } from '@holdfast/shared/review/finding';
import { reviewText as words } from '../ui/text/review.ts';
import classes from '../incidents/marks.module.css';

const tones = { critical: 'bad', high: 'warn', medium: 'note', low: 'calm' } as const;
const icons: Readonly<Record<ReviewLevel, Icon>> = {
  critical: IconFlame,
  high: IconAlertTriangle,
  medium: IconAlertCircle,
  low: IconInfoCircle,
};

/** How grave it is: colour, icon and word together. */
export function LevelMark({ level }: { readonly level: ReviewLevel }) {
  const Picture = icons[level];
  return (
    <span className={classes.mark} data-tone={tones[level]}>
      <Picture size={15} aria-hidden="true" />
      {words.levels[level]}
    </span>
  );
}
