import type { Scenario } from './scenario.ts';

export const zoneLoss: Scenario = {
  id: 'zone-loss',
  title: 'Loss of a zone',
  drillKind: 'game-day',
  summary: 'One zone is taken out of service while the rest carries the load.',
  hypothesis:
    'With one zone gone, every service in scope keeps answering from the others within its objectives. Nobody has to do anything by hand, and nothing that was confirmed to a user is lost.',
  abort:
    'Stop and bring the zone back when errors that users see stay above the agreed level for 5 minutes, when a second zone shows trouble of its own, or when a real incident is declared.',
  steps: `## Prepare

1. Choose the zone, and write down what runs in it: instances, volumes, load balancer addresses, scheduled jobs.
2. Check that the other zones can carry the load: at the last peak, what part of their capacity was in use? With one of three gone, the rest carries half as much again.
3. Check that no deployment, migration or backup is due during the drill.
4. Open the dashboards of errors, latency and saturation by zone, and note the values now.
5. Tell everyone on call, and whoever answers users, when it begins and how it is stopped.
6. Agree aloud who may stop it, and by which command (needs a second person).

## Take the zone away

1. Note the time: this is the start.
2. Take the zone out of the load balancers, so that no new request goes there.
3. Block traffic between this zone and the others: with a network policy, a firewall rule or your platform's fault injection. Do not shut machines down: a cut network is harder, and is undone at once.
4. Note when the first alert says so, and which one it is.

## Watch

1. Wait 15 minutes. Note each service that answers more slowly, fails, or loses its leader.
2. Try what users do, from outside: sign in, read something, write something, read it back.
3. Check that leaders moved: databases, queues, schedulers, locks.
4. Check that replacements start elsewhere, and that quota and addresses are enough for them.
5. If a service does not recover by itself: go to [Bring it back](#bring-it-back), and note what had to be done by hand.

## Bring it back

1. Remove the block.
2. Wait 10 minutes, until replicas have caught up.
3. Put the zone back into the load balancers, a part of the traffic first.
4. Note when all measures are as they were: this is the end.
5. Look for what was written on both sides of the cut, and for jobs that ran twice or never.
`,
  measures: [
    'Time from the cut to the first alert that names the zone',
    'Time until users are served as before',
    'Requests that failed, and the largest share in one minute',
    'Writes that were confirmed and are not there afterwards',
    'What somebody had to do by hand',
    'Saturation of the zones that were left',
  ],
  roles: ['Drill lead', 'Operator', 'Observer', 'Scribe'],
  cadence: 'every quarter',
};
