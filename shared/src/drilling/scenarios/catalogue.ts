import { caExpiry } from './ca-expiry.ts';
import { databaseFailover } from './database-failover.ts';
import { dnsProviderLoss } from './dns-provider-loss.ts';
import { identityProviderLoss } from './identity-provider-loss.ts';
import { keyPersonAway } from './key-person-away.ts';
import { regionEvacuation } from './region-evacuation.ts';
import { relayLoss } from './relay-loss.ts';
import { restoreFromBackup } from './restore-from-backup.ts';
import type { Scenario } from './scenario.ts';
import { secretsManagerLoss } from './secrets-manager-loss.ts';
import { vendorOutage } from './vendor-outage.ts';
import { zoneLoss } from './zone-loss.ts';

/** Ids of the ready scenarios. Documents keep them: one is never given another meaning. */
export const scenarioIds = [
  'zone-loss',
  'region-evacuation',
  'database-failover',
  'restore-from-backup',
  'dns-provider-loss',
  'ca-expiry',
  'secrets-manager-loss',
  'identity-provider-loss',
  'key-person-away',
  'vendor-outage',
  'relay-loss',
] as const;
export type ScenarioId = (typeof scenarioIds)[number];

const byId: Readonly<Record<ScenarioId, Scenario>> = {
  'zone-loss': zoneLoss,
  'region-evacuation': regionEvacuation,
  'database-failover': databaseFailover,
  'restore-from-backup': restoreFromBackup,
  'dns-provider-loss': dnsProviderLoss,
  'ca-expiry': caExpiry,
  'secrets-manager-loss': secretsManagerLoss,
  'identity-provider-loss': identityProviderLoss,
  'key-person-away': keyPersonAway,
  'vendor-outage': vendorOutage,
  'relay-loss': relayLoss,
};

/** The ready scenarios, in the order in which they are shown. */
export const scenarios: readonly Scenario[] = scenarioIds.map((id) => byId[id]);

export function isScenarioId(id: string): id is ScenarioId {
  return Object.hasOwn(byId, id);
}

export function scenarioOf(id: ScenarioId): Scenario {
  return byId[id];
}
