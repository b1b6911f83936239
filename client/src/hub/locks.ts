/** Gives a held lock back. Safe to call twice. */
export type Release = () => void;

/**
 * Locks shared by all tabs and workers of this origin. The browser gives a lock back when its
 * holder dies, however it dies: so they also tell who is alive.
 */
export interface Locks {
  /** Resolves when this context alone holds `name`; rejects when `signal` aborts first. */
  hold(name: string, signal?: AbortSignal): Promise<Release>;
  /** Holds `name` alone if nobody else holds it, else undefined. */
  tryHold(name: string): Promise<Release | undefined>;
  /** Holds `name` together with others that share it. */
  share(name: string): Promise<Release>;
  /** Resolves when nobody holds `name` alone any more; never, where that cannot be known. */
  whenFree(name: string, signal: AbortSignal): Promise<void>;
}

type Request = Pick<LockManager, 'request'>;

/** The browser's locks. On a page without a secure context there are none: then every lock is granted at once. */
export function createLocks(manager: Request | undefined): Locks {
  return manager === undefined ? withoutManager() : withManager(manager);
}

function withManager(manager: Request): Locks {
  const hold = (name: string, options: LockOptions): Promise<Release | undefined> =>
    new Promise((resolve, reject) => {
      manager
        .request(name, options, (lock) => {
          if (lock === null) {
            resolve(undefined);
            return undefined;
          }
          return new Promise<void>((release) => {
            resolve(() => {
              release();
            });
          });
        })
        .catch(reject);
    });
  const held = async (name: string, options: LockOptions): Promise<Release> =>
    (await hold(name, options)) ?? (() => undefined);
  return {
    hold: (name, signal) =>
      held(name, signal === undefined ? { mode: 'exclusive' } : { mode: 'exclusive', signal }),
    tryHold: (name) => hold(name, { mode: 'exclusive', ifAvailable: true }),
    share: (name) => held(name, { mode: 'shared' }),
    async whenFree(name, signal) {
      const release = await held(name, { mode: 'shared', signal });
      release();
    },
  };
}

function withoutManager(): Locks {
  const nothing: Release = () => undefined;
  return {
    hold: () => Promise.resolve(nothing),
    tryHold: () => Promise.resolve(nothing),
    share: () => Promise.resolve(nothing),
    whenFree: () => new Promise(() => undefined),
  };
}
