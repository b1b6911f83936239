import { Button } from '@mantine/core';
import { durationsOf } from '@holdfast/shared/model/incident-durations';
import { milestones } from '@holdfast/shared/model/incident-terms';
import type { Decided } from '@holdfast/shared/model/standing';
import { milestonesOf } from '@holdfast/shared/model/incident-fold';
import { IconFileDownload } from '@tabler/icons-react';
import { useState, type ReactNode } from 'react';
import { Link } from 'wouter';
import type * as Y from 'yjs';
import { useProjections } from '../../app/hub-context.tsx';
import { incidentPath } from '../../app/routes.ts';
import { useCompleteness } from '../../app/use-completeness.ts';
import { useYSelector } from '../../documents/use-y-selector.ts';
import { useLinkResolver } from '../../runbooks/use-link-resolver.ts';
import { durationInWords } from '../../ui/duration.ts';
import { MarkdownView } from '../../ui/markdown/markdown-view.tsx';
import { useMarkdown } from '../../ui/markdown/use-markdown.ts';
import { reportText as words } from '../../ui/text/incident-report.ts';
import { incidentsText } from '../../ui/text/incidents.ts';
import { usePageTitle } from '../../ui/use-page-title.ts';
import { describeMinute } from '../../ui/when.ts';
import { useDownloadIncident } from '../export-incident.ts';
import { useShownIncident } from '../incident-context.tsx';
import { incidentPeople } from '../incident-people.ts';
import { mergedIntoThis } from '../incident-list-model.ts';
import { type ReadIncident, useIncident } from '../incident-store.ts';
import { useIncidentWords } from '../incident-words.ts';
import { DrillMark } from '../marks.tsx';
import { EachMerged, useMerged } from '../merged-incidents.tsx';
import { affectedIn, isNowhere } from '../merged-model.ts';
import { IncidentPicture } from './incident-picture.tsx';
import { ReportActions, ReportHypotheses, ReportRuns } from './report-parts.tsx';
import { ReportTimeline } from './report-timeline.tsx';
import { useReportTimeline } from './use-report-timeline.ts';
import { ReportTools } from '../../room/report-tools.tsx';
import classes from '../../room/report.module.css';

const icon = { size: 15, 'aria-hidden': true } as const;

/** A whole incident on one page, for paper or the browser's PDF: nothing is folded away. */
export function ReportPage() {
  const { name, store, doc } = useShownIncident();
  const incident = useIncident(store);
  const { state } = incident;
  const merged = useMerged();
  // “None” stands only where there is none in what was merged into it, either.
  const says = (has: (one: ReadIncident) => boolean): boolean =>
    has(incident) || isNowhere(incident, merged, has);
  const title = state.title.now?.value ?? incidentsText.untitled;
  usePageTitle(words.of(title));
  const download = useDownloadIncident();
  const completeness = useCompleteness();
  const [madeAtMs] = useState(() => Date.now());
  const { items, names } = useReportTimeline();
  const zone = new Intl.DateTimeFormat().resolvedOptions().timeZone;
  const postmortem = useYSelector(doc, postmortemOf);
  const notes = useYSelector(doc, notesOf);
  return (
    <div className={classes.page}>
      <ReportTools
        back={{ href: incidentPath(name), words: incidentsText.details.backToIncident }}
        print={{ words: words.print }}
      >
        <Button
          size="xs"
          variant="default"
          leftSection={<IconFileDownload {...icon} />}
          onClick={() => download(name, doc, title, 'markdown')}
        >
          {words.markdown}
        </Button>
        <Button
          size="xs"
          variant="default"
          leftSection={<IconFileDownload {...icon} />}
          onClick={() => download(name, doc, title, 'json')}
        >
          {words.json}
        </Button>
      </ReportTools>
      <h1 className={classes.title} dir="auto">
        {title}
      </h1>
      {incident.isDrill && (
        <p className={classes.made}>
          <DrillMark /> {incidentsText.drillLong}
        </p>
      )}
      <p className={classes.made}>
        {words.made(describeMinute(madeAtMs), zone)}
        {completeness === 'whole' ? '' : ` ${words.notWhole}`}
      </p>
      <Merged name={name} incident={incident} />
      <Facts incident={incident} />
      <Part title={words.course}>
        <IncidentPicture incident={incident} />
      </Part>
      <Times incident={incident} />
      <Part title={words.roles}>
        <Roles incident={incident} />
      </Part>
      <Part title={words.postmortem}>
        <Prose text={postmortem} title={words.postmortem} nothing={words.noPostmortem} />
      </Part>
      <Part title={words.actions}>
        {says(hasActions) && <ReportActions incident={incident} />}
        <EachMerged has={hasActions}>{(other) => <ReportActions incident={other} />}</EachMerged>
      </Part>
      <Part title={words.hypotheses}>
        {says(hasHypotheses) && <ReportHypotheses incident={incident} />}
        <EachMerged has={hasHypotheses}>
          {(other) => <ReportHypotheses incident={other} />}
        </EachMerged>
      </Part>
      <Part title={words.runs}>
        {says(hasRuns) && <ReportRuns incident={incident} />}
        <EachMerged has={hasRuns}>{(other) => <ReportRuns incident={other} />}</EachMerged>
      </Part>
      <Part title={words.timeline}>
        <p className={classes.remarks}>{words.count(items.length)}</p>
        <ReportTimeline name={name} items={items} names={names} nowMs={madeAtMs} />
      </Part>
      {notes.trim() !== '' && (
        <Part title={words.notes}>
          <Prose text={notes} title={words.notes} nothing="" />
        </Part>
      )}
    </div>
  );
}

