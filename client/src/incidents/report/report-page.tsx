import { Button } from '@mantine/core';
import { IconFileDownload } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import { Link } from 'wouter';
import type * as Y from 'yjs';
import { useProjections } from '../../app/hub-context.tsx';
import { incidentPath } from '../../app/routes.ts';
import { useCompleteness } from '../../app/use-completeness.ts';
import { useYSelector } from '../../documents/use-y-selector.ts';
import { useLinkResolver } from '../../runbooks/use-link-resolver.ts';
import { backingOf } from '../../signing/backing.ts';
import { DoubtsOf, DoubtsSummary, InDoubt } from '../../signing/doubts.tsx';
import { MarkdownView } from '../../ui/markdown/markdown-view.tsx';
import { useMarkdown } from '../../ui/markdown/use-markdown.ts';
import { reportText as words } from '../../ui/text/incident-report.ts';
import { incidentsText } from '../../ui/text/incidents.ts';
import { usePageTitle } from '../../ui/use-page-title.ts';
import { describeMinute } from '../../ui/when.ts';
import { useDownloadIncident } from '../export-incident.ts';
import { useShownIncident } from '../incident-context.tsx';
import { mergedIntoThis } from '../incident-list-model.ts';
import { type ReadIncident, useIncident } from '../incident-store.ts';
import { DrillMark } from '../marks.tsx';
import { EachMerged, useMerged } from '../merged-incidents.tsx';
import { isNowhere } from '../merged-model.ts';
import { IncidentPicture } from './incident-picture.tsx';
import { Facts, Roles, Times } from './report-facts.tsx';
import { ReportActions, ReportHypotheses, ReportPart, ReportRuns } from './report-parts.tsx';
import { ReportTimeline } from './report-timeline.tsx';
import { useReportTimeline } from './use-report-timeline.ts';
import { ReportTools } from '../../room/report-tools.tsx';
import classes from '../../room/report.module.css';

const icon = { size: 15, 'aria-hidden': true } as const;

/** A whole incident on one page, for paper or the browser's PDF: nothing is folded away. */
export function ReportPage() {
  const shown = useShownIncident();
  const { all } = useMerged();
  const documents = useMemo(() => [shown, ...all.map((one) => one.shown)], [all, shown]);
  return (
    <DoubtsOf documents={documents}>
      <Report />
    </DoubtsOf>
  );
}

function Report() {
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
      <InDoubt document={name} on={backingOf(state.title)} />
      {incident.isDrill && (
        <p className={classes.made}>
          <DrillMark /> {incidentsText.drillLong}
        </p>
      )}
      <p className={classes.made}>
        {words.made(describeMinute(madeAtMs), zone)}
        {completeness === 'whole' ? '' : ` ${words.notWhole}`}
      </p>
      <DoubtsSummary />
      <Merged name={name} incident={incident} />
      <Facts incident={incident} />
      <ReportPart title={words.course}>
        <IncidentPicture incident={incident} />
      </ReportPart>
      <Times incident={incident} />
      <ReportPart title={words.roles}>
        <Roles incident={incident} />
      </ReportPart>
      <ReportPart title={words.postmortem}>
        <Prose text={postmortem} title={words.postmortem} nothing={words.noPostmortem} />
      </ReportPart>
      <ReportPart title={words.actions}>
        {says(hasActions) && <ReportActions incident={incident} />}
        <EachMerged has={hasActions}>{(other) => <ReportActions incident={other} />}</EachMerged>
      </ReportPart>
      <ReportPart title={words.hypotheses}>
        {says(hasHypotheses) && <ReportHypotheses incident={incident} />}
        <EachMerged has={hasHypotheses}>
          {(other) => <ReportHypotheses incident={other} />}
        </EachMerged>
      </ReportPart>
      <ReportPart title={words.runs}>
        {says(hasRuns) && <ReportRuns incident={incident} />}
        <EachMerged has={hasRuns}>{(other) => <ReportRuns incident={other} />}</EachMerged>
      </ReportPart>
      <ReportPart title={words.timeline}>
        <p className={classes.remarks}>{words.count(items.length)}</p>
        <ReportTimeline name={name} items={items} names={names} nowMs={madeAtMs} />
      </ReportPart>
      {notes.trim() !== '' && (
        <ReportPart title={words.notes}>
          <Prose text={notes} title={words.notes} nothing="" />
        </ReportPart>
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
