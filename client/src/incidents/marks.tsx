import {
  IconAlertCircle,
  IconAlertTriangle,
  IconArrowsSplit2,
  IconCircleCheck,
  IconEye,
  IconFlame,
  IconHelpCircle,
  IconInfoCircle,
  IconSearch,
  IconTarget,
  IconZoomQuestion,
  type Icon,
} from '@tabler/icons-react';
import type { IncidentStatus, Severity } from '@holdfast/shared/model/incident-terms';
import { incidentsText } from '../ui/text/incidents.ts';
import { useIncidentWords } from './incident-words.ts';
import classes from './marks.module.css';

export const severityTones = { 1: 'bad', 2: 'warn', 3: 'note', 4: 'calm' } as const;
const severityIcons: Readonly<Record<Severity, Icon>> = {
  1: IconFlame,
  2: IconAlertTriangle,
  3: IconAlertCircle,
  4: IconInfoCircle,
};
const statusTones = {
  investigating: 'warn',
  identified: 'warn',
  monitoring: 'note',
  resolved: 'good',
} as const;
const statusIcons: Readonly<Record<IncidentStatus, Icon>> = {
  investigating: IconZoomQuestion,
  identified: IconSearch,
  monitoring: IconEye,
  resolved: IconCircleCheck,
};

/** How bad it is: colour, icon and word together. */
export function SeverityMark(props: {
  readonly severity: Severity;
  /** False where nobody said how bad it is. */
  readonly stated?: boolean;
}) {
  const { severity } = props;
  const { short, long } = useIncidentWords().severity(severity);
  if (props.stated === false) {
    return (
      <span className={classes.mark} data-tone="calm" title={incidentsText.notStated}>
        <IconHelpCircle size={15} aria-hidden="true" />
        {incidentsText.notStatedShort}
      </span>
    );
  }
  const Picture = severityIcons[severity];
  return (
    <span
      className={classes.mark}
      data-tone={severityTones[severity]}
      title={incidentsText.severityLabel(short, long)}
    >
      <Picture size={15} aria-hidden="true" />
      {short}
    </span>
  );
}

export function StatusMark(props: { readonly status: IncidentStatus }) {
  const Picture = statusIcons[props.status];
  return (
    <span className={classes.mark} data-tone={statusTones[props.status]}>
      <Picture size={15} aria-hidden="true" />
      {incidentsText.statuses[props.status]}
    </span>
  );
}

/** Declared to practise: said wherever the incident is named. */
export function DrillMark() {
  return (
    <span className={classes.mark} data-tone="special" title={incidentsText.drillLong}>
      <IconTarget size={15} aria-hidden="true" />
      {incidentsText.drill}
    </span>
  );
}

/** Something was decided twice by people who were cut off from each other. */
export function ConflictMark() {
  return (
    <span className={classes.mark} data-tone="warn">
      <IconArrowsSplit2 size={15} aria-hidden="true" />
      {incidentsText.conflict}
    </span>
  );
}
