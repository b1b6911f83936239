import { useEffect, useState, type ReactNode } from 'react';
import { useHub } from '../app/hub-context.tsx';
import { useDocument } from '../documents/use-document.ts';
import type { OpenDocument } from '../hub/client-api.ts';
import { currentMap } from './current-map.ts';
import { createShownMap, MapProvider, type ShownMap } from './map-context.tsx';

/** Opens the map around screens that are not the map's own. */
export function MapAround(props: {
  readonly opening: ReactNode;
  readonly failed: ReactNode;
  readonly children: ReactNode;
}) {
  const state = useDocument('map');
  if (state.kind === 'opening') return props.opening;
  if (state.kind === 'failed') return props.failed;
  return (
    <OpenMap open={state.open} opening={props.opening}>
      {props.children}
    </OpenMap>
  );
}

/** An open map around screens. */
export function OpenMap(props: {
  readonly open: OpenDocument;
  readonly opening: ReactNode;
  readonly children: ReactNode;
}) {
  const { open } = props;
  const hub = useHub();
  const [shown, setShown] = useState<ShownMap>();
  useEffect(() => {
    const made = createShownMap(open, hub);
    const current = { shown: made, commands: [] };
    currentMap.set(current);
    // It belongs to the document, and listens to it: nothing that could be made while drawing.
    // oxlint-disable-next-line react/set-state-in-effect
    setShown(made);
    return () => {
      if (currentMap.get()?.shown === made) currentMap.set(undefined);
      setShown(undefined);
      made.close();
    };
  }, [open, hub]);
  if (shown === undefined) return props.opening;
  return <MapProvider value={shown}>{props.children}</MapProvider>;
}
