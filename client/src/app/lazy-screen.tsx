import { Text } from '@mantine/core';
import { useEffect, useState, type ComponentType } from 'react';
import { shellText } from '../ui/text/shell.ts';
import { asksAgain, beginAnewIfThere, fetchMissingStyles } from '../ui/late-code.ts';

/** A component whose code is fetched when it is first wanted, or ahead of that. */
export type LazyScreen<P> = ComponentType<P> & {
  /** Fetches the code, once; rejects where it cannot be had now, and may be asked again. */
  preload(): Promise<unknown>;
};

const retryMs = 2000;

/**
 * Shows `Waiting` until the code is there, and nothing of the sort when it is there already. Where a
 * relay died before it had sent the code, says so and asks again until somebody has it. Unlike
 * React's `lazy`, which holds what was fetched back for up to 300 ms once a fallback was drawn, so
 * that fallbacks do not flicker: a runbook is wanted sooner than that.
 */
export function lazyScreen<P extends object>(
  load: () => Promise<ComponentType<P>>,
  Waiting: ComponentType<P>,
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
    const [isLate, setIsLate] = useState(false);
    const [, setReady] = useState(loaded !== undefined);
    useEffect(() => {
      let gone = false;
      let timer: ReturnType<typeof setTimeout> | undefined;
      const fetchCode = (): void => {
        preload().then(
          () => {
            if (!gone) setReady(true);
          },
          (error: unknown) => {
            if (gone) return;
            if (!asksAgain(error)) {
              setFailure({ error });
              return;
            }
            void beginAnewIfThere(error);
            setIsLate(true);
            timer = setTimeout(() => void fetchMissingStyles(error).then(fetchCode), retryMs);
          },
        );
      };
      fetchCode();
      return () => {
        gone = true;
        clearTimeout(timer);
      };
    }, []);
    if (failure !== undefined) throw failure.error;
    const Loaded = loaded;
    if (Loaded !== undefined) return <Loaded {...props} />;
    return isLate ? <NotArrived /> : <Waiting {...props} />;
  }

  return Object.assign(Screen, { preload });
}

function NotArrived() {
  return (
    <Text p="lg" role="status">
      {shellText.notArrived}
    </Text>
  );
}
