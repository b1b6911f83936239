import { mapNodeOf } from '../analysis/map-node.ts';
import type { DomainKind, MapValue } from '../model/map-value.ts';
import type { DrillScope } from '../model/plan-value.ts';
import { indexOf } from './map-index.ts';
import { type Fit, fitOf } from './scenario-fit.ts';
import type { ScenarioId } from './scenarios/catalogue.ts';

/** What a drill takes away, restores or moves. `id` is of the map. */
export interface Subject {
  readonly part: keyof DrillScope;
  readonly id: string;
}

export function subjectKey({ part, id }: Subject): string {
  return `${part}/${id}`;
}

/** Scenarios that take a component itself away, in the order in which they are asked. */
const ofComponents = [
  'secrets-manager-loss',
  'identity-provider-loss',
  'dns-provider-loss',
  'ca-expiry',
  'relay-loss',
  'database-failover',
  'vendor-outage',
] as const;

const ofDomains: Readonly<Partial<Record<DomainKind, ScenarioId>>> = {
  rack: 'zone-loss',
  zone: 'zone-loss',
  region: 'region-evacuation',
  provider: 'vendor-outage',
  account: 'vendor-outage',
  'dns-zone': 'dns-provider-loss',
  'certificate-authority': 'ca-expiry',
  'on-call': 'key-person-away',
};

/** What to try where an event of the fault model is a cause; undefined where it is nothing of the map. */
export function scenarioOfCause(
  map: MapValue,
  event: string,
): { readonly scenario: ScenarioId | ''; readonly subject: Subject } | undefined {
  const node = mapNodeOf(event);
  if (node === undefined) return undefined;
  const { of, id } = node;
  if (of === 'person') return { scenario: 'key-person-away', subject: { part: 'people', id } };
  if (of === 'domain') {
    const kind = map.domains.get(id)?.kind;
    const scenario = kind === undefined ? '' : (ofDomains[kind] ?? '');
    return { scenario, subject: { part: 'domains', id } };
  }
  const component = map.components.get(of === 'group' ? (map.groups.get(id)?.component ?? '') : id);
  if (component === undefined) return undefined;
  const subject: Subject = { part: 'components', id: component.id };
  if (component.layer === 'people') return { scenario: 'key-person-away', subject };
  const scenario = ofComponents.find((one) => {
    const why = fitOf(one, component, map)?.why;
    return why === 'is' || why === 'has-standby' || why === 'has-relays';
  });
  return { scenario: scenario ?? '', subject };
}

/** What may be taken away to try a scenario for a component: any of these does. */
export function fittingSubjects(map: MapValue, component: string, fit: Fit): readonly Subject[] {
  switch (fit.why) {
    case 'lies-in':
      return fit.ids.map((id) => ({ part: 'domains', id }));
    case 'needs':
      return fit.ids.map((id) => ({ part: 'components', id }));
    case 'one-person':
      return fit.ids.map((id) => ({ part: 'people', id }));
    case 'has-standby':
      return fit.ids.flatMap((id): Subject[] => {
        const holder = map.groups.get(id)?.component;
        return holder === undefined ? [] : [{ part: 'components', id: holder }];
      });
    case 'has-rpo': {
      // Its data may be kept by what it needs.
      const keepers = indexOf(map)
        .needsOf(component)
        .filter((id) => {
          const needed = map.components.get(id);
          return needed !== undefined && fitOf('restore-from-backup', needed, map)?.why === 'is';
        });
      return [component, ...keepers].map((id) => ({ part: 'components', id }));
    }
    case 'is':
    case 'has-relays': {
      const holders = indexOf(map)
        .groupsWith(component)
        .map((group): Subject => ({ part: 'components', id: group.component }));
      return [{ part: 'components', id: component }, ...holders];
    }
  }
}
