/** Gives a held lock back. Safe to call twice. */
export type Release = () => void;

/**
 * Locks shared by all tabs and workers of this origin. The browser gives a lock back when its
 * holder dies, however it dies: so they also tell who is alive.
 */
export interface Locks {
  /** Resolves when this context alone holds `name`; rejects when `signal` aborts first. */
  hold(name: string, signal?: AbortSignal): Promise<Release>;
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
  const held = (name: string, options: LockOptions): Promise<Release> =>
    new Promise((resolve, reject) => {
      const keep = (): Promise<void> =>
        new Promise((release) => {
          resolve(() => {
            release();
          });
        });
      manager.request(name, options, keep).catch(reject);
    });
  return {
    hold: (name, signal) =>
      held(name, signal === undefined ? { mode: 'exclusive' } : { mode: 'exclusive', signal }),
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
    share: () => Promise.resolve(nothing),
    whenFree: () => new Promise(() => undefined),
  };
}
