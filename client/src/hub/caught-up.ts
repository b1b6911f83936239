import type { HostRows } from '@holdfast/shared/replica/replica-api';
import type { Clock } from '@holdfast/shared/replica/ports';

const rowKey = 'caught-up-at';
/** A live link moves the moment many times a second; on disk it may lag by this much. */
const writeEveryMs = 30_000;

export interface CaughtUp {
  /** The moment that an earlier run of the hub left behind, ms since 1970; it may be a little too early, never too late. */
  readonly earlierAtMs: number | undefined;
  /** Takes note of the present moment, as the replica tells it. */
  note(atMs: number | undefined): void;
}

/** Remembers on this device when its copy was last known equal to a relay's. */
export async function openCaughtUp(deps: {
  readonly rows: Pick<HostRows, 'get' | 'write'>;
  readonly clock: Pick<Clock, 'monotonicMs'>;
}): Promise<CaughtUp> {
  const earlierAtMs = readMoment(await deps.rows.get(rowKey));
  let writtenAtMs: number | undefined;
  let triedMs = Number.NEGATIVE_INFINITY;

  return {
    earlierAtMs,
    note(atMs) {
      if (atMs === undefined || atMs === writtenAtMs) return;
      const nowMs = deps.clock.monotonicMs();
      if (nowMs - triedMs < writeEveryMs) return;
      triedMs = nowMs;
      writtenAtMs = atMs;
      // What cannot be written now is an earlier moment on disk: that is still true.
      deps.rows
        .write([{ key: rowKey, value: new TextEncoder().encode(String(atMs)) }])
        .catch(() => undefined);
    },
  };
}

function readMoment(row: Uint8Array | undefined): number | undefined {
  const atMs = row === undefined ? Number.NaN : Number(new TextDecoder().decode(row));
  return Number.isSafeInteger(atMs) && atMs > 0 ? atMs : undefined;
}
