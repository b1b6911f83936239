import { cutText } from '../markdown/characters.ts';
import type { MapValue, Objective } from '../model/map-value.ts';
import { cleanLine, limits } from '../model/meta.ts';
import type { NewPlan } from '../model/plan.ts';
import { dayNumber, dayOfNumber, weekdayOf } from './local-days.ts';
import { scenarioOf } from './scenarios/catalogue.ts';
import { someLoss } from './scenarios/some-loss.ts';
import type { Subject } from './subjects.ts';
import type { Suggestion } from './suggest.ts';

/** How long there is to prepare the first drill, days. */
const prepareDays = 7;

/** A plan for what is proposed, filled in: it starts in a week, on a working day. `today` is a local day. */
export function suggestedPlan(
  { scenario, subjects, scope, takesDown }: Suggestion,
  map: MapValue,
  today: string,
): NewPlan {
  const ready = scenario === '' ? someLoss : scenarioOf(scenario);
  const names = subjects.map((subject) => nameOf(map, subject));
  const about = [...scope.components, ...takesDown];
  const rtoSeconds = least(map, about, 'rtoSeconds');
  const rpoSeconds = least(map, about, 'rpoSeconds');
  const person = scope.people.map((id) => nameOf(map, { part: 'people', id }))[0];
  return {
    title: cutText(`${ready.title}: ${names.join(' and ')}`, limits.titleLength),
    drillKind: ready.drillKind,
    scenario,
    scope: {
      components: scope.components.slice(0, limits.items),
      domains: scope.domains,
      people: scope.people,
    },
    hypothesis: ready.hypothesis,
    abort: ready.abort,
    body: ready.steps,
    ...(rtoSeconds === undefined ? {} : { rtoSeconds }),
    ...(rpoSeconds === undefined ? {} : { rpoSeconds }),
    owner: ownerOf(map, about),
    participants: [
      ...ready.roles.map((role) => ({ role, person: '' })),
      ...(person === undefined ? [] : [{ role: 'Key person', person }]),
    ],
    cadence: ready.cadence,
    startsOn: firstWorkday(dayNumber(today) + prepareDays),
  };
}

function nameOf(map: MapValue, { part, id }: Subject): string {
  return cutText(cleanLine(map[part].get(id)?.name ?? id), limits.itemLength);
}

function least(
  map: MapValue,
  components: readonly string[],
  of: 'rtoSeconds' | 'rpoSeconds',
): number | undefined {
  const said = components.flatMap((id) => {
    const objective: Objective = map.components.get(id)?.objective ?? {};
    return objective[of] ?? [];
  });
  return said.length === 0 ? undefined : said.reduce((a, b) => Math.min(a, b));
}

/** The first team or person that one of them belongs to. */
function ownerOf(map: MapValue, components: readonly string[]): string {
  for (const id of components) {
    const { ownerTeams = [], ownerPeople = [] } = map.components.get(id) ?? {};
    const name = [
      ...ownerTeams.flatMap((team) => map.teams.get(team)?.name ?? []),
      ...ownerPeople.flatMap((person) => map.people.get(person)?.name ?? []),
    ][0];
    if (name !== undefined) return cutText(cleanLine(name), limits.itemLength);
  }
  return '';
}

function firstWorkday(day: number): string {
  const weekday = weekdayOf(day);
  return dayOfNumber(weekday < 5 ? day : day + 7 - weekday);
}
