import { useEffect, useState } from 'react';
import { useProjections } from './hub-context.tsx';
import { lazyScreen } from './lazy-screen.tsx';

const Nothing = () => null;
const preloadDialogs = async () => (await import('./dialog-host.tsx')).preloadDialogs();
const Palette = lazyScreen(async () => (await import('./palette.tsx')).Palette, Nothing);
const Notices = lazyScreen(async () => (await import('./notices.tsx')).Notices, Nothing);

/** A search that the page was opened with has its answer on screen by then. */
const readingAheadMs = 400;
const incidentsAheadMs = 3000;
/** However busy the page is, what comes later is not put off for longer. */
const mostPutOffMs = 1500;
/** Where a browser does not tell when it is idle. */
const betweenPartsMs = 100;

/**
 * What nobody sees before something is listed comes after that: the palette and notices, asked for
 * earlier or not, and the code of the reading view and the dialogs, for which nobody is to wait. One
 * part after the other, while the page has nothing better to do: all at once they stand in the way of
 * whoever types into a search meanwhile.
 */
export function LateParts(props: {
  /** Fetches the reading view of a runbook. */
  readonly reading: () => Promise<unknown>;
  /** Fetches an incident's room. */
  readonly room: () => Promise<unknown>;
}) {
  const { reading, room } = props;
  const isListed = useProjections() !== undefined;
  const [isTime, setIsTime] = useState(false);
  useEffect(() => {
    if (!isListed) return undefined;
    const stop = new AbortController();
    const showing = async (): Promise<void> => {
      setIsTime(true);
      await Promise.all([Palette.preload(), Notices.preload()]);
    };
    const timer = setTimeout(
      () => void oneByOne([showing, reading, preloadDialogs], stop.signal),
      readingAheadMs,
    );
    // Nobody who declares an incident waits either; but first comes what the page was opened for.
    const later = setTimeout(
      () => void oneByOne([() => import('../incidents/declare-dialog.tsx'), room], stop.signal),
      incidentsAheadMs,
    );
    return () => {
      stop.abort();
      clearTimeout(timer);
      clearTimeout(later);
    };
  }, [isListed, reading, room]);
  return isTime ? (
    <>
      <Palette />
      <Notices />
    </>
  ) : null;
}

async function oneByOne(
  parts: readonly (() => Promise<unknown>)[],
  stop: AbortSignal,
): Promise<void> {
  for (const part of parts) {
    await idle();
    if (stop.aborted) return;
    // Failing now is no fault: it is fetched again when it is wanted.
    await part().catch(() => undefined);
  }
}

function idle(): Promise<void> {
  return new Promise((resolve) => {
    if (typeof requestIdleCallback === 'undefined') setTimeout(resolve, betweenPartsMs);
    else requestIdleCallback(() => resolve(), { timeout: mostPutOffMs });
  });
}
