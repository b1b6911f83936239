import { useEffect, useState, type ComponentType } from 'react';

/** A component whose code is fetched when it is first wanted, or ahead of that. */
export type LazyScreen<P> = ComponentType<P> & {
  /** Fetches the code, once; rejects where it cannot be had now, and may be asked again. */
  preload(): Promise<unknown>;
};

/**
 * Shows `Waiting` until the code is there, and nothing of the sort when it is there already. Unlike
 * React's `lazy`, which holds what was fetched back for up to 300 ms once a fallback was drawn, so
 * that fallbacks do not flicker: a runbook is wanted sooner than that.
 */
export function lazyScreen<P extends object>(
  load: () => Promise<ComponentType<P>>,
  Waiting: ComponentType,
): LazyScreen<P> {
  let loaded: ComponentType<P> | undefined;
  let loading: Promise<ComponentType<P>> | undefined;

  function preload(): Promise<ComponentType<P>> {
    loading ??= load().then(
      (screen) => (loaded = screen),
      (error: unknown) => {
        loading = undefined;
        throw error;
      },
    );
    return loading;
  }

  function Screen(props: P) {
    const [failure, setFailure] = useState<{ readonly error: unknown }>();
    const [, setReady] = useState(loaded !== undefined);
    useEffect(() => {
      let gone = false;
      preload().then(
        () => {
          if (!gone) setReady(true);
        },
        (error: unknown) => {
          if (!gone) setFailure({ error });
        },
      );
      return () => {
        gone = true;
      };
    }, []);
    if (failure !== undefined) throw failure.error;
    const Loaded = loaded;
    return Loaded === undefined ? <Waiting /> : <Loaded {...props} />;
  }

  return Object.assign(Screen, { preload });
}
