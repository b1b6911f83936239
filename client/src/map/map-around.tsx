import type { ReactNode } from 'react';
import { MapProvider } from './map-context.tsx';
import { useSharedMap } from './use-shared-map.ts';

/** The map around screens and dialogs: the tab's one, opened by whichever comes first. */
export function MapAround(props: {
  readonly opening: ReactNode;
  readonly failed: ReactNode;
  readonly children: ReactNode;
}) {
  const state = useSharedMap();
  switch (state.kind) {
    case 'opening':
      return props.opening;
    case 'failed':
      return props.failed;
    case 'ready':
      return <MapProvider value={state.shown}>{props.children}</MapProvider>;
  }
}
