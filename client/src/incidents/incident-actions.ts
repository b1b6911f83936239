import type { NewIncident } from '@holdfast/shared/model/incident-say';
import { createId } from '@holdfast/shared/model/ids';
import type { HubClient } from '../hub/client-api.ts';
import { incidentsText } from '../ui/text/incidents.ts';

export type IncidentActionResult =
  | { readonly ok: true; readonly name: string }
  | { readonly ok: false; readonly problem: string };

/** What people do to a whole incident, from wherever they are. Nothing here needs a network. */
export interface IncidentActions {
  declare(incident: NewIncident): Promise<IncidentActionResult>;
  setArchived(name: string, archived: boolean): Promise<IncidentActionResult>;
}

export function createIncidentActions(deps: {
  readonly hub: Pick<HubClient, 'open' | 'entryContext'>;
}): IncidentActions {
  const { hub } = deps;

  async function withDocument(
    name: string,
    work: (doc: ReturnType<HubClient['open']>['doc']) => Promise<IncidentActionResult>,
  ): Promise<IncidentActionResult> {
    const open = hub.open(name);
    try {
      await open.ready;
      return await work(open.doc);
    } catch {
      return { ok: false, problem: incidentsText.room.failed };
    } finally {
      open.close();
    }
  }

  return {
    async declare(incident) {
      const context = hub.entryContext();
      const name = `incident:${createId(context.random, context.nowMs)}`;
      return withDocument(name, async (doc) => {
        const { declareIncident } = await import('@holdfast/shared/model/incident-say');
        const declared = declareIncident(doc, incident, context);
        return declared.ok ? { ok: true, name } : { ok: false, problem: declared.problem };
      });
    },
    async setArchived(name, archived) {
      return withDocument(name, async (doc) => {
        const { setIncidentArchived } = await import('@holdfast/shared/model/incident');
        setIncidentArchived(doc, archived);
        return { ok: true, name };
      });
    },
  };
}
