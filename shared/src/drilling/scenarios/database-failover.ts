import type { Scenario } from './scenario.ts';

export const databaseFailover: Scenario = {
  id: 'database-failover',
  title: 'Failover to a standby',
  drillKind: 'failover',
  summary: 'The one that leads goes away without a goodbye, and a standby takes over.',
  hypothesis:
    'When the leader disappears, a standby takes over within the recovery time objective, everything that uses it connects to the new one by itself, and no confirmed write is lost beyond the recovery point objective.',
  abort:
    'Stop when no standby is healthy before the start, when two members accept writes at once, or when no leader is elected within twice the expected time.',
  steps: `## Prepare

1. Check that every standby follows, and how far each is behind. If one is behind by more than the recovery point objective: go to [Clean up](#clean-up), and drill another day.
2. Check that the last backup is complete, and not older than it should be.
3. Note who leads now, and the last position of its log.
4. Start a small writer that writes a number each second, and keeps the last number that was confirmed.
5. Open the dashboards of connections, errors and replication.

## Fail

1. Note the time: this is the start.
2. Cut the leader off from the network, or stop its process without a clean shutdown (needs a second person). A planned switch-over proves less.
3. Note when the first alert says that there is no leader.
4. Note when a standby leads: this is the recovery of the database.
5. Note when the writer's numbers are confirmed again: this is the recovery of those who use it.
6. Check that the old leader does not accept writes when it is reached directly.

## Check

1. Compare the last number that was confirmed before the failure with what is in the database: the difference is the data loss.
2. Look at each service that uses it: did it connect again by itself, or did somebody restart it?
3. Check that reads from replicas follow the new leader, and that backups now run from the right place.

## Clean up

1. Bring the old leader back as a standby, and wait until it follows.
2. Stop the writer, and remove what it wrote.
3. If the leader should be where it was: switch over in a planned way, and time it.
`,
  measures: [
    'Time until a standby leads',
    'Time until those who use it write again, without being restarted',
    'Confirmed writes that are lost',
    'Time until there is a full set of standbys again',
    'Whether two led at once',
  ],
  roles: ['Drill lead', 'Database operator', 'Observer of the services', 'Scribe'],
  cadence: 'every month',
};
