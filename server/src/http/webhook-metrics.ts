import { Counter, type Registry } from 'prom-client';

export type WebhookSource = 'alertmanager' | 'incidents' | 'drills';
export type WebhookResult = 'recorded' | 'unchanged' | 'refused' | 'unavailable';

export interface WebhookMetrics {
  answered(source: WebhookSource, result: WebhookResult): void;
  recorded(declared: number, entries: number): void;
}

/** Metrics of what machines report. */
export function createWebhookMetrics(registry: Registry): WebhookMetrics {
  const registers = [registry];
  const requests = new Counter({
    name: 'holdfast_webhook_requests_total',
    help: 'Reports of machines, by where they came in and what came of them: recorded, unchanged (known already), refused (cannot be read, or not allowed) or unavailable (to be sent again).',
    labelNames: ['source', 'result'] as const,
    registers,
  });
  const declared = new Counter({
    name: 'holdfast_webhook_incidents_total',
    help: 'Incidents declared by machines.',
    registers,
  });
  const entries = new Counter({
    name: 'holdfast_webhook_entries_total',
    help: 'Entries that machines put on timelines.',
    registers,
  });
  return {
    answered: (source, result) => requests.inc({ source, result }),
    recorded(newIncidents, newEntries) {
      declared.inc(newIncidents);
      entries.inc(newEntries);
    },
  };
}
