import type { Scenario } from './scenario.ts';

export const dnsProviderLoss: Scenario = {
  id: 'dns-provider-loss',
  title: 'Loss of a DNS provider',
  drillKind: 'game-day',
  summary: 'One provider of our names stops answering, and cannot be changed.',
  hypothesis:
    'With one DNS provider silent, names are still resolved by the other, we can still change a record within its lifetime, and our own tools do not depend on the provider that is gone.',
  abort:
    'Stop when names in scope fail to resolve from two independent networks for 5 minutes, or when a record was changed that should not have been.',
  steps: `## Prepare

1. List the zones in scope with their name servers as the parent zone has them: \`dig +trace example.org NS\`.
2. Compare the zone at each provider, record by record. Any difference is a finding.
3. List what resolves names by one address alone: internal resolvers, machines with a fixed resolver, appliances.
4. Note the lifetimes of the records that would have to change in an outage.
5. Find out how the name servers are changed at the registrar, who may, and whether the sign-in needs a name of the same zone.
6. Choose a test record that nothing uses.

## Lose the provider

1. Note the time: this is the start.
2. Make the provider unreachable for a test network and for one machine of each kind: drop packets to its name servers. Where both providers are equal and that is agreed, take its name servers out at the registrar (needs a second person).
3. Resolve each name in scope from there, and from two outside networks. Note how long the slowest answer takes: resolvers try the dead server first.
4. Change the test record at the provider that is left, without the tools of the one that is gone. Note how long it takes until it is seen.
5. Sign in to the registrar as if you had to change the name servers, up to the last button.
6. Check that certificates can still be renewed: many are validated by DNS.

## Bring it back

1. Make the provider reachable again, or put its name servers back.
2. Bring both providers to the same records, and compare them once more.
3. Remove the test record.
`,
  measures: [
    'Names that did not resolve, and from where',
    'The slowest answer while one provider was silent',
    'Time to change a record without the lost provider',
    'Differences between the providers',
    'Things that know one resolver only',
  ],
  roles: ['Drill lead', 'Operator', 'Observer outside', 'Scribe'],
  cadence: 'every 6 months',
};
