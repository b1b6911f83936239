import type { ReviewFinding, ReviewLevel, ReviewRule } from '@holdfast/shared/review/finding';
import { reviewLevels, reviewRules } from '@holdfast/shared/review/finding';
import type { ReviewAction } from '@holdfast/shared/review/finding';
import { isAbout } from '@holdfast/shared/review/is-about';
import { findingTitle, ruleWords } from '@holdfast/shared/review/words';
import type { Whose } from '@holdfast/shared/review/whose';
import type { MapValue } from '@holdfast/shared/model/map-value';
import { newPlanPathOf } from '../drills/plans/new-plan.ts';
import {
  drillPath,
  incidentPath,
  mapPath,
  planPath,
  routeToPath,
  runbookPath,
} from '../app/routes.ts';
import { relayPlacesId } from '../sync/known-relays.ts';
import type { Dialog } from '../app/dialogs.tsx';

/** What of the review is shown; stands in the address. */
export interface ReviewFilter {
  readonly view: 'open' | 'accepted';
  readonly level: ReviewLevel | '';
  readonly rule: ReviewRule | '';
  /** Id of a component; empty: any. */
  readonly component: string;
  /** `me`, or a team or person by name; empty: anybody's. */
  readonly team: string;
  readonly person: string;
  readonly query: string;
}

const everything: ReviewFilter = {
  view: 'open',
  level: '',
  rule: '',
  component: '',
  team: '',
  person: '',
  query: '',
};

/** Stands for whoever looks. */
export const me = 'me';

export function readReviewFilter(search: string): ReviewFilter {
  const params = new URLSearchParams(search);
  const text = (name: string): string => params.get(name) ?? '';
  return {
    view: params.get('view') === 'accepted' ? 'accepted' : 'open',
    level: reviewLevels.find((one) => one === text('level')) ?? '',
    rule: reviewRules.find((one) => one === text('rule')) ?? '',
    component: text('component'),
    team: text('team'),
    person: text('person'),
    query: text('q'),
  };
}

/** The search of an address, without its question mark; nothing for what is as usual. */
export function reviewSearch(filter: Partial<ReviewFilter>): string {
  const { query, ...others } = { ...everything, ...filter };
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(others)) {
    if (value !== '' && value !== 'open') params.set(name, value);
  }
  if (query !== '') params.set('q', query);
  return params.toString();
}

/** Those that a filter leaves, in their order. `name`: of whoever looks. */
export function filterFindings<F extends ReviewFinding>(
  findings: readonly F[],
  filter: ReviewFilter,
  whose: Whose,
  name: string,
): readonly F[] {
  if (reviewSearch({ ...filter, view: 'open' }) === '') return findings;
  const words = filter.query
    .toLowerCase()
    .split(/\s+/u)
    .filter((word) => word !== '');
  const person = filter.person === me ? name : filter.person;
  return findings.filter(
    (one) =>
      (filter.level === '' || one.level === filter.level) &&
      (filter.rule === '' || one.rules.includes(filter.rule)) &&
      (filter.component === '' || isAbout(one, filter.component)) &&
      (filter.team === '' || whose.isOfTeam(one, filter.team)) &&
      (person === '' || whose.isOfPerson(one, person)) &&
      words.every((word) => textOf(one).includes(word)),
  );
}

function textOf(finding: ReviewFinding): string {
  const { subjects, rules, owners } = finding;
  return [
    findingTitle(finding),
    ...subjects.map(({ name }) => name),
    ...rules.map((rule) => ruleWords[rule]),
    ...owners.people,
    ...owners.teams,
  ]
    .join(' ')
    .toLowerCase();
}

/** Where the one action of a finding leads: to an address, to a dialog over this screen, or over that address. */
export type ActionTarget =
  | { readonly path: string; readonly dialog?: Dialog }
  | { readonly path?: undefined; readonly dialog: Dialog };

/** @param titleOf what a document is called */
export function actionTarget(
  action: ReviewAction,
  map: MapValue,
  titleOf: (document: string) => string,
): ActionTarget {
  switch (action.screen) {
    case 'redundancy':
      return {
        dialog: {
          kind: 'map-group',
          component: action.component,
          member: action.member,
          needers: action.needers,
        },
      };
    case 'places':
      return {
        dialog: { kind: 'map-places', domain: action.domain, components: action.components },
      };
    case 'component':
      return { dialog: { kind: 'map-component', id: action.component, field: action.field } };
    case 'group': {
      const component = map.groups.get(action.group)?.component ?? '';
      const isFailover = action.field !== 'members';
      return { dialog: { kind: 'map-group', component, id: action.group, isFailover } };
    }
    case 'knowledge': {
      const name = map.components.get(action.component)?.name ?? '';
      const search = new URLSearchParams({ view: 'matrix', q: name, level: action.level });
      return { path: mapPath('people', '', search.toString()) };
    }
    case 'relays':
      return { path: `${routeToPath({ page: 'sync' })}#${relayPlacesId}` };
    case 'new-runbook': {
      const name = map.components.get(action.component)?.name;
      return {
        dialog: {
          kind: 'create',
          title: action.title,
          ...(name === undefined ? {} : { components: [name] }),
        },
      };
    }
    case 'review-runbook':
      // Whoever gives a verdict has to be able to read it.
      return {
        path: runbookPath(action.runbook),
        dialog: { kind: 'review', name: action.runbook, title: titleOf(action.runbook) },
      };
    case 'practice-run':
      return {
        dialog: {
          kind: 'start-run',
          name: action.runbook,
          title: titleOf(action.runbook),
          part: false,
        },
      };
    case 'start-drill': {
      if (action.plan !== '') return { path: planPath(action.plan) };
      const { title, scenario, drillKind: kind, components, domains, people } = action;
      return { path: newPlanPathOf({ title, scenario, kind, components, domains, people }) };
    }
    case 'drill':
      return { path: `${drillPath(action.drill)}#${action.entry}` };
    case 'incident':
      return { path: `${incidentPath(action.incident)}#${action.field}` };
  }
}
