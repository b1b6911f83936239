import { documentKind, type DocumentName } from '@holdfast/shared/protocol/names';
import { project } from '@holdfast/shared/model/project';
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
    const guess = closest(deps.kind, Object.keys(kinds));
    throw new CommandError(
      `There is no kind "${deps.kind}"${guess === undefined ? '.' : `; did you mean ${guess}?`} Kinds: runbooks, workspace, documents (all).`,
      exitCodes.usage,
    );
  }
  const wanted = kinds[deps.kind];
  return withExistingSession(deps, async (session) => {
    const names = session
      .documents()
      .filter((name) => wanted === undefined || documentKind(name) === wanted);
    const listed = (await projections(session, names)).filter(
      ({ projection }) => deps.archived || projection.kind !== 'runbook' || !projection.archived,
    );
    if (deps.json) deps.output.data(jsonText(listed.map(withoutText)));
    else if (listed.length > 0) deps.output.data(table([heading, ...listed.map(row)]));
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

function row({ document, projection }: Listed): readonly string[] {
  if (projection.kind !== 'runbook') return [projection.title, '', '', document];
  const { title, owners, changedAtMs, archived } = projection;
  const changed = changedAtMs === 0 ? '' : new Date(changedAtMs).toISOString().slice(0, 10);
  return [archived ? `${title} (archived)` : title, owners.join(', '), changed, document];
}
