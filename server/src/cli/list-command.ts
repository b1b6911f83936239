import { documentKind, type DocumentName } from '@holdfast/shared/protocol/names';
import { project } from '@holdfast/shared/model/project';
import { severityWords } from '@holdfast/shared/transfer/incident-words';
import type { Projection } from '@holdfast/shared/model/projection';
import { closest } from '../closest.ts';
import { CommandError, type ExitCode, exitCodes } from './exit-codes.ts';
import { jsonText, table } from './output.ts';
import type { Session } from './session.ts';
import { withExistingSession, type WorkspaceCommandDeps } from './workspace-command.ts';

/** By what people type. */
const kinds: Readonly<Record<string, string | undefined>> = {
  runbooks: 'runbook',
  runbook: 'runbook',
  incidents: 'incident',
  incident: 'incident',
  drills: 'drill',
  drill: 'drill',
  plans: 'plan',
  plan: 'plan',
  workspace: 'workspace',
  documents: undefined,
};

export interface ListDeps extends WorkspaceCommandDeps {
  readonly kind: string;
  /** Also those that were archived. */
  readonly archived: boolean;
}

interface Listed {
  readonly document: DocumentName;
  readonly projection: Projection;
}

/** Lists the documents of one kind, or all: one line each, or a JSON array. */
export async function listDocuments(deps: ListDeps): Promise<ExitCode> {
  if (!(deps.kind in kinds)) {
    const guess = closest(deps.kind, [...Object.keys(kinds), 'components', 'people']);
    throw new CommandError(
      `There is no kind "${deps.kind}"${guess === undefined ? '.' : `; did you mean ${guess}?`} Kinds: runbooks, incidents, drills, plans, components, people, workspace, documents (all).`,
      exitCodes.usage,
    );
  }
  const wanted = kinds[deps.kind];
  return withExistingSession(deps, async (session) => {
    const names = session
      .documents()
      .filter((name) => wanted === undefined || documentKind(name) === wanted);
    const listed = (await projections(session, names)).filter(
      ({ projection }) =>
        deps.archived || !('archived' in projection && projection.archived === true),
    );
    if (deps.json) deps.output.data(jsonText(listed.map(withoutText)));
    else if (listed.length > 0) {
      const own = rowsByKind[wanted ?? ''];
      const rows = own === undefined ? [heading, ...listed.map(row)] : own(listed);
      deps.output.data(table(rows));
    }
    return exitCodes.ok;
  });
}

async function projections(
  session: Session,
  names: readonly DocumentName[],
): Promise<readonly Listed[]> {
  const listed: Listed[] = [];
  for (const document of names) {
    const doc = await session.read(document);
    if (doc === undefined) continue;
    listed.push({ document, projection: project(document, doc) });
    doc.destroy();
  }
  return listed.sort(
    (a, b) =>
      a.projection.title.localeCompare(b.projection.title) || (a.document < b.document ? -1 : 1),
  );
}

/** The text is there for searching; whoever wants to read it asks for the document. */
function withoutText({ document, projection }: Listed): Record<string, unknown> {
  const { text: _, ...rest }: Record<string, unknown> = { text: '', ...projection };
  return { document, ...rest };
}

const heading = ['TITLE', 'OWNERS', 'CHANGED', 'DOCUMENT'];

/** Open ones first, then the last started. */
function drillRows(listed: readonly Listed[]): readonly (readonly string[])[] {
  const rows = listed.flatMap(({ document, projection }) =>
    projection.kind === 'drill' ? [{ document, drill: projection }] : [],
  );
  return [
    ['TITLE', 'OUTCOME', 'STEPS', 'PEOPLE', 'STARTED', 'DOCUMENT'],
    ...rows
      .toSorted(
        (a, b) =>
          Number(b.drill.outcome === 'open') - Number(a.drill.outcome === 'open') ||
          b.drill.startedAtMs - a.drill.startedAtMs,
      )
      .map(({ document, drill }) => [
        drill.archived ? `${drill.title} (archived)` : drill.title,
        drill.outcome,
        drill.runs.map(({ done, steps }) => `${done} of ${steps}`).join(', '),
        drill.people.join(', '),
        day(drill.startedAtMs),
        document,
      ]),
  ];
}

/** Open ones first, then the last declared. */
function incidentRows(listed: readonly Listed[]): readonly (readonly string[])[] {
  const rows = listed.flatMap(({ document, projection }) =>
    projection.kind === 'incident' ? [{ document, incident: projection }] : [],
  );
  return [
    ['TITLE', 'SEVERITY', 'STATUS', 'COMMANDER', 'DECLARED', 'RESOLVED', 'DOCUMENT'],
    ...rows
      .toSorted(
        (a, b) =>
          Number(b.incident.status !== 'resolved') - Number(a.incident.status !== 'resolved') ||
          b.incident.declaredAtMs - a.incident.declaredAtMs,
      )
      .map(({ document, incident }) => [
        `${incident.title}${incident.drill ? ' (drill)' : ''}${incident.archived ? ' (archived)' : ''}`,
        severityWords(incident),
        `${incident.status}${incident.inConflict ? ' (not settled)' : ''}`,
        incident.commanders.join(', '),
        day(incident.declaredAtMs),
        day(incident.milestones.resolved ?? 0),
        document,
      ]),
  ];
}

type Rows = (listed: readonly Listed[]) => readonly (readonly string[])[];

/** Kinds with a table of their own. */
const rowsByKind: Readonly<Record<string, Rows | undefined>> = {
  drill: drillRows,
  incident: incidentRows,
};

function day(atMs: number): string {
  return atMs === 0 ? '' : new Date(atMs).toISOString().slice(0, 10);
}

function row({ document, projection }: Listed): readonly string[] {
  if (projection.kind === 'drill') {
    const { title, changedAtMs, archived } = projection;
    return [archived ? `${title} (archived)` : title, '', day(changedAtMs), document];
  }
  if (projection.kind === 'incident') {
    const { title, changedAtMs, archived, commanders } = projection;
    const shown = archived ? `${title} (archived)` : title;
    return [shown, commanders.join(', '), day(changedAtMs), document];
  }
  if (projection.kind === 'plan') {
    const { title, changedAtMs, archived, owner } = projection;
    return [archived ? `${title} (archived)` : title, owner, day(changedAtMs), document];
  }
  if (projection.kind !== 'runbook') return [projection.title, '', '', document];
  const { title, owners, changedAtMs, archived } = projection;
  return [archived ? `${title} (archived)` : title, owners.join(', '), day(changedAtMs), document];
}