function hasActions({ state }: ReadIncident): boolean {
  return state.actions.length > 0;
}

function hasHypotheses({ state }: ReadIncident): boolean {
  return state.hypotheses.length > 0;
}

function hasRuns({ runs }: ReadIncident): boolean {
  return runs.length > 0;
}

function postmortemOf(doc: Y.Doc): string {
  return doc.getText('postmortem').toJSON();
}

function notesOf(doc: Y.Doc): string {
  return doc.getText('notes').toJSON();
}

function Part(props: { readonly title: string; readonly children: ReactNode }) {
  return (
    <section className={classes.part} aria-label={props.title}>
      <h2 className={classes.heading}>{props.title}</h2>
      {props.children}
    </section>
  );
}

function Prose(props: { readonly text: string; readonly title: string; readonly nothing: string }) {
  const markdown = useMarkdown(props.text, props.title);
  const resolve = useLinkResolver('');
  if (props.text.trim() === '') return <p className={classes.none}>{props.nothing}</p>;
  return <MarkdownView markdown={markdown} resolve={resolve} />;
}

function Merged(props: { readonly name: string; readonly incident: ReadIncident }) {
  const projections = useProjections();
  const into = props.incident.state.mergedInto.now?.value ?? '';
  const titleOf = (one: string) => projections?.get(one)?.title ?? incidentsText.untitled;
  const merged = mergedIntoThis(props.name, projections).map((one) => `“${titleOf(one)}”`);
  return (
    <>
      {into !== '' && (
        <p className={classes.made}>
          <Link href={incidentPath(into)}>{words.mergedInto(titleOf(into))}</Link>
        </p>
      )}
      {merged.length > 0 && <p className={classes.made}>{words.mergedFrom(merged.join(', '))}</p>}
    </>
  );
}

function Facts(props: { readonly incident: ReadIncident }) {
  const { state, entries, declaredAtMs, declaredBy } = props.incident;
  const { all } = useMerged();
  const incidents = [props.incident, ...all.map(({ incident }) => incident)];
  const names = useIncidentWords();
  const severity = state.severity.now;
  const level = severity && names.severity(severity.value);
  const declared = entries.find((entry) => entry.kind === 'declared');
  const people = [...new Set(incidents.flatMap((one) => incidentPeople(one, [])))];
  const status = state.status.now;
  const facts: readonly (readonly [string, string])[] = [
    [
      words.facts.severity,
      level === undefined
        ? incidentsText.notStatedShort
        : `${level.short}: ${level.long}${unsettled(state.severity.conflict, (one) => names.severity(one).short)}`,
    ],
    [
      words.facts.status,
      `${incidentsText.statuses[status?.value ?? 'investigating']}${status === undefined || status.text === '' ? '' : `: ${status.text}`}${unsettled(state.status.conflict, (one) => incidentsText.statuses[one])}`,
    ],
    [
      words.facts.declared,
      [describeMinute(declaredAtMs), declaredBy].filter((one) => one !== '').join(', '),
    ],
    [words.facts.components, affectedIn(incidents).join(', ')],
    [words.facts.alerts, state.alerts.join(', ')],
    [words.facts.template, declared?.template ?? ''],
    [words.facts.people, people.join(', ')],
  ];
  return <Rows rows={facts} />;
}

function unsettled<T>(conflict: readonly Decided<T>[], name: (value: T) => string): string {
  if (conflict.length === 0) return '';
  const sides = conflict.map(({ value, by }) => `${name(value)} (${by})`);
  return ` (${words.notSettled(sides.join(', '))})`;
}

function Rows(props: { readonly rows: readonly (readonly [string, string])[] }) {
  return (
    <dl className={classes.facts}>
      {props.rows
        .filter(([, value]) => value !== '')
        .map(([name, value]) => (
          <div key={name} className={classes.fact}>
            <dt>{name}</dt>
            <dd dir="auto">{value}</dd>
          </div>
        ))}
    </dl>
  );
}

function Times(props: { readonly incident: ReadIncident }) {
  const { state, entries } = props.incident;
  const times = milestonesOf(state, entries);
  const { toDetect, toAcknowledge, toMitigate, toResolve } = durationsOf(times);
  const names = incidentsText.details;
  const spans: readonly (readonly [string, number | undefined])[] = [
    [names.durations.detect, toDetect],
    [names.durations.acknowledge, toAcknowledge],
    [names.durations.mitigate, toMitigate],
    [names.durations.resolve, toResolve],
  ];
  return (
    <div className={classes.two}>
      <Part title={words.times}>
        <Rows
          rows={milestones.map((which) => {
            const atMs = times[which];
            return [
              names.milestones[which],
              atMs === undefined ? names.unknownTime : describeMinute(atMs),
            ];
          })}
        />
      </Part>
      <Part title={words.durations}>
        <Rows
          rows={spans.map(([name, ms]) => [
            name,
            ms === undefined ? names.unknownTime : durationInWords(ms),
          ])}
        />
      </Part>
    </div>
  );
}

function Roles(props: { readonly incident: ReadIncident }) {
  const names = useIncidentWords();
  const held = props.incident.state.roles.filter(({ holders }) => holders.length > 0);
  if (held.length === 0) return <p className={classes.none}>{words.none}</p>;
  return (
    <Rows
      rows={held.map(({ role, holders }) => [
        names.role(role),
        holders.map(({ value }) => value).join(', '),
      ])}
    />
  );
}
