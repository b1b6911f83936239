import type { Trust, TrustLevel } from '@holdfast/shared/model/trust';
import {
  IconShield,
  IconShieldCheck,
  IconShieldExclamation,
  IconShieldHalf,
  IconShieldOff,
  IconShieldQuestion,
  IconShieldX,
  type Icon,
} from '@tabler/icons-react';
import { trustText } from '../ui/text/trust.ts';
import classes from './trust-badge.module.css';

const icons: Readonly<Record<TrustLevel, Icon>> = {
  trusted: IconShieldCheck,
  fair: IconShieldHalf,
  weak: IconShield,
  untested: IconShieldQuestion,
  failed: IconShieldX,
  'needs-changes': IconShieldExclamation,
  obsolete: IconShieldOff,
};

/** A runbook's trust as icon, number and word. */
export function TrustBadge(props: { readonly trust: Pick<Trust, 'score' | 'level'> }) {
  const { score, level } = props.trust;
  const Picture = icons[level];
  return (
    <span className={classes.badge} data-level={level}>
      <Picture size={15} stroke={1.9} aria-hidden="true" />
      <span className={classes.hidden}>{trustText.badge(score, level)}</span>
      <span aria-hidden="true" className={classes.score}>
        {score}
      </span>
      <span aria-hidden="true" className={classes.word}>
        {trustText.level[level]}
      </span>
    </span>
  );
}
