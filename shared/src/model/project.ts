import type * as Y from 'yjs';
import { breakGlassUses } from '../access/break-glass.ts';
import { plainText } from '../markdown/plain-text.ts';
import { summarize } from '../markdown/summary.ts';
import { textLinks } from '../markdown/text-links.ts';
import { documentKind, type DocumentName } from '../protocol/names.ts';
import { projectDrill } from './drill-projection.ts';
import { drillLogDocument, projectDrillLog } from './drill-log.ts';
import { countOpenDiscussions } from './comments.ts';
import { projectIncident } from './incident.ts';
import { readIncidentNames } from './incident-names.ts';
import { readIncidentTemplates } from './incident-templates.ts';
import { textHash } from './ids.ts';
import { mapDocument } from './map.ts';
import { projectMap } from './map-projection.ts';
import { isPlanEmpty } from './plan-document.ts';
import { projectPlan } from './plan-projection.ts';
import type { Projection, RunbookProjection, WorkspaceProjection } from './projection.ts';
import { readReviewLog, reviewLogDocument } from './review-log.ts';
import { readLock, readReviews, tellingReviews } from './review.ts';
import { readRunbook } from './runbook.ts';
import { defaultReviewDays } from './verdict.ts';
import { readWorkspace } from './workspace.ts';

/**
 * What lists, search and the command line see of a document. Never throws: a kind that this
 * version does not know, or a document that cannot be read, becomes `unknown`, titled by its name.
 */
export function project(name: DocumentName, doc: Y.Doc): Projection {
  try {
    const kind = documentKind(name);
    if (kind === 'runbook') return projectRunbook(doc);
    if (kind === 'drill' && !isEmpty(doc)) return projectDrill(doc);
    if (kind === 'plan' && !isPlanEmpty(doc)) return projectPlan(doc);
    if (kind === 'incident' && !isEmpty(doc)) return projectIncident(doc);
    if (kind === 'workspace') return projectWorkspace(doc);
    if (name === mapDocument) return projectMap(doc);
    if (name === reviewLogDocument)
      return { kind: 'review-log', title: 'Review log', days: readReviewLog(doc) };
    if (name === drillLogDocument) return projectDrillLog(doc);
  } catch {
    // One document that cannot be read must not keep the others out of the list.
  }
  return { kind: 'unknown', title: name };
}

/** Nothing of it is here yet: what it is called is not known. */
function isEmpty(doc: Y.Doc): boolean {
  return (
    doc.getMap('meta').size === 0 &&
    doc.getArray('runs').length === 0 &&
    doc.getArray('entries').length === 0
  );
}

function projectRunbook(doc: Y.Doc): RunbookProjection {
  const runbook = readRunbook(doc);
  const version = textHash(runbook.body);
  const lock = readLock(doc);
  const open = countOpenDiscussions(doc);
  return {
    kind: 'runbook',
    title: runbook.title,
    owners: runbook.owners,
    tags: runbook.tags,
    components: runbook.components,
    alerts: runbook.alerts,
    aliases: runbook.aliases,
    version,
    reviews: tellingReviews(readReviews(doc), version).map((review) => ({
      by: review.by,
      atMs: review.happenedAtMs,
      verdict: review.verdict,
      version: review.version,
      note: review.note,
    })),
    reviewInDays: runbook.reviewInDays ?? defaultReviewDays,
    fileReviewedAtMs: runbook.fileReviewedAtMs,
    ...(lock === undefined
      ? {}
      : { lock: { by: lock.by, atMs: lock.happenedAtMs, version: lock.version } }),
    archived: runbook.archived,
    openComments: open.comments,
    openSuggestions: open.suggestions,
    template: runbook.template,
    createdAtMs: runbook.createdAtMs,
    changedAtMs: runbook.changedAtMs,
    changedBy: runbook.changedBy,
    sourcePath: runbook.sourcePath,
    links: textLinks(runbook.body),
    text: plainText(runbook.body),
    summary: summarize(runbook.body),
  };
}

function projectWorkspace(doc: Y.Doc): WorkspaceProjection {
  const { name, description, relays } = readWorkspace(doc);
  const breakGlass = breakGlassUses(doc);
  return {
    kind: 'workspace',
    title: name,
    description,
    relays,
    incidentNames: readIncidentNames(doc),
    incidentTemplates: readIncidentTemplates(doc),
    ...(breakGlass.length === 0 ? {} : { breakGlass }),
  };
}
