import { encodeUtf8 } from 'lib0/string';
import {
  documentKind,
  documentNameSchema,
  type DocumentName,
} from '@holdfast/shared/protocol/names';
import { project } from '@holdfast/shared/model/project';
import { milestones } from '@holdfast/shared/model/incident-terms';
import type {
  DrillProjection,
  IncidentProjection,
  PlanProjection,
  Projection,
} from '@holdfast/shared/model/projection';
import { runbookBody } from '@holdfast/shared/model/runbook';
import { severityWords } from '@holdfast/shared/transfer/incident-words';
import { CommandError, type ExitCode, exitCodes } from './exit-codes.ts';
import { jsonText, table } from './output.ts';
import { withExistingSession, type WorkspaceCommandDeps } from './workspace-command.ts';

export interface ShowDeps extends WorkspaceCommandDeps {
  readonly document: string;
  /** The text alone, byte for byte. */
  readonly body: boolean;
}

/** Shows one document. */
export async function showDocument(deps: ShowDeps): Promise<ExitCode> {
  const { output } = deps;
  const name = documentNameOf(deps.document);
  return withExistingSession(deps, async (session) => {
    const doc = await session.read(name);
    if (doc === undefined) {
      throw new CommandError(
        `There is no document ${name} here. holdfast list documents shows all.`,
      );
    }
    const body = documentKind(name) === 'runbook' ? runbookBody(doc).toJSON() : undefined;
    if (deps.body && body === undefined) throw new CommandError(`${name} has no text.`);
    const projection = project(name, doc);
    if (deps.json)
      output.data(jsonText({ document: name, ...projection, ...(body !== undefined && { body }) }));
    else if (deps.body) output.bytes(encodeUtf8(body ?? ''));
    else output.data(table(lines(name, projection)));
    return exitCodes.ok;
  });
}

/** `runbook:01j…`, or only the id of a runbook. */
function documentNameOf(text: string): DocumentName {
  for (const candidate of [text, `runbook:${text}`]) {
    const name = documentNameSchema.safeParse(candidate);
    if (
      name.success &&
      (candidate !== text || text.includes(':') || text === 'workspace' || text === 'map')
    )
      return name.data;
  }
  throw new CommandError(`"${text}" is not a document name such as runbook:01j0…`, exitCodes.usage);
}

function lines(name: DocumentName, projection: Projection): readonly (readonly string[])[] {
  const rows: [string, string][] = [
    ['Document', name],
    ['Title', projection.title],
  ];
  if (projection.kind === 'workspace') {
    rows.push(['Description', projection.description]);
    for (const { url, label } of projection.relays) rows.push(['Relay', `${url} ${label}`.trim()]);
  }
  if (projection.kind === 'runbook') {
    rows.push(
      ['Owners', projection.owners.join(', ')],
      ['Tags', projection.tags.join(', ')],
      ['Components', projection.components.join(', ')],
      ['Alerts', projection.alerts.join(', ')],
      ['Also called', projection.aliases.join(', ')],
      ['Archived', projection.archived ? 'yes' : 'no'],
      ['Changed', moment(projection.changedAtMs, projection.changedBy)],
      ['Imported from', projection.sourcePath],
      ['Summary', projection.summary],
    );
  }
  if (projection.kind === 'drill') {
    rows.push(
      ['Kind', projection.drillKind],
      ['Outcome', projection.outcome],
      ...drillLines(projection),
      ['Archived', projection.archived ? 'yes' : 'no'],
      ['Started', moment(projection.startedAtMs, '')],
      ['Ended', moment(projection.endedAtMs, '')],
      ['People', projection.people.join(', ')],
    );
    for (const run of projection.runs) {
      const counts = `${run.done} of ${run.steps} done, ${run.skipped} skipped, ${run.failed} failed`;
      rows.push(['Run', `${run.outcome}: ${counts}; ${run.runbook}, version ${run.version}`]);
    }
  }
  if (projection.kind === 'map') {
    rows.push(
      ['Components', String(projection.components.length)],
      ['Dependencies', String(projection.dependencies)],
      ['Groups', String(projection.groups)],
      ['Failure domains', String(projection.domains)],
      ['People', String(projection.people.length)],
      ['Set aside', String(projection.setAside)],
      ['Problems', String(projection.problems)],
      ['Changed', moment(projection.changedAtMs, projection.changedBy)],
    );
  }
  if (projection.kind === 'plan') rows.push(...planLines(projection));
  if (projection.kind === 'incident') rows.push(...incidentLines(projection));
  return rows.filter(([, value]) => value !== '');
}

