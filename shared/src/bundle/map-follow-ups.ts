import type { Acceptance } from '../model/map-acceptances.ts';
import type { Exclusion } from '../model/map-exclusions.ts';
import type { MapTask } from '../model/map-tasks.ts';
import type { MapValue } from '../model/map-value.ts';
import { mapText } from './map-text.ts';
import { markup, type Html, nothing } from './markup.ts';

/** What people made of the map. */
export interface MapFollowUps {
  readonly tasks: readonly MapTask[];
  readonly acceptances: readonly Acceptance[];
  /** Drills that somebody left out. */
  readonly exclusions: readonly Exclusion[];
}

/** Action items that are open: what is done or dropped helps nobody in an emergency. */
function openTasks({ tasks }: MapFollowUps): readonly MapTask[] {
  return tasks.filter(({ state }) => state === 'open');
}

/** How many lines there are. */
export function countFollowUps(followUps: MapFollowUps): number {
  const { acceptances, exclusions } = followUps;
  return openTasks(followUps).length + acceptances.length + exclusions.length;
}

/** What is still to be done, which findings people live with and which drills they leave out, until when, and why. */
export function followUpsContent(map: MapValue, followUps: MapFollowUps): Html {
  const tasks = openTasks(followUps).map(({ text, owner, due, component, person }) => {
    const about = [
      map.components.get(component)?.name ?? component,
      map.people.get(person)?.name ?? person,
      owner === '' ? '' : mapText.taskOwner(owner),
      due === '' ? '' : mapText.taskDue(due),
    ].filter((word) => word !== '');
    return markup`<li><span dir="auto">${text}</span>${about.length === 0 ? nothing : markup` (${about.join(', ')})`}</li> `;
  });
  const accepted = followUps.acceptances.map(
    ({ finding, until, reason, by }) =>
      markup`<li><code>${finding}</code>: <span dir="auto">${reason}</span> (${mapText.acceptedUntil(until, by)})</li> `,
  );
  const excluded = followUps.exclusions.map(
    ({ component, scenario, until, reason, by }) =>
      markup`<li>${map.components.get(component)?.name ?? component}, ${scenario.replaceAll('-', ' ')}: <span dir="auto">${reason}</span> (${mapText.excludedUntil(until, by)})</li> `,
  );
  return markup`${tasks.length === 0 ? nothing : markup`<h3>${mapText.tasks}</h3><ul>${tasks}</ul>`}
    ${accepted.length === 0 ? nothing : markup`<h3>${mapText.accepted}</h3><ul>${accepted}</ul>`}
    ${excluded.length === 0 ? nothing : markup`<h3>${mapText.excluded}</h3><ul>${excluded}</ul>`}`;
}
