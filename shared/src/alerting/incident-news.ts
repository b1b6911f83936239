import type * as Y from 'yjs';
import { textHash } from '../model/ids.ts';
import type { IncidentEntry } from '../model/incident-entries.ts';
import type { IncidentStatus, Severity } from '../model/incident-terms.ts';
import { readIncident } from '../model/incident.ts';
import type { DocumentName, WorkspaceName } from '../protocol/names.ts';

/** What happened longer ago, or was heard of so late, is no news to anybody. */
export const newsForMs = 24 * 60 * 60_000;

export type NewsType =
  | 'incident.declared'
  | 'incident.severity'
  | 'incident.status'
  | 'incident.resolved';

/** What other tools are told of an incident. Each follows from one entry, so that every relay means the same. */
export interface IncidentNews {
  /** The same on every relay: the key by which a receiver tells a repeat. */
  readonly id: string;
  readonly type: NewsType;
  readonly workspace: WorkspaceName;
  /** Document name. */
  readonly incident: DocumentName;
  readonly title: string;
  /** As it was decided, or stood then. */
  readonly severity: Severity;
  readonly status: IncidentStatus;
  readonly drill: boolean;
  readonly by: string;
  readonly text: string;
  /** Wall clock ms since 1970. */
  readonly happenedAtMs: number;
}

/** The news of an incident since `newsForMs`, in the order in which they happened. Never throws. */
export function newsOf(
  workspace: WorkspaceName,
  incident: DocumentName,
  doc: Y.Doc,
  nowMs: number,
): readonly IncidentNews[] {
  const { entries, state, isDrill, declaredAtMs } = readIncident(doc);
  let severity: Severity | undefined;
  let status: IncidentStatus = 'investigating';
  const news: IncidentNews[] = [];
  for (const entry of entries) {
    const type = typeOf(entry, severity, status);
    if (entry.kind === 'declared' || entry.kind === 'severity') severity = entry.severity;
    if (entry.kind === 'status') ({ status } = entry);
    const isOld = Math.min(entry.happenedAtMs, entry.posted.ms) < nowMs - newsForMs;
    if (type === undefined || isOld || declaredAtMs === 0) continue;
    news.push({
      id: textHash(JSON.stringify([workspace, incident, entry.id])),
      type,
      workspace,
      incident,
      title: state.title.now?.value ?? 'Untitled incident',
      severity: severity ?? 3,
      status,
      drill: isDrill,
      by: entry.by,
      text: 'text' in entry ? (entry.text ?? '') : '',
      happenedAtMs: entry.happenedAtMs,
    });
  }
  return news;
}

/** Undefined for what changes nothing of which others are told. */
function typeOf(
  entry: IncidentEntry,
  severity: Severity | undefined,
  status: IncidentStatus,
): NewsType | undefined {
  switch (entry.kind) {
    case 'declared':
      return 'incident.declared';
    case 'severity':
      return entry.severity === severity ? undefined : 'incident.severity';
    case 'status':
      if (entry.status === status) return undefined;
      return entry.status === 'resolved' ? 'incident.resolved' : 'incident.status';
    default:
      return undefined;
  }
}
