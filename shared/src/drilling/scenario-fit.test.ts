import { describe, expect, it } from 'vitest';
import { sketchedMap } from '../analysis/map-sketch-fixture.ts';
import { requiredScenarios, tierOf } from './scenario-fit.ts';

const map = sketchedMap({
  people: ['ana', 'ben'],
  domains: [
    { id: 'region', name: 'Region', kind: 'region' },
    { id: 'zone', name: 'Zone', kind: 'zone', parent: 'region' },
    { id: 'names', name: 'example.org', kind: 'dns-zone' },
    { id: 'ca', name: 'CA', kind: 'certificate-authority' },
  ],
  components: [
    { id: 'shop', name: 'Shop', tier: '1', domains: ['names'] },
    { id: 'api', name: 'API', type: 'service', tier: 'Tier 2' },
    { id: 'db', name: 'Orders', type: 'database' },
    { id: 'pg-1', name: 'pg-1', layer: 'hardware', domains: ['zone'], tier: '1' },
    { id: 'pg-2', name: 'pg-2', layer: 'hardware' },
    { id: 'vault', name: 'Secrets manager', type: 'service', tier: 'critical' },
    { id: 'sso', name: 'Company SSO', layer: 'vendor', tier: '3' },
    { id: 'cert', name: 'Wildcard', type: 'certificate', domains: ['ca'] },
    { id: 'holdfast', name: 'Holdfast', tier: '4' },
    { id: 'relay-a', name: 'Relay A', type: 'relay', system: 'Holdfast' },
    { id: 'relay-b', name: 'Relay B', type: 'relay', system: 'Holdfast' },
    { id: 'on-call', name: 'On call', layer: 'people', tier: '1' },
  ],
  needs: [
    ['api', 'vault'],
    ['api', 'sso', 'soft'],
    ['api', 'on-call', 'human'],
    ['relay-a', 'cert'],
  ],
  groups: [
    { id: 'pair', component: 'db', needs: 1, members: ['pg-1', 'pg-2'], standby: ['pg-2'] },
    { id: 'relays', component: 'holdfast', needs: 1, members: ['relay-a', 'relay-b'] },
  ],
  knows: [
    ['ana', 'api', 'lead'],
    ['ben', 'api', 'operate'],
  ],
});

describe('what a component has to be drilled in', () => {
  it.each([
    ['shop', [['dns-provider-loss', 'lies-in', ['names'], 2]]],
    [
      'api',
      [
        ['secrets-manager-loss', 'needs', ['vault'], 2],
        ['identity-provider-loss', 'needs', ['sso'], 2],
        ['key-person-away', 'one-person', ['ana'], 3],
        ['vendor-outage', 'needs', ['sso'], 2],
      ],
    ],
    ['db', [['restore-from-backup', 'is', [], undefined]]],
    [
      'pg-1',
      [
        ['zone-loss', 'lies-in', ['zone'], 2],
        ['region-evacuation', 'lies-in', ['region'], 1],
        ['database-failover', 'has-standby', ['pair'], 2],
      ],
    ],
    ['pg-2', []],
    ['vault', [['secrets-manager-loss', 'is', [], 2]]],
    ['sso', []],
    ['cert', [['ca-expiry', 'is', [], undefined]]],
    ['holdfast', [['relay-loss', 'has-relays', ['relay-a', 'relay-b'], undefined]]],
    [
      'relay-a',
      [
        ['ca-expiry', 'needs', ['cert'], undefined],
        ['relay-loss', 'is', [], undefined],
      ],
    ],
    ['on-call', []],
  ])('%s', (id, expected) => {
    const component = map.components.get(id);
    if (component === undefined) throw new Error(`no ${id}`);
    expect(
      requiredScenarios(component, map).map(({ scenario, fit, toTier }) => [
        scenario,
        fit.why,
        fit.ids,
        toTier,
      ]),
    ).toEqual(expected);
  });

  it.each([
    ['1', 1],
    ['Tier 2', 2],
    ['T0', 0],
    ['critical', 1],
    ['gold', undefined],
    ['', undefined],
  ])('reads the tier %o', (tier, number) => {
    expect(tierOf({ tier })).toBe(number);
  });
});
