import type { RunbookProjection } from '@holdfast/shared/model/projection';
import { runbookProjection } from '@holdfast/shared/model/projection-fixture';
import type { NewRunbook } from '@holdfast/shared/model/runbook';

const patterns = [
  'PostgreSQL failover with Patroni',
  'DNS failover with health checks',
  'Loss of a DNS provider',
  'Loss of a zone',
  'Circuit breaker around payments is open',
  'Restore the orders database from backup',
  'Loss of the secrets manager',
  'The only person who knows is away',
];
const people = ['Ana Díaz', 'Tom Berger', 'Yuki Mori', 'Kim Okafor', 'platform-team'];
const tags = ['database', 'dns', 'payments', 'network', 'on-call', 'kubernetes'];

/** Runbooks that look like a team's, the same every time. */
export function madeUpRunbooks(
  count: number,
): readonly (NewRunbook & { readonly projection: RunbookProjection })[] {
  return Array.from({ length: count }, (_, index) => {
    const title = `${patterns[index % patterns.length] ?? ''}${index < patterns.length ? '' : ` ${index}`}`;
    const owners = index % 7 === 6 ? [] : [people[index % people.length] ?? ''];
    const own = [
      tags[index % tags.length] ?? '',
      ...(index % 3 === 0 ? ['on-call', 'tier-1', 'eu-west', 'needs-review'] : []),
    ];
    const body = index === 0 ? sampleBody : shortBody(title);
    const changedAtMs = Date.now() - index * 3_100_000;
    return {
      title,
      body,
      owners,
      tags: own,
      projection: runbookProjection({
        title,
        owners,
        tags: own,
        createdAtMs: changedAtMs,
        changedAtMs,
        changedBy: people[(index + 2) % people.length] ?? '',
        sourcePath: `shop/${index === 1 ? 'dns/failover' : `runbook-${index}`}.md`,
        text: body,
        summary: title,
      }),
    };
  });
}

function shortBody(title: string): string {
  return `## Meaning\n\n${title}: something that customers notice.\n\n## Mitigation\n\n1. Look at the dashboard.\n2. Call the owner.\n`;
}

const sampleBody = `---
title: PostgreSQL failover with Patroni
service: orders
severity: SEV1
components: [orders-db, pgbouncer]
---

# PostgreSQL failover with Patroni

The primary of the orders database is gone or unreachable, and Patroni has not promoted a replica by itself.

> [!WARNING]
> Never promote by hand while Patroni is running: two primaries lose writes.

> [!NOTE]
> The dashboard is [here](https://grafana.example.org/d/pg), and DNS is in [DNS failover](./dns/failover.md).

## Meaning

\`PostgresPrimaryDown\` fires when no member answers as *leader* for **60 seconds**. See <namespace> in the alert.

![Replication overview](https://example.org/images/replication-overview.png)

## Impact

| Service | What stops | Since |
| --- | --- | ---: |
| checkout | new orders are refused with a very long explanation that does not fit in a narrow column at all | 0 s |
| search | nothing | - |
| invoices | delayed, ~~lost~~ queued | 15 min |

## Diagnosis

1. Who is the leader?

   \`\`\`bash
   kubectl exec -n orders orders-db-0 -- patronictl list --format json | jq '.[] | select(.Role == "Leader") | {member: .Member, host: .Host, lag: ."Lag in MB", timeline: .TL}'
   \`\`\`

2. Is the lag small enough?

   \`\`\`sql
   SELECT application_name, pg_wal_lsn_diff(pg_current_wal_lsn(), replay_lsn) AS bytes
   FROM pg_stat_replication;
   \`\`\`

## Mitigation

- [x] Freeze deployments
- [ ] Choose the replica with the least lag
- [ ] Fail over:

  \`\`\`bash
  patronictl failover orders --candidate orders-db-1 --force
  \`\`\`

- [ ] Check that writes work again

### When Patroni does not answer

Ask the \`platform-team\`. A [bad link](javascript:alert(1)) must do nothing, and a footnote[^1] too.

[^1]: Footnotes are rare in runbooks, but they exist.

## Afterwards

Write down when it began and what you saw.
`;
