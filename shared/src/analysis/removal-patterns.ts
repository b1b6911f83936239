import type { MapComponent, MapValue } from '../model/map-value.ts';
import type { MapNode } from './map-node.ts';

/** Ways to take a single point of failure away, in the field's terms. */
export const removalPatterns = [
  'redundancy',
  'replication',
  'failover',
  'bulkhead',
  'graceful-degradation',
  'share-knowledge',
] as const;
export type RemovalPattern = (typeof removalPatterns)[number];

/** What to do about a cause, and the id of the runbook pattern that begins it. */
export interface Removal {
  readonly patterns: readonly RemovalPattern[];
  /** A pattern that comes with Holdfast (`demo/runbooks`), where one fits. */
  readonly runbook: string | undefined;
}

const holdsData =
  /\b(?:database|db|store|storage|bucket|queue|broker|cache|disk|volume|sql|postgres\w*|mysql|redis|kafka)\b/i;
const isNames = /\bdns\b/i;
const isSecrets = /\b(?:secrets?|vault|kms|keys?)\b/i;

/** What fits a cause: first what people usually do. */
export function removalOf(map: MapValue, cause: MapNode): Removal {
  switch (cause.of) {
    case 'person':
      return { patterns: ['share-knowledge'], runbook: 'only-person-who-knows-is-away' };
    case 'domain':
      return ofDomain(map, cause.id);
    case 'group':
      return cause.is === 'by-hand'
        ? { patterns: ['share-knowledge', 'failover'], runbook: 'only-person-who-knows-is-away' }
        : { patterns: ['bulkhead', 'redundancy'], runbook: undefined };
    case 'component':
    case 'standby':
      return ofComponent(map, cause.id);
  }
}

function ofDomain(map: MapValue, id: string): Removal {
  switch (map.domains.get(id)?.kind) {
    case 'rack':
    case 'zone':
    case 'region':
      return { patterns: ['redundancy', 'failover'], runbook: 'loss-of-a-zone' };
    case 'dns-zone':
      return { patterns: ['redundancy', 'failover'], runbook: 'loss-of-a-dns-provider' };
    case 'control-plane':
      return { patterns: ['bulkhead', 'graceful-degradation'], runbook: undefined };
    case 'on-call':
      return { patterns: ['share-knowledge'], runbook: 'only-person-who-knows-is-away' };
    default:
      return { patterns: ['redundancy', 'bulkhead'], runbook: undefined };
  }
}

/** The word of a component by which it is taken to hold data or secrets; undefined where there is none. */
export function dataWord(component: MapComponent): string | undefined {
  const words = wordsOf(component);
  return (isSecrets.exec(words) ?? holdsData.exec(words))?.[0];
}

function wordsOf({ name, type, tags }: MapComponent): string {
  return [name, type, ...tags].join(' ').replace(/[-_]/g, ' ');
}

function ofComponent(map: MapValue, id: string): Removal {
  const component = map.components.get(id);
  if (component === undefined) return { patterns: ['redundancy'], runbook: undefined };
  const words = wordsOf(component);
  if (isSecrets.test(words))
    return { patterns: ['replication', 'bulkhead'], runbook: 'loss-of-the-secrets-manager' };
  if (isNames.test(words))
    return { patterns: ['redundancy', 'failover'], runbook: 'dns-failover-health-checks' };
  if (holdsData.test(words))
    return {
      patterns: ['replication', 'failover'],
      runbook: /postgres/i.test(words) ? 'postgresql-failover-patroni' : 'restore-from-backup',
    };
  switch (component.layer) {
    case 'vendor':
      return {
        patterns: ['graceful-degradation', 'redundancy'],
        runbook: 'circuit-breaker-around-payments',
      };
    case 'people':
      return { patterns: ['share-knowledge'], runbook: 'only-person-who-knows-is-away' };
    default:
      return { patterns: ['redundancy', 'graceful-degradation'], runbook: undefined };
  }
}
