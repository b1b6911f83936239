import { peopleByComponent } from '../analysis/knowledge.ts';
import type { DomainKind, MapComponent, MapValue } from '../model/map-value.ts';
import { indexOf, type MapIndex } from './map-index.ts';
import { type ScenarioId, scenarioIds } from './scenarios/catalogue.ts';

/** Why a scenario is about a component; `ids` are what of the map makes it so. */
export type Fit =
  /** It, or a member of its groups, lies there: ids of domains. */
  | { readonly why: 'lies-in'; readonly ids: readonly string[] }
  /** Ids of redundancy groups with standbys: its own, else those that it is a member of. */
  | { readonly why: 'has-standby'; readonly ids: readonly string[] }
  /** By its type, tags or name. */
  | { readonly why: 'is'; readonly ids: readonly [] }
  /** It needs what the scenario takes away: ids of components. */
  | { readonly why: 'needs'; readonly ids: readonly string[] }
  /** It says how much data may be lost. */
  | { readonly why: 'has-rpo'; readonly ids: readonly [] }
  /** Id of the only person who can lead it. */
  | { readonly why: 'one-person'; readonly ids: readonly string[] }
  /** Ids of its members that are relays. */
  | { readonly why: 'has-relays'; readonly ids: readonly string[] };

const patterns = {
  database: /\b(?:database|db|postgres\w*|mysql|mariadb|oracle|sql server|mongo\w*|cassandra)\b/i,
  data: /\b(?:database|db|datastore|storage|bucket|volume|disk|backups?|postgres\w*|mysql|mariadb|mongo\w*|cassandra|elasticsearch|registry)\b/i,
  names: /\b(?:dns|resolver|name ?servers?)\b/i,
  certificate: /\b(?:certificates?|certificate authority|tls|pki)\b/i,
  secrets: /\b(?:secrets?(?: manager)?|vault|kms)\b/i,
  identity:
    /\b(?:identity|idp|sso|single sign on|oidc|saml|ldap|active directory|keycloak|okta|auth0|entra)\b/i,
} as const;

/** What a component is called by its type and tags; by its name where it has no type. */
function says(component: MapComponent, pattern: RegExp): boolean {
  const { type, tags, name } = component;
  const words = [type, ...tags, type === '' ? name : ''].join(' ').replace(/[-_]/g, ' ');
  return pattern.test(words);
}

/** Services are often called by what they do, while their type is only "service". */
function isCalled(component: MapComponent, pattern: RegExp): boolean {
  if (says(component, pattern)) return true;
  const { layer, name } = component;
  return layer !== 'hardware' && layer !== 'people' && pattern.test(name.replace(/[-_]/g, ' '));
}

/** A relay of Holdfast: said to be one, as the analysis of relays has it. */
function isRelay({ type, system }: MapComponent): boolean {
  return type.toLowerCase() === 'relay' && system.toLowerCase() === 'holdfast';
}

type Test = (component: MapComponent, map: MapValue, index: MapIndex) => Fit | undefined;

const tests: Readonly<Record<ScenarioId, Test>> = {
  'zone-loss': liesIn('zone', 'rack'),
  'region-evacuation': liesIn('region'),
  'database-failover': (component, _, index) => {
    const [own, others] = [index.groupsOf(component.id), index.groupsWith(component.id)].map(
      (all) => all.filter(({ standby }) => standby.length > 0),
    );
    const groups = own === undefined || own.length === 0 ? (others ?? []) : own;
    if (groups.length > 0) return { why: 'has-standby', ids: groups.map(({ id }) => id).sort() };
    return component.layer !== 'hardware' && says(component, patterns.database) ? is : undefined;
  },
  'restore-from-backup': (component) => {
    if (component.layer !== 'hardware' && isCalled(component, patterns.data)) return is;
    return component.objective.rpoSeconds === undefined ? undefined : { why: 'has-rpo', ids: [] };
  },
  'dns-provider-loss': (component, map, index) =>
    says(component, patterns.names) ? is : liesIn('dns-zone')(component, map, index),
  'ca-expiry': (component, map, index) =>
    isCertificate(component)
      ? is
      : (liesIn('certificate-authority')(component, map, index) ??
        needsWhat(isCertificate)(component, map, index)),
  'secrets-manager-loss': isOrNeeds((one) => isCalled(one, patterns.secrets)),
  'identity-provider-loss': isOrNeeds((one) => isCalled(one, patterns.identity)),
  'key-person-away': ({ id, layer }, map) => {
    if (layer === 'people' || layer === 'vendor') return undefined;
    const able = peopleByComponent(map, 'lead').get(id) ?? [];
    return able.length === 1 ? { why: 'one-person', ids: able } : undefined;
  },
  'vendor-outage': isOrNeeds(({ layer }) => layer === 'vendor'),
  'relay-loss': (component, map, index) => {
    if (isRelay(component)) return is;
    const members = index.groupsOf(component.id).flatMap((group) => group.members);
    const ids = members.filter((id) => {
      const member = map.components.get(id);
      return member !== undefined && isRelay(member);
    });
    return ids.length === 0 ? undefined : { why: 'has-relays', ids: ids.toSorted() };
  },
};

