import { durationsOf, type IncidentDurations } from '@holdfast/shared/model/incident-durations';
import { milestones } from '@holdfast/shared/model/incident-terms';
import type { Decided } from '@holdfast/shared/model/standing';
import { milestonesOf } from '@holdfast/shared/model/incident-fold';
import { backingOf, type GivenName } from '../../signing/backing.ts';
import { InDoubt, RestsOnDoubt, useIsInDoubt } from '../../signing/doubts.tsx';
import { durationInWords } from '../../ui/duration.ts';
import { reportText as words } from '../../ui/text/incident-report.ts';
import { incidentsText } from '../../ui/text/incidents.ts';
import { signingText } from '../../ui/text/signing.ts';
import { describeMinute } from '../../ui/when.ts';
import { useShownIncident } from '../incident-context.tsx';
import type { ReadIncident } from '../incident-store.ts';
import { useIncidentWords } from '../incident-words.ts';
import { useMerged } from '../merged-incidents.tsx';
import { alertsIn, componentsIn, peopleIn, timesInDoubt } from './in-doubt.ts';
import { ReportPart } from './report-parts.tsx';
import { type ReportRow, ReportRows } from '../../room/report-rows.tsx';
import classes from '../../room/report.module.css';

export function Facts(props: { readonly incident: ReadIncident }) {
  const { incident } = props;
  const { state, entries, declaredAtMs, declaredBy } = incident;
  const { name } = useShownIncident();
  const { all } = useMerged();
  const isInDoubt = useIsInDoubt();
  const own = { name, incident };
  const reported = [own, ...all.map((one) => ({ name: one.shown.name, incident: one.incident }))];
  const names = useIncidentWords();
  const severity = state.severity.now;
  const level = severity && names.severity(severity.value);
  const declared = entries.find((entry) => entry.kind === 'declared');
  const status = state.status.now;
  const facts: readonly ReportRow[] = [
    [
      words.facts.severity,
      level === undefined
        ? incidentsText.notStatedShort
        : `${level.short}: ${level.long}${unsettled(state.severity.conflict, (one) => names.severity(one).short)}`,
      <InDoubt key="severity" document={name} on={backingOf(state.severity)} />,
    ],
    [
      words.facts.status,
      `${incidentsText.statuses[status?.value ?? 'investigating']}${status === undefined || status.text === '' ? '' : `: ${status.text}`}${unsettled(state.status.conflict, (one) => incidentsText.statuses[one])}`,
      <InDoubt key="status" document={name} on={backingOf(state.status)} />,
    ],
    [
      words.facts.declared,
      [describeMinute(declaredAtMs), declaredBy].filter((one) => one !== '').join(', '),
      <InDoubt key="declared" document={name} on={declared === undefined ? [] : [declared]} />,
    ],
    [words.facts.components, listed(componentsIn(reported, isInDoubt))],
    [words.facts.alerts, listed(alertsIn(own, isInDoubt))],
    [words.facts.template, declared?.template ?? ''],
    [words.facts.people, listed(peopleIn(reported, isInDoubt))],
  ];
  return <ReportRows rows={facts} />;
}

function listed(given: readonly GivenName[]): string {
  return given
    .map(({ name, inDoubt }) => (inDoubt ? signingText.report.named(name) : name))
    .join(', ');
}

function unsettled<T>(conflict: readonly Decided<T>[], name: (value: T) => string): string {
  if (conflict.length === 0) return '';
  const sides = conflict.map(({ value, by }) => `${name(value)} (${by})`);
  return ` (${words.notSettled(sides.join(', '))})`;
}

export function Times(props: { readonly incident: ReadIncident }) {
  const { incident } = props;
  const { state, entries } = incident;
  const { name } = useShownIncident();
  const isInDoubt = useIsInDoubt();
  const times = milestonesOf(state, entries);
  const lasted = durationsOf(times);
  const doubts = timesInDoubt({ name, incident }, isInDoubt);
  const names = incidentsText.details;
  const spans: readonly (readonly [string, keyof IncidentDurations])[] = [
    [names.durations.detect, 'toDetect'],
    [names.durations.acknowledge, 'toAcknowledge'],
    [names.durations.mitigate, 'toMitigate'],
    [names.durations.resolve, 'toResolve'],
  ];
  return (
    <div className={classes.two}>
      <ReportPart title={words.times}>
        <ReportRows
          rows={milestones.map((which) => {
            const atMs = times[which];
            return [
              names.milestones[which],
              atMs === undefined ? names.unknownTime : describeMinute(atMs),
              doubts.milestones.has(which) ? <RestsOnDoubt key={which} /> : undefined,
            ];
          })}
        />
      </ReportPart>
      <ReportPart title={words.durations}>
        <ReportRows
          rows={spans.map(([said, which]) => {
            const ms = lasted[which];
            return [
              said,
              ms === undefined ? names.unknownTime : durationInWords(ms),
              doubts.durations.has(which) ? <RestsOnDoubt key={which} /> : undefined,
            ];
          })}
        />
      </ReportPart>
    </div>
  );
}

export function Roles(props: { readonly incident: ReadIncident }) {
  const names = useIncidentWords();
  const { name } = useShownIncident();
  const held = props.incident.state.roles.filter(({ holders }) => holders.length > 0);
  if (held.length === 0) return <p className={classes.none}>{words.none}</p>;
  return (
    <ReportRows
      rows={held.map(({ role, holders }) => [
        names.role(role),
        holders.map(({ value }) => value).join(', '),
        <InDoubt key={role} document={name} on={holders} />,
      ])}
    />
  );
}
