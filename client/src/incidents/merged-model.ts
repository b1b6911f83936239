import type { MergedIncidents } from './merged-incidents.tsx';
import type { ReadIncident } from './incident-store.ts';

/** Components that an incident and those merged into it name as affected, each once, by name. */
export function affectedIn(incidents: readonly ReadIncident[]): readonly string[] {
  return [...new Set(incidents.flatMap(({ state }) => state.components))].toSorted();
}

/** Action items that are not given up. */
export function actionsIn({ state }: ReadIncident): ReadIncident['state']['actions'] {
  return state.actions.filter((action) => action.state !== 'dropped');
}

/** True only where it is known that neither the incident nor any that was merged into it has some. */
export function isNowhere(
  own: ReadIncident,
  {
    all,
    unread,
  }: Pick<MergedIncidents, 'unread'> & {
    readonly all: readonly Pick<MergedIncidents['all'][number], 'incident'>[];
  },
  has: (incident: ReadIncident) => boolean,
): boolean {
  return unread.length === 0 && !has(own) && !all.some(({ incident }) => has(incident));
}

/**
 * Does it take somebody off the list of live incidents, that this one is the same as another? So
 * where this one is open, and the other resolved.
 */
export function hidesWhatIsOpen(
  own: Pick<ReadIncident, 'state'>,
  into: { readonly status: string } | undefined,
): boolean {
  return own.state.status.now?.value !== 'resolved' && into?.status === 'resolved';
}