function drillLines(drill: DrillProjection): readonly [string, string][] {
  const { verdict, aborted } = drill;
  const span = (seconds: number | undefined, most: number | undefined): string =>
    seconds === undefined ? '' : most === undefined ? `${seconds} s` : `${seconds} of ${most} s`;
  return [
    ['Plan', drill.plan],
    ['Hypothesis', drill.hypothesis],
    ['Verdict', verdict === undefined ? '' : [verdict.hypothesis, verdict.text].join(' ').trim()],
    ['Stopped because', aborted?.reason ?? ''],
    ['Recovery', span(drill.recoverySeconds, drill.rtoSeconds)],
    ['Data loss', span(drill.dataLossSeconds, drill.rpoSeconds)],
    ...drill.findings.map(({ text, state }): [string, string] => ['Finding', `${state}: ${text}`]),
    ...drill.actions.map(({ text, state, owner }): [string, string] => [
      'Action',
      `${state}: ${text}${owner === '' ? '' : ` (${owner})`}`,
    ]),
  ];
}

function incidentLines(incident: IncidentProjection): readonly [string, string][] {
  const { milestones: reached } = incident;
  return [
    ['Severity', severityWords(incident)],
    ['Status', `${incident.status}${incident.inConflict ? ', with something not settled' : ''}`],
    ['Drill', incident.drill ? 'yes' : ''],
    ['Archived', incident.archived ? 'yes' : 'no'],
    ['Declared', moment(incident.declaredAtMs, incident.declaredBy)],
    ...milestones.map((one): [string, string] => [
      `${one.charAt(0).toUpperCase()}${one.slice(1)}`,
      moment(reached[one] ?? 0, ''),
    ]),
    ['Commander', incident.commanders.join(', ')],
    ['Components', incident.components.join(', ')],
    ['Alerts', incident.alerts.join(', ')],
    ['The same as', incident.mergedInto],
    ['People', incident.people.join(', ')],
    ...incident.actions.map(({ text, state, owner, due }): [string, string] => [
      'Action',
      [`${state}: ${text}`, owner, due].filter((part) => part !== '').join(', '),
    ]),
    ['Post-mortem', incident.hasPostmortem ? 'yes' : 'no'],
  ];
}

function planLines(plan: PlanProjection): readonly [string, string][] {
  return [
    ['Kind', plan.drillKind],
    ['Scenario', plan.scenario],
    ['Archived', plan.archived ? 'yes' : 'no'],
    ['Owner', plan.owner],
    ...plan.participants.map(({ role, person }): [string, string] => [
      role || 'Takes part',
      person,
    ]),
    ['How often', plan.cadence || 'once'],
    ['From', plan.startsOn],
    ...plan.blackouts.map(({ from, to, note }): [string, string] => [
      'No drills',
      `${from} to ${to}${note === '' ? '' : `: ${note}`}`,
    ]),
    ['Expected RTO', plan.rtoSeconds === undefined ? '' : `${plan.rtoSeconds} s`],
    ['Expected RPO', plan.rpoSeconds === undefined ? '' : `${plan.rpoSeconds} s`],
    ['Components', plan.scope.components.join(', ')],
    ['Failure domains', plan.scope.domains.join(', ')],
    ['People', plan.scope.people.join(', ')],
    ['Runbook', plan.runbook],
    ['Hypothesis', oneLine(plan.hypothesis)],
    ['Stop when', oneLine(plan.abort)],
    ['Changed', moment(plan.changedAtMs, plan.changedBy)],
  ];
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

function moment(atMs: number, by: string): string {
  if (atMs === 0) return '';
  return `${new Date(atMs).toISOString()}${by === '' ? '' : ` by ${by}`}`;
}