const is: Fit = { why: 'is', ids: [] };

function isCertificate(component: MapComponent): boolean {
  return says(component, patterns.certificate);
}

function liesIn(...kinds: readonly DomainKind[]): Test {
  return ({ id }, _, index) => {
    const ids = index
      .domainsAround(id)
      .filter((domain) => kinds.some((kind) => kind === index.kindOf(domain)));
    return ids.length === 0 ? undefined : { why: 'lies-in', ids: ids.toSorted() };
  };
}

function needsWhat(isIt: (component: MapComponent) => boolean): Test {
  return ({ id }, map, index) => {
    const ids = index.needsOf(id).filter((one) => {
      const needed = map.components.get(one);
      return needed !== undefined && isIt(needed);
    });
    return ids.length === 0 ? undefined : { why: 'needs', ids: ids.toSorted() };
  };
}

function isOrNeeds(isIt: (component: MapComponent) => boolean): Test {
  const needs = needsWhat(isIt);
  return (component, map, index) => (isIt(component) ? is : needs(component, map, index));
}

/** Why a scenario is about a component; undefined where it is not. */
export function fitOf(
  scenario: ScenarioId,
  component: MapComponent,
  map: MapValue,
): Fit | undefined {
  return tests[scenario](component, map, indexOf(map));
}

/** A scenario, why it is about a component, and why it is asked for. */
export interface RequiredScenario {
  readonly scenario: ScenarioId;
  readonly fit: Fit;
  /** The least important tier of which it is asked; absent: it is asked of every tier, and of none. */
  readonly toTier?: number | undefined;
}

/** Down to which tier a scenario is asked for; absent: whatever the tier. */
const toTier: Readonly<Partial<Record<ScenarioId, number>>> = {
  'zone-loss': 2,
  'region-evacuation': 1,
  'database-failover': 2,
  'dns-provider-loss': 2,
  'secrets-manager-loss': 2,
  'identity-provider-loss': 2,
  'key-person-away': 3,
  'vendor-outage': 2,
};

/**
 * The number in the words of a tier: 1 is the most important. `critical` and `high` are 1. Undefined
 * where it says nothing of the kind.
 */
export function tierOf({ tier }: Pick<MapComponent, 'tier'>): number | undefined {
  const digits = /\d{1,3}/.exec(tier)?.[0];
  if (digits !== undefined) return Number(digits);
  return /^(?:critical|high)$/i.test(tier.trim()) ? 1 : undefined;
}

/**
 * What a component has to be drilled in: each scenario that is about it and is asked of its tier.
 * Backups, certificates and our own relays are asked of every tier. People are not drilled as such.
 */
export function requiredScenarios(
  component: MapComponent,
  map: MapValue,
): readonly RequiredScenario[] {
  if (component.layer === 'people') return [];
  const tier = tierOf(component);
  return scenarioIds.flatMap((scenario): RequiredScenario[] => {
    const least = toTier[scenario];
    if (least !== undefined && (tier === undefined || tier > least)) return [];
    const fit = fitOf(scenario, component, map);
    if (fit === undefined) return [];
    return [least === undefined ? { scenario, fit } : { scenario, fit, toTier: least }];
  });
}
