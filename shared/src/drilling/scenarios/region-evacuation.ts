import type { Scenario } from './scenario.ts';

export const regionEvacuation: Scenario = {
  id: 'region-evacuation',
  title: 'Evacuation of a region',
  drillKind: 'failover',
  summary: 'All traffic and all leaders leave one region, and come back.',
  hypothesis:
    'We can serve users from another region within the recovery time objective, with what we have there and with the people who are on call. What was confirmed before the switch is there afterwards, up to the recovery point objective.',
  abort:
    'Stop when the other region cannot take the first tenth of the traffic, when replication falls behind further than the recovery point objective, or when a real incident is declared.',
  steps: `## Prepare

1. List what exists in one region only: data, secrets, images, pipelines, addresses, licences. Each is a finding, also if the drill goes well.
2. Check the quota and the capacity of the other region against the last peak, and raise it if it does not fit.
3. Lower the lifetime of the DNS records that will change, and wait until the old lifetime is over.
4. Check how far replicas in the other region are behind, and note it.
5. Make sure that a failover needs nothing of the region that is left: not its console, its state store, its identity provider, nor its registry.
6. Agree who decides to switch, and who may stop it (needs a second person).

## Evacuate

1. Note the time: this is the start.
2. Stop deployments and scheduled jobs in the region that is left.
3. Send a tenth of the traffic to the other region. Wait 10 minutes, and compare errors and latency.
4. Stop writes in the region that is left, and let replicas catch up. Note the last write that they have: this is the data point.
5. Promote the databases of the other region (needs a second person).
6. Send all traffic to the other region, and start the scheduled jobs there.
7. Note when users are served as before.

## Stay

1. Wait 1 hour at least: caches fill, certificates renew, nightly jobs show what they need.
2. Try what users do, from outside.
3. Note each thing that still reaches into the region that was left.

## Return

1. Set up replication back, and wait until it has caught up.
2. Go the same way back, with the same steps.
3. Compare counts of records of both regions for the time of the drill.
`,
  measures: [
    'Time from the decision until users are served as before',
    'Data that the other region did not have at the switch, in seconds',
    'Steps that needed something of the region that was left',
    'Latency and errors of users during and after the switch',
    'Time to come back',
  ],
  roles: ['Drill lead', 'Operator', 'Database operator', 'Communications', 'Scribe'],
  cadence: 'every year',
};
