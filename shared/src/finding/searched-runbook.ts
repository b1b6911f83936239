import type { RunbookProjection } from '../model/projection.ts';
import type { DocumentName } from '../protocol/names.ts';
import type { SearchedDocument } from './word-index.ts';

/** What a runbook is found by. `text` is the projection's, which may be kept elsewhere. */
export function searchedRunbook(
  doc: DocumentName,
  runbook: RunbookProjection,
  text: string,
): SearchedDocument {
  return {
    doc,
    stamp: searchStamp(runbook),
    title: runbook.title,
    names: namesOf(runbook),
    labels: labelsOf(runbook),
    text,
  };
}

/** Changes with everything that a runbook is found by; never empty. */
export function searchStamp(runbook: RunbookProjection): string {
  const said = [runbook.title, ...namesOf(runbook), '', ...labelsOf(runbook)].join('\n');
  return `${runbook.version}.${hashOf(said)}`;
}

function namesOf(runbook: RunbookProjection): readonly string[] {
  return [...runbook.alerts, ...runbook.aliases, ...runbook.components];
}

function labelsOf(runbook: RunbookProjection): readonly string[] {
  return [...runbook.owners, ...runbook.tags];
}

/** FNV-1a over UTF-16 code units: tells versions apart, guards against nothing. */
function hashOf(text: string): string {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  }
  return (hash >>> 0).toString(36);
}
