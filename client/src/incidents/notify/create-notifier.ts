import type { Observable } from '../../hub/client-api.ts';
import type { Projections } from '../../runbooks/list-model.ts';
import { notifyText } from '../../ui/text/notify.ts';
import {
  type IncidentNews,
  knownOf,
  newsSince,
  updatesDue,
  type NewsContext,
} from './incident-news.ts';

export interface NotifierDeps {
  readonly projections: Observable<Projections | undefined>;
  readonly context: () => NewsContext;
  /** False while somebody looks at the workspace, in this tab or another, and where another tab tells already. */
  readonly shouldTell: () => Promise<boolean>;
  readonly tell: (news: IncidentNews) => void;
  /** Runs each time somebody stops looking at this tab; gives the way to call it off. */
  readonly whenLookedAway: (run: () => void) => () => void;
  /** Runs once, later; gives the way to call it off. */
  readonly setTimer: (delayMs: number, run: () => void) => () => void;
}

/** What arrives together after a break is told of once, as it stands at its end. */
const settleMs = 1_000;
const dueEveryMs = 30_000;
/** More at once are told of in one sentence. */
const mostAtOnce = 3;

/**
 * Follows incidents and tells of what changes while nobody looks. What was there at the beginning,
 * and what changes while somebody looks, is known to them. Gives the way to stop it.
 */
export function createNotifier(deps: NotifierDeps): () => void {
  let known = knownOf(deps.projections.get());
  let isBegun = deps.projections.get() !== undefined;
  let isStopped = false;
  const dueTold = new Set(updatesDue(deps.projections.get(), deps.context()).map(({ key }) => key));
  let settling: (() => void) | undefined;

  async function tellOf(news: readonly IncidentNews[]): Promise<void> {
    if (news.length === 0 || !(await deps.shouldTell()) || isStopped) return;
    const [first] = news;
    if (news.length <= mostAtOnce) for (const one of news) deps.tell(one);
    else if (first !== undefined) {
      const lines = news.slice(0, mostAtOnce).map(({ title }) => title);
      deps.tell({ incident: '', title: notifyText.says.several(news.length), lines });
    }
  }

  function look(): void {
    settling = undefined;
    const projections = deps.projections.get();
    const context = deps.context();
    const due = updatesDue(projections, context);
    if (!isBegun) {
      // What this device had kept is what its person knew.
      isBegun = projections !== undefined;
      for (const { key } of due) dueTold.add(key);
    }
    const before = known;
    known = knownOf(projections);
    const late = due.filter(({ key, news }) => {
      const isNew = !dueTold.has(key);
      dueTold.add(key);
      // One that is first heard of now is told of as declared.
      return isNew && before.has(news.incident);
    });
    void tellOf([...newsSince(before, projections, context), ...late.map(({ news }) => news)]);
  }

  const stopFollowing = deps.projections.subscribe(() => {
    if (!isBegun) {
      look();
      return;
    }
    settling ??= deps.setTimer(settleMs, look);
  });
  const stopWatching = deps.whenLookedAway(() => {
    if (settling === undefined) return;
    // What has just come was on the screen.
    settling();
    settling = undefined;
    known = knownOf(deps.projections.get());
  });
  let stopClock = deps.setTimer(dueEveryMs, tick);
  function tick(): void {
    stopClock = deps.setTimer(dueEveryMs, tick);
    if (settling === undefined) look();
  }

  return () => {
    isStopped = true;
    stopFollowing();
    stopWatching();
    settling?.();
    stopClock();
  };
}
