import { isScenarioId, scenarioOf } from '@holdfast/shared/drilling/scenarios/catalogue';
import { drillKinds } from '@holdfast/shared/model/drill-kinds';
import { isMapId } from '@holdfast/shared/model/map-registers';
import type { NewPlan } from '@holdfast/shared/model/plan';
import { drillPartPath } from '../../app/routes.ts';
import { planOf } from './scenario-fill.ts';

/** Not `kind`: that filters the list behind. */
const kindKey = 'drill';

/** What a plan may be begun with, from elsewhere. Ids are those of the map. */
export interface PlanStart {
  readonly title?: string;
  readonly scenario?: string;
  readonly kind?: string;
  readonly runbook?: string;
  readonly components?: readonly string[];
  readonly domains?: readonly string[];
  readonly people?: readonly string[];
}

/** The address where a plan is made that is filled in so far. */
export function newPlanPathOf(start: PlanStart): string {
  const params = new URLSearchParams({ new: '1' });
  for (const key of ['title', 'scenario', 'kind', 'runbook'] as const) {
    const value = start[key];
    if (value !== undefined && value !== '') params.set(key === 'kind' ? kindKey : key, value);
  }
  for (const key of ['components', 'domains', 'people'] as const)
    for (const id of start[key] ?? []) params.append(key, id);
  return drillPartPath('plans', '', params.toString());
}

/** The plan that an address asks to be made; undefined where it asks for none. */
export function planFromSearch(search: string): NewPlan | undefined {
  const params = new URLSearchParams(search);
  if (params.get('new') !== '1') return undefined;
  const scenario = params.get('scenario') ?? '';
  const kind = drillKinds.find((one) => one === params.get(kindKey));
  const ready = isScenarioId(scenario) ? planOf(scenarioOf(scenario)) : blankPlan;
  const ids = (key: string) => params.getAll(key).filter(isMapId);
  return {
    ...ready,
    title: params.get('title') ?? ready.title,
    ...(kind === undefined ? {} : { drillKind: kind }),
    ...(params.has('runbook') ? { runbook: params.get('runbook') ?? '', body: '' } : {}),
    scope: { components: ids('components'), domains: ids('domains'), people: ids('people') },
  };
}

/** What a plan is before anybody has said anything about it. */
const blankPlan: NewPlan = { title: '', drillKind: 'tabletop' };
