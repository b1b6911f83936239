import type { IncidentProjection } from '@holdfast/shared/model/projection';
import type { DocumentName } from '@holdfast/shared/protocol/names';
import type { Marks } from '../hub/client-api.ts';
import { incidentRows, isLive, listIncidents } from '../incidents/incident-list-model.ts';
import { queryWords, titleMarks, titleRank, type Projections } from '../runbooks/list-model.ts';

export interface FoundIncident extends Pick<
  IncidentProjection,
  'title' | 'severity' | 'severityStated' | 'status' | 'drill' | 'archived'
> {
  readonly name: DocumentName;
  readonly titleMarks: Marks;
}

/**
 * The best `limit` incidents whose title has what was typed: live ones first, archived ones last;
 * the live ones when nothing was.
 */
export function findIncidentTitles(
  projections: Projections | undefined,
  query: string,
  limit: number,
): readonly FoundIncident[] {
  const words = queryWords(query);
  const rows = incidentRows(projections);
  const found =
    words.length === 0
      ? listIncidents(rows, 'live')
      : [...listIncidents(rows, 'all'), ...listIncidents(rows, 'archived')]
          .flatMap((row) => {
            const rank = titleRank(row.incident.title, words);
            return rank === undefined ? [] : [{ row, rank }];
          })
          .toSorted(
            (a, b) =>
              Number(isLive(b.row)) - Number(isLive(a.row)) ||
              Number(a.row.incident.archived) - Number(b.row.incident.archived) ||
              a.rank - b.rank,
          )
          .map(({ row }) => row);
  return found.slice(0, limit).map(({ name, incident }) => ({
    ...incident,
    name,
    titleMarks: titleMarks(incident.title, words),
  }));
}
