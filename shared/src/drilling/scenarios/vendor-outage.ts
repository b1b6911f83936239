import type { Scenario } from './scenario.ts';

export const vendorOutage: Scenario = {
  id: 'vendor-outage',
  title: 'Outage of a vendor',
  drillKind: 'chaos',
  summary: 'A vendor answers slowly, then wrongly, then not at all.',
  hypothesis:
    'When the vendor is slow or gone, what needs it degrades as it was designed to: it answers within its limits, says what is not available, keeps what has to be done later, and catches up by itself.',
  abort:
    'Stop when more than the agreed share of users is affected, when something is charged, sent or ordered twice, or when a queue grows past what it can hold.',
  steps: `## Prepare

1. Read what the vendor promises, and how it tells of an outage. Subscribe to its status page somewhere that does not depend on it.
2. List what calls the vendor, with the timeout, the retries and the fallback of each.
3. Choose a share of the traffic, or an environment with real load, and a way to fault its calls: a proxy, a service mesh, a firewall rule.
4. Check that the vendor's own test mode is used where a call costs money or cannot be undone.
5. Tell whoever answers users what they may hear.

## Slow

1. Note the time: this is the start.
2. Delay each answer by twice the timeout. Wait 10 minutes.
3. Note whether callers wait, run out of threads or connections, or give up as designed.

## Wrong

1. Let a third of the calls fail with an error, and some with an answer that is not complete. Wait 10 minutes.
2. Note whether retries make it worse, and whether anything is done twice.

## Gone

1. Refuse all connections (needs a second person). Wait 15 minutes.
2. Note when the first alert names the vendor, and what users see.
3. Switch to the fallback or the second vendor, if there is one.
4. Find the vendor's emergency contact, and check that somebody answers it.

## Bring it back

1. Let a tenth of the calls through, then all.
2. Note how long the backlog takes, and whether catching up overloads the vendor or us.
3. Compare what was promised to users with what was done: orders, payments, messages.
`,
  measures: [
    'Time until an alert named the vendor',
    'What users saw, and how many of them',
    'Time until the fallback carried the load',
    'Things done twice, or never',
    'Time to catch up',
  ],
  roles: ['Drill lead', 'Operator', 'Customer care', 'Scribe'],
  cadence: 'every quarter',
};
