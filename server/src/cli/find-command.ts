import { resolveAlert, type KnownRunbook } from '@holdfast/shared/finding/alert-names';
import { findDocuments } from '@holdfast/shared/finding/find-documents';
import { createMarker } from '@holdfast/shared/finding/marked-words';
import { searchedRunbook } from '@holdfast/shared/finding/searched-runbook';
import { createWordIndex, putDocument } from '@holdfast/shared/finding/word-index';
import type { DocumentName } from '@holdfast/shared/protocol/names';
import { CommandError, type ExitCode, exitCodes } from './exit-codes.ts';
import { jsonText, table } from './output.ts';
import { readRunbooks } from './session.ts';
import { withExistingSession, type WorkspaceCommandDeps } from './workspace-command.ts';

export interface FindDeps extends WorkspaceCommandDeps {
  readonly words: readonly string[];
  readonly limit: number;
}

interface Hit {
  readonly document: DocumentName;
  readonly title: string;
  readonly archived: boolean;
  /** It answers to the words as an alert or another name. */
  readonly named: boolean;
  readonly similar: boolean;
  readonly excerpt: string;
}

/**
 * Finds runbooks as the app does: by title, text, commands, alerts and names; whatever answers to
 * the words as an alert or alias comes first.
 */
export async function findRunbooks(deps: FindDeps): Promise<ExitCode> {
  const { words, limit, output } = deps;
  const query = words.join(' ').trim();
  if (query === '') throw new CommandError('Say what to look for.', exitCodes.usage);
  return withExistingSession(deps, async (session, { workspace }) => {
    const hits = search(await readRunbooks(session), query);
    const shown = hits.slice(0, limit);
    if (deps.json) {
      output.data(jsonText({ workspace, query, found: hits.length, runbooks: shown }));
      return exitCodes.ok;
    }
    if (hits.length === 0) {
      throw new CommandError(`Nothing in ${workspace} has ${query}, nor anything much like it.`);
    }
    output.data(table([['TITLE', 'DOCUMENT', 'WHERE'], ...shown.map(row)]));
    const more = hits.length - shown.length;
    if (more > 0) output.message(`${more} more; --limit ${hits.length} shows all.`);
    return exitCodes.ok;
  });
}

function search(runbooks: readonly KnownRunbook[], query: string): readonly Hit[] {
  const index = createWordIndex();
  const known = new Map(runbooks.map(({ doc, runbook }) => [doc, runbook]));
  for (const { doc, runbook } of runbooks) {
    putDocument(index, searchedRunbook(doc, runbook, runbook.text));
  }
  const isLast = (doc: DocumentName): boolean => known.get(doc)?.archived === true;
  const found = findDocuments(index, query, { isLast });
  const resolved = resolveAlert(query, runbooks);
  const named =
    resolved.kind === 'one' ? [resolved.doc] : resolved.kind === 'several' ? resolved.docs : [];
  const similar = new Map(found.map((one) => [one.doc, one.similar]));
  const docs = [...new Set([...named, ...found.map(({ doc }) => doc)])];
  return docs.map((document) => {
    const runbook = known.get(document);
    const nearly = similar.get(document) ?? false;
    return {
      document,
      title: runbook?.title ?? '',
      archived: runbook?.archived ?? false,
      named: named.includes(document),
      similar: nearly,
      excerpt: createMarker(query, nearly)
        .excerpt(runbook?.text ?? '')
        .excerpt.trim(),
    };
  });
}

function row({ title, document, archived, named, similar, excerpt }: Hit): readonly string[] {
  const why = named ? 'answers to it' : similar ? `similar: ${excerpt}` : excerpt;
  return [archived ? `${title} (archived)` : title, document, why];
}
