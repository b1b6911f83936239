import { createHash } from 'node:crypto';
import * as Y from 'yjs';
import type { Logger } from 'pino';
import { newsOf } from '@holdfast/shared/alerting/incident-news';
import { reminderNewsOf } from '@holdfast/shared/drilling/reminder-news';
import { localDay } from '@holdfast/shared/model/local-day';
import { isDelivered, noteDelivered } from '@holdfast/shared/model/deliveries';
import { documentKind, type DocumentName } from '@holdfast/shared/protocol/names';
import type { Clock, Random } from '@holdfast/shared/replica/ports';
import type { Replica } from '@holdfast/shared/replica/replica-api';
import { readDrilling } from '../relay/drilling-reader.ts';
import type { OpenWorkspace } from '../relay/workspaces.ts';
import { documentOf, type News } from './news.ts';
import {
  createDeliveryQueue,
  type DeliveryQueue,
  type DeliveryResult,
  type DeliveryState,
} from './delivery-queue.ts';
import type { Post } from './post.ts';

/** A relay waits so long for each that comes before it. */
const takeOverMs = 15_000;
/** An incident is looked at at most so often, and the longer it takes the less often. */
const lookEveryMs = 1_000;
const restPerWork = 20;
/** What was there at the start waits so long: peers may have told it, and are not linked yet. */
const settleMs = 15_000;
/** Reminders are a matter of days. */
const remindEveryMs = 10 * 60_000;
/** Of a plan that is being written, not of each letter. */
const remindSoonMs = 2_000;
/** How often new workspaces are looked for. */
const workspacesEveryMs = 1_000;

export interface TellOthersDeps {
  readonly urls: readonly string[];
  readonly secret: Buffer;
  readonly workspaces: () => readonly OpenWorkspace[];
  readonly clock: Clock;
  readonly random: Random;
  readonly post: Post;
  readonly count: (target: string, result: DeliveryResult) => void;
  readonly log: Logger;
}

export interface TargetState extends DeliveryState {
  /** Its host: an address may hold what others must not see. */
  readonly target: string;
}

export interface TellOthers {
  targets(): readonly TargetState[];
  stop(): void;
}

interface Target {
  /** Names the target in documents: the same on every relay that is configured alike. */
  readonly key: string;
  readonly name: string;
  readonly queue: DeliveryQueue;
}

/**
 * Tells other tools what becomes of incidents, and of drills that are due. Every relay looks at every incident; of those linked
 * one tells each news, by rendezvous hashing (Thaler & Ravishankar, 1998), and writes into the
 * incident or plan that it did. The others wait, and tell it themselves if they do not see that in time. So
 * it is told at least once, and twice where relays cannot reach each other: always with the same id.
 */
