import { Counter, Gauge, type Registry } from 'prom-client';
import type { Logger } from 'pino';
import type { Clock, Random } from '@holdfast/shared/replica/ports';
import type { RelayConfig } from '../config.ts';
import { post } from '../outgoing/post.ts';
import { readSecret } from '../outgoing/read-secret.ts';
import { startTellingOthers, type TellOthers } from '../outgoing/tell-others.ts';
import type { OpenWorkspace } from './workspaces.ts';

export interface RelayWebhooksDeps {
  readonly config: Pick<RelayConfig, 'webhookUrls' | 'webhookSecretFile'>;
  readonly workspaces: () => readonly OpenWorkspace[];
  readonly clock: Clock;
  readonly random: Random;
  readonly registry: Registry;
  readonly log: Logger;
}

/**
 * Tells other tools of incidents, where any are configured.
 *
 * @throws WebhookSecretError
 */
export function startRelayWebhooks(deps: RelayWebhooksDeps): TellOthers | undefined {
  const { webhookUrls, webhookSecretFile } = deps.config;
  if (webhookUrls.length === 0 || webhookSecretFile === undefined) return undefined;
  const secret = readSecret(webhookSecretFile);
  const registers = [deps.registry];
  const deliveries = new Counter({
    name: 'holdfast_webhook_deliveries_total',
    help: 'Attempts to tell other tools of incidents, by host and what came of them: taken, failed (to be tried again) or given-up.',
    labelNames: ['target', 'result'] as const,
    registers,
  });
  const telling = startTellingOthers({
    ...deps,
    urls: webhookUrls,
    secret,
    post,
    count: (target, result) => deliveries.inc({ target, result }),
  });
  gauge(
    'holdfast_webhook_waiting',
    'News of incidents that wait to be told, by host.',
    (target) => target.waiting,
  );
  gauge(
    'holdfast_webhook_circuit_open',
    'Whether a host is left alone for a while because it failed again and again.',
    ({ circuit }) => (circuit === 'closed' ? 0 : 1),
  );
  return telling;

  function gauge(
    name: string,
    help: string,
    read: (target: ReturnType<TellOthers['targets']>[number]) => number,
  ): void {
    void new Gauge({
      name,
      help,
      labelNames: ['target'] as const,
      registers,
      collect() {
        this.reset();
        for (const target of telling.targets()) this.inc({ target: target.target }, read(target));
      },
    });
  }
}
