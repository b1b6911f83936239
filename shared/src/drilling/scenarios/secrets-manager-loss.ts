import type { Scenario } from './scenario.ts';

export const secretsManagerLoss: Scenario = {
  id: 'secrets-manager-loss',
  title: 'Loss of the secrets manager',
  drillKind: 'game-day',
  summary: 'The place that keeps passwords and keys is gone, and has to be opened again.',
  hypothesis:
    'What runs keeps running without the secrets manager for as long as the recovery time objective says. We can bring it back from nothing but its backup and the keys that people hold, with the people who are on call.',
  abort:
    'Stop when a service in scope fails for users, when a secret shows up where it can be read, or when fewer holders of unseal keys can be reached than are needed.',
  steps: `## Prepare

1. List who holds keys to open or unseal it, and call each: can they be reached now, and do they have their part with them?
2. Check that a backup exists which is complete, and where the key of the backup is. If it is in the secrets manager itself, that is the first finding.
3. List which services read secrets when: at start, on each use, by a lease that runs out. Note the shortest lease.
4. Check that the procedure, and access to the machines, need no secret from the secrets manager.

## Lose it

1. Note the time: this is the start.
2. Make it unreachable for the test group, or seal it (needs a second person).
3. Wait 15 minutes. Note which services fail, and when: the first lease that runs out is what counts.
4. Restart one instance of each service in the test group: does it start, wait, or fail and take others with it?
5. Scale one service up, and try a deployment. Note what cannot be done.
6. Use the emergency access to one database or machine, and note whether it is recorded.

## Bring it back

1. Restore a copy from the backup in a place of its own, unseal it with the holders, and read one secret from it (needs a second person). Note the time.
2. Make the real one reachable again, or unseal it.
3. Check that leases are renewed, and that nothing has to be restarted.
4. Change each secret that was used in an emergency.
`,
  measures: [
    'Time until the first service fails without it',
    'Time to reach enough holders of keys',
    'Time from the backup to the first secret that can be read',
    'Services that cannot start without it',
    'Secrets that the procedure itself needed',
  ],
  roles: ['Drill lead', 'Operator', 'Holders of unseal keys', 'Scribe'],
  cadence: 'every quarter',
};