export function startTellingOthers(deps: TellOthersDeps): TellOthers {
  const { clock, log } = deps;
  const targets = deps.urls.map(createTarget);
  const watched = new Map<Replica, () => void>();
  let isStopped = false;
  let cancelTimer: () => void = () => undefined;

  function createTarget(url: string): Target {
    const name = new URL(url).host;
    return {
      key: createHash('sha256').update(url).digest('hex').slice(0, 12),
      name,
      queue: createDeliveryQueue({
        url,
        secret: deps.secret,
        clock,
        random: deps.random,
        post: deps.post,
        count: (result) => deps.count(name, result),
        onTaken(news) {
          log.info({ target: name, type: news.type }, 'webhook delivered');
          note(news, url).catch((err: unknown) =>
            log.warn({ err, target: name }, 'delivery not noted: another relay may tell it again'),
          );
        },
      }),
    };
  }

  async function note(news: News, url: string): Promise<void> {
    const open = deps.workspaces().find(({ name }) => name === news.workspace);
    const target = targets[deps.urls.indexOf(url)];
    const document = documentOf(news);
    const state = await open?.replica.read(document);
    if (open === undefined || target === undefined || state === undefined) return;
    const doc = new Y.Doc();
    Y.applyUpdate(doc, state);
    const updates: Uint8Array[] = [];
    doc.on('update', (update: Uint8Array) => updates.push(update));
    noteDelivered(doc, news.id, target.key, clock.nowMs());
    doc.destroy();
    for (const update of updates) await open.replica.submit(document, update);
  }

  function watch({ name: workspace, replica, isRestricted }: OpenWorkspace): () => void {
    const changed = new Set<DocumentName>();
    const unseen = new Set<DocumentName>();
    let isLooking = false;
    let isReminding = false;

    async function lookAt(incident: DocumentName): Promise<void> {
      // Other tools would show it to whoever looks at them.
      if (isRestricted(incident)) return;
      const state = await replica.read(incident);
      if (state === undefined || isStopped) return;
      const doc = new Y.Doc();
      Y.applyUpdate(doc, state);
      tell(doc, newsOf(workspace, incident, doc, clock.nowMs()));
      doc.destroy();
    }

    /** Of one document, which says what was told already. */
    function tell(doc: Y.Doc, all: readonly News[]): void {
      for (const news of all) {
        for (const { key, queue } of targets) {
          if (isDelivered(doc, news.id, key)) queue.remove(news.id);
          else queue.add(news, rankOf(replica, `${news.id}/${key}`) * takeOverMs);
        }
      }
    }

    async function remind(): Promise<void> {
      const { plans, drills } = await readDrilling(replica);
      const nowMs = clock.nowMs();
      const days = { today: localDay(nowMs), dayOf: localDay };
      for (const news of reminderNewsOf(workspace, plans, drills, days, nowMs)) {
        if (isRestricted(news.plan)) continue;
        const state = await replica.read(news.plan);
        if (state === undefined || isStopped) continue;
        const doc = new Y.Doc();
        Y.applyUpdate(doc, state);
        tell(doc, [news]);
        doc.destroy();
      }
    }

    function remindAgain(): void {
      if (isStopped) return;
      isReminding = true;
      remind()
        .catch((err: unknown) => log.warn({ err, workspace }, 'plans could not be read'))
        .finally(() => {
          isReminding = false;
          cancelReminding = clock.setTimer(remindEveryMs, remindAgain);
        });
    }

    async function lookAtAll(): Promise<void> {
      if (isLooking) return;
      isLooking = true;
      for (let next = takeNext(); next !== undefined; next = takeNext()) {
        const startMs = clock.monotonicMs();
        try {
          await lookAt(next);
        } catch (err) {
          log.warn({ err, workspace }, 'an incident could not be read for webhooks');
        }
        await pause(Math.min(60_000, (clock.monotonicMs() - startMs) * restPerWork));
      }
      isLooking = false;
    }

    /** What changes now before what is only looked through. */
    function takeNext(): DocumentName | undefined {
      if (isStopped) return undefined;
      for (const names of [changed, unseen]) {
        for (const name of names) {
          names.delete(name);
          return name;
        }
      }
      return undefined;
    }

    const isIncident = (name: DocumentName): boolean => documentKind(name) === 'incident';
    clock.setTimer(settleMs, () => {
      for (const name of replica.documents()) if (isIncident(name)) unseen.add(name);
      void lookAtAll();
    });
    let cancelReminding = clock.setTimer(settleMs, remindAgain);
    const stopListening = replica.onChange((name) => {
      if (documentKind(name) === 'plan' && !isReminding) {
        cancelReminding();
        cancelReminding = clock.setTimer(remindSoonMs, remindAgain);
      }
      if (!isIncident(name) || changed.has(name)) return;
      changed.add(name);
      clock.setTimer(lookEveryMs, () => void lookAtAll());
    });
    return () => {
      cancelReminding();
      stopListening();
    };
  }

  function pause(ms: number): Promise<void> {
    return new Promise((resolve) => clock.setTimer(ms, resolve));
  }

  function watchNew(): void {
    const open = deps.workspaces();
    for (const [replica, stop] of watched) {
      if (open.some((one) => one.replica === replica)) continue;
      stop();
      watched.delete(replica);
    }
    for (const one of open) if (!watched.has(one.replica)) watched.set(one.replica, watch(one));
    cancelTimer = clock.setTimer(workspacesEveryMs, watchNew);
  }

  watchNew();
  return {
    targets: () => targets.map(({ name, queue }) => ({ target: name, ...queue.state() })),
    stop() {
      isStopped = true;
      cancelTimer();
      for (const stop of watched.values()) stop();
      for (const { queue } of targets) queue.stop();
    },
  };
}

/** How many of the relays that are linked now come before this one for `key`. */
function rankOf(replica: Replica, key: string): number {
  const weight = (storeId: string): string =>
    createHash('sha256').update(`${storeId}/${key}`).digest('hex');
  const own = weight(replica.storeId);
  const others = new Set(
    replica
      .status()
      .links.flatMap(({ peer, phase }) =>
        peer?.role === 'relay' && phase !== 'closed' ? [peer.storeId] : [],
      ),
  );
  return [...others].filter((storeId) => weight(storeId) < own).length;
}
