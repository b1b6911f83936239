import { newsForMs } from '@holdfast/shared/alerting/incident-news';
import type { Clock, Random } from '@holdfast/shared/replica/ports';
import { type CircuitState, createCircuitBreaker } from './circuit-breaker.ts';
import type { News } from './news.ts';
import type { Post } from './post.ts';
import { signedHeaders } from './sign.ts';

/** News that wait for one target; the oldest give way to more. */
const mostWaiting = 1_000;
const firstRetryMs = 1_000;
const longestRetryMs = 5 * 60_000;
const breakerFailures = 5;
const breakerOpenMs = 30_000;

export interface DeliveryQueueDeps {
  readonly url: string;
  readonly secret: Buffer;
  readonly clock: Clock;
  readonly random: Random;
  readonly post: Post;
  /** It was taken. */
  readonly onTaken: (news: News) => void;
  readonly count: (result: DeliveryResult) => void;
}

export type DeliveryResult = 'taken' | 'failed' | 'given-up';

export interface DeliveryState {
  readonly circuit: CircuitState;
  readonly waiting: number;
  /** Of the last attempt; undefined where it went well, or there was none. */
  readonly problem: string | undefined;
  readonly lastTakenAtMs: number | undefined;
}

/** Tells one target, one after the other, until it has taken them or nobody would care any more. */
export interface DeliveryQueue {
  /** From when on: others may be meant to tell it first. What waits already keeps its time. */
  add(news: News, delayMs: number): void;
  /** Somebody told it. */
  remove(newsId: string): void;
  state(): DeliveryState;
  stop(): void;
}

interface Waiting {
  readonly news: News;
  dueMs: number;
  attempts: number;
}

export function createDeliveryQueue(deps: DeliveryQueueDeps): DeliveryQueue {
  const { clock, random } = deps;
  const waiting = new Map<string, Waiting>();
  const breaker = createCircuitBreaker({
    failures: breakerFailures,
    openMs: breakerOpenMs,
    monotonicMs: clock.monotonicMs,
    fraction: random.fraction,
  });
  const stopping = new AbortController();
  let problem: string | undefined;
  let lastTakenAtMs: number | undefined;
  let isSending = false;
  let cancelTimer: () => void = () => undefined;

  function next(): Waiting | undefined {
    let first: Waiting | undefined;
    for (const one of waiting.values())
      if (first === undefined || one.dueMs < first.dueMs) first = one;
    return first;
  }

  function pump(): void {
    cancelTimer();
    const first = next();
    if (first === undefined || isSending || stopping.signal.aborted) return;
    const waitMs = first.dueMs - clock.monotonicMs();
    if (waitMs > 0) {
      cancelTimer = clock.setTimer(Math.min(waitMs, 60_000), pump);
      return;
    }
    if (clock.nowMs() - first.news.happenedAtMs > newsForMs) {
      waiting.delete(first.news.id);
      deps.count('given-up');
      pump();
      return;
    }
    if (!breaker.mayTry()) {
      cancelTimer = clock.setTimer(1_000, pump);
      return;
    }
    isSending = true;
    void send(first).finally(() => {
      isSending = false;
      pump();
    });
  }

  async function send(one: Waiting): Promise<void> {
    const { news } = one;
    const body = JSON.stringify(bodyOf(news));
    const headers = signedHeaders(deps.secret, news.id, clock.nowMs(), body);
    const result = await deps.post(deps.url, headers, body, stopping.signal);
    if (stopping.signal.aborted && result.kind !== 'taken') return;
    if (result.kind === 'taken') {
      breaker.succeeded();
      problem = undefined;
      lastTakenAtMs = clock.nowMs();
      waiting.delete(news.id);
      deps.count('taken');
      deps.onTaken(news);
      return;
    }
    ({ problem } = result);
    deps.count('failed');
    // Whoever answers is there: what it does not like must not hold the others back.
    if (result.kind === 'refused') breaker.succeeded();
    else breaker.failed();
    const most = Math.min(longestRetryMs, firstRetryMs * 2 ** Math.min(one.attempts, 20));
    one.attempts += 1;
    one.dueMs = clock.monotonicMs() + most * (0.5 + random.fraction() / 2);
  }

  return {
    add(news, delayMs) {
      if (waiting.has(news.id) || stopping.signal.aborted) return;
      waiting.set(news.id, { news, dueMs: clock.monotonicMs() + delayMs, attempts: 0 });
      if (waiting.size > mostWaiting) {
        const [oldest] = waiting.keys();
        if (oldest !== undefined) waiting.delete(oldest);
        deps.count('given-up');
      }
      pump();
    },
    remove(newsId) {
      waiting.delete(newsId);
    },
    state: () => ({ circuit: breaker.state(), waiting: waiting.size, problem, lastTakenAtMs }),
    stop() {
      stopping.abort();
      cancelTimer();
      waiting.clear();
    },
  };
}

/** What a receiver reads; described in `docs/webhooks.md`. */
function bodyOf({ happenedAtMs, ...news }: News): Record<string, unknown> {
  return { ...news, happenedAt: new Date(happenedAtMs).toISOString() };
}
