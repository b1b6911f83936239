import type { Projection } from '@holdfast/shared/model/projection';
import { documentKind } from '@holdfast/shared/protocol/names';
import {
  drillPartPath,
  drillPath,
  incidentPath,
  mapPath,
  planPath,
  runbookHistoryPath,
  runbookPath,
} from '../app/routes.ts';
import { incidentsText } from '../ui/text/incidents.ts';
import { runsText } from '../ui/text/runs.ts';
import { syncText } from '../ui/text/sync.ts';

/** A document as people know it. `href` is absent where no page shows it. */
export interface NamedDocument {
  readonly title: string;
  readonly href?: string;
}

const history = 'runbook-history:';

/** The document whose projection names this one: a past has the title of its runbook. */
export function namedAfter(doc: string): string {
  return doc.startsWith(history) ? `runbook:${doc.slice(history.length)}` : doc;
}

/** The title of a document, and where it is shown; of a kind that is not known here, its name. */
export function namedDocument(doc: string, projection: Projection | undefined): NamedDocument {
  const title = projection?.title.trim() ?? '';
  switch (documentKind(doc)) {
    case 'runbook':
      return { title: title || syncText.untitledRunbook, href: runbookPath(doc) };
    case 'runbook-history':
      return {
        title: syncText.versionsOf(title || syncText.untitledRunbook),
        href: runbookHistoryPath(namedAfter(doc)),
      };
    case 'drill':
      return { title: title || runsText.untitled, href: drillPath(doc) };
    case 'incident':
      return { title: title || incidentsText.untitled, href: incidentPath(doc) };
    case 'plan':
      return { title: title || syncText.untitledPlan, href: planPath(doc) };
    case 'drill-log':
      return { title: syncText.drillLog, href: drillPartPath('log') };
    case 'review-log':
      return { title: syncText.reviewLog };
    case 'map':
      return { title: syncText.map, href: mapPath('graph') };
    case 'workspace':
      return { title: syncText.workspaceDocument };
    default:
      return { title: title || doc };
  }
}
