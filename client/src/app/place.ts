import type { Projection } from '@holdfast/shared/model/projection';
import { incidentsShellText } from '../ui/text/incidents-shell.ts';
import { mapShellText } from '../ui/text/map-shell.ts';
import { runsShellText } from '../ui/text/runs-shell.ts';
import { shellText } from '../ui/text/shell.ts';
import { pathToRoute } from './routes.ts';

/** Where someone is, in words, from the app path that they announced. */
export function placeInWords(
  path: string | undefined,
  projections: ReadonlyMap<string, Projection> | undefined,
): string {
  const words = shellText.people;
  const route = pathToRoute(path ?? '/nowhere', '');
  switch (route.page) {
    case 'home':
    case 'more':
      return words.onHome;
    case 'review':
    case 'review-report':
      return words.onReview;
    case 'runbooks':
      return words.onList;
    case 'drill-part':
    case 'drills':
      return runsShellText.place.onDrills;
    case 'drill-report':
    case 'drill': {
      const title = projections?.get(`drill:${route.id}`)?.title;
      return runsShellText.place.running(title ?? runsShellText.place.aRun);
    }
    case 'incidents':
      return incidentsShellText.place.onIncidents;
    case 'incident-metrics':
      return incidentsShellText.place.onIncidents;
    case 'incident-prose':
    case 'incident':
    case 'incident-run': {
      const title = projections?.get(`incident:${route.id}`)?.title;
      return incidentsShellText.place.inIncident(title ?? incidentsShellText.place.anIncident);
    }
    case 'map':
      return mapShellText.onMap;
    case 'print':
    case 'import':
      return words.onList;
    case 'sync':
      return words.onSync;
    case 'access':
    case 'settings':
      return words.onSettings;
    case 'alert':
    case 'not-found':
      return words.somewhere;
    case 'runbook':
    case 'edit':
    case 'history': {
      const title = projections?.get(`runbook:${route.id}`)?.title ?? words.aRunbook;
      if (route.page === 'history') return words.inHistory(title);
      return route.page === 'edit' ? words.editing(title) : words.reading(title);
    }
  }
}
